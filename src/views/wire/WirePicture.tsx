/** The wire between the hosts: what it is, what is on it, and how far the pass has come. */
import { useEffect, useRef, useState, type CSSProperties } from 'react'
import type { FrameScheduler } from '../../draw/frame-scheduler.ts'
import { blockBytesFor } from '../../draw/wire-blocks.ts'
import { createWirePainter, lanesFor } from '../../draw/wire-painter.ts'
import type { MapBeside } from '../../draw/wire-marks.ts'
import { PAGE_BYTES } from '../../engine/units.ts'
import type { Sample } from '../../recording/recording.ts'
import type { Summary } from '../../report/summary.ts'
import type { Theme } from '../../store/app-state.ts'
import type { FrameFeed } from '../../store/frames.ts'
import type { Playhead } from '../../store/playhead.ts'
import { WIRE_TEXT } from '../../text/pictures.ts'
import { Picture } from '../picture/Picture.tsx'
import { usePhaseName } from '../race/use-phase.ts'
import './wire.css'

export interface WirePictureProps {
  readonly frames: FrameFeed
  readonly playhead: Playhead
  readonly scheduler: FrameScheduler
  readonly summary: Summary
  readonly theme: Theme
  /** Size of text in CSS pixels. */
  readonly font: number
  readonly direction?: 'right' | 'down'
  readonly reducedMotion?: boolean
  /** Draws the walking line across the wire at the height at which it stands in the map beside; memoise it. */
  readonly mapBeside?: MapBeside | undefined
  /** Streams and the size of a block under the wire, for Explore. */
  readonly details?: boolean
}

export function WirePicture(props: WirePictureProps) {
  const {
    frames,
    playhead,
    scheduler,
    summary,
    theme,
    font,
    direction = 'right',
    reducedMotion = false,
    mapBeside,
  } = props
  const progress = useRef<HTMLSpanElement>(null)
  const [painter] = useState(createWirePainter)
  const phase = usePhaseName(playhead, summary)

  useEffect(() => {
    let before = ''
    const take = (sample: Sample) => {
      painter.take(sample)
      const text = progressText(sample)
      if (text !== before && progress.current) progress.current.textContent = text
      before = text
    }
    if (frames.latest) take(frames.latest.sample)
    return frames.subscribe((frame) => take(frame.sample))
  }, [frames, painter])
  useEffect(
    () => painter.look({ theme, summary, direction, mapBeside, reducedMotion }),
    [painter, theme, summary, direction, mapBeside, reducedMotion],
  )

  const { scenario } = summary.input
  const { streams, bytesPerSecond } = summary.bandwidth
  return (
    <div
      className="wire"
      data-direction={direction}
      style={{ '--picture-font': `${font}px` } as CSSProperties}
    >
      <span className="wire-link">
        {WIRE_TEXT.link(
          scenario['network.speed'],
          scenario['network.nics'],
          scenario['network.rtt'],
        )}
      </span>
      <Picture painter={painter} scheduler={scheduler} label={WIRE_TEXT.picture(phase)} />
      <span ref={progress} className="wire-progress" />
      {props.details ? (
        <>
          <span>{WIRE_TEXT.streams(streams, lanesFor(summary))}</span>
          <span>{WIRE_TEXT.block(blockBytesFor(bytesPerSecond))}</span>
        </>
      ) : null}
    </div>
  )
}

/** "5.1 of 9.5 GiB" while a pass sends, else that nothing is on the wire. */
function progressText(sample: Sample): string {
  if (sample.wireBytesPerSecond <= 0) return WIRE_TEXT.idle
  if (sample.pagesToSendInPass <= 0) return ''
  return WIRE_TEXT.progress(
    sample.pagesSentInPass * PAGE_BYTES,
    sample.pagesToSendInPass * PAGE_BYTES,
  )
}
