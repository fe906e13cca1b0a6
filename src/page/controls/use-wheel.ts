/** The wheel over an element, by a listener that may keep the page from scrolling: React's own may not. */
import { useEffect, useEffectEvent, type RefObject } from 'react'

export function useWheel(
  field: RefObject<HTMLElement | null>,
  listener: (event: WheelEvent) => void,
): void {
  const onWheel = useEffectEvent(listener)
  useEffect(() => {
    const element = field.current
    const listen = (event: WheelEvent) => onWheel(event)
    element?.addEventListener('wheel', listen, { passive: false })
    return () => element?.removeEventListener('wheel', listen)
  }, [field])
}
