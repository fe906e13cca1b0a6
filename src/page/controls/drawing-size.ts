/** The size of a drawing that is made in units of 15 px text: where text is larger, so is all that is drawn. */
import { useLayoutEffect, useState, type RefObject } from 'react'

export interface DrawingSize {
  /** In units; 0 until it is known. */
  readonly width: number
  /** CSS pixels a unit, at least one. */
  readonly unit: number
}

/** Size of text for which drawings are made, CSS pixels. */
const TEXT = 15
const UNKNOWN: DrawingSize = { width: 0, unit: 1 }

export function useDrawingSize(element: RefObject<HTMLElement | null>): DrawingSize {
  const [size, setSize] = useState(UNKNOWN)
  // Before anything is painted: what stands below must not move.
  useLayoutEffect(() => {
    const target = element.current
    if (!target) return undefined
    const measure = () => {
      const unit = Math.max(1, Number.parseFloat(getComputedStyle(target).fontSize) / TEXT)
      const width = target.clientWidth / unit
      setSize((known) => (known.width === width && known.unit === unit ? known : { width, unit }))
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return size
}

/** Attributes of an <svg> of so many units. */
export function sized({ width, unit }: DrawingSize, height: number) {
  return { width: width * unit, height: height * unit, viewBox: `0 0 ${width} ${height}` }
}
