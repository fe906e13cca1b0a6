/** The room of a drawing that is made in units of 15 px text: where text is larger, so is all that is drawn. */
import { useEffect, useState, type RefObject } from 'react'

export interface DrawingRoom {
  /** In units; 0 until it is known. */
  readonly width: number
  /** CSS pixels a unit, at least one. */
  readonly unit: number
}

/** Size of text for which drawings are made, CSS pixels. */
const TEXT = 15
const UNKNOWN: DrawingRoom = { width: 0, unit: 1 }

export function useDrawingRoom(element: RefObject<HTMLElement | null>): DrawingRoom {
  const [room, setRoom] = useState(UNKNOWN)
  useEffect(() => {
    const target = element.current
    if (!target) return undefined
    const observer = new ResizeObserver(() => {
      const unit = Math.max(1, Number.parseFloat(getComputedStyle(target).fontSize) / TEXT)
      setRoom({ width: target.clientWidth / unit, unit })
    })
    observer.observe(target)
    return () => observer.disconnect()
  }, [element])
  return room
}

/** Attributes of an <svg> of so many units. */
export function sized({ width, unit }: DrawingRoom, height: number) {
  return { width: width * unit, height: height * unit, viewBox: `0 0 ${width} ${height}` }
}
