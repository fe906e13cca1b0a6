/** The size of text that CSS decided for the page, in pixels, for the pictures that cannot inherit it. */
import { useLayoutEffect, useState, type RefObject } from 'react'

/** `em`: an element that is one em wide. */
export function useFont(em: RefObject<HTMLElement | null>): number {
  const [font, setFont] = useState(16)
  useLayoutEffect(() => {
    const element = em.current
    if (!element) return undefined
    const measure = () => setFont(element.getBoundingClientRect().width)
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    measure()
    return () => observer.disconnect()
  }, [em])
  return font
}
