/** A canvas with its painter. What is painted, and when, goes past React; only the words for it are rendered. */
import { useEffect, useRef } from 'react'
import { hostCanvas, type Painter } from '../drawing/canvas-host.ts'
import type { FrameScheduler } from '../drawing/frame-scheduler.ts'

export interface PictureProps {
  readonly painter: Painter
  readonly scheduler: FrameScheduler
  /** What the picture shows; changes with the phase, never with time. */
  readonly label: string
  /** Size in CSS pixels, at first and whenever it changes. */
  readonly onSize?: ((width: number, height: number) => void) | undefined
}

export function Picture({ painter, scheduler, label, onSize }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (canvas.current === null) return undefined
    return hostCanvas(canvas.current, painter, scheduler, onSize)
  }, [painter, scheduler, onSize])
  // An <img> cannot be painted; a canvas with this role is one for a screen reader.
  // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
  return <canvas ref={canvas} role="img" aria-label={label} />
}
