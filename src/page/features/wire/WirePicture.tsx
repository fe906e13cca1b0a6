/** The wire between the hosts: what it is, what is on it, and how far the pass has come. */
import { useEffect, useState, type CSSProperties } from 'react'
import type { FrameScheduler } from '../../drawing/frame-scheduler.ts'
import { blockBytesFor } from './wire-blocks.ts'
import { wireLanes } from './wire-lanes.ts'
import { createWirePainter } from './wire-painter.ts'
import type { MapBeside } from './wire-marks.ts'
import type { Summary } from '../../../report/summary.ts'
import type { Theme } from '../../session/app-state.ts'
import type { FrameFeed } from '../../session/frames.ts'
import type { Playhead } from '../../session/playhead.ts'
import { WIRE_TEXT } from '../../../text/pictures.ts'
import { Picture } from '../../controls/Picture.tsx'
import { usePhaseName } from '../../controls/use-phase.ts'
import { WireStatus } from './WireStatus.tsx'
import './wire.css'

/** Two calls, one under the other, in em; `stage-calls.css` lays them out. */
const CALLS_ROOM = 3.9

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
    details = false,
  } = props
  const [painter] = useState(createWirePainter)
  const phase = usePhaseName(playhead, summary)
  const clear = direction === 'right' ? font * CALLS_ROOM : 0

  useEffect(() => {
    if (frames.latest) painter.take(frames.latest.sample)
    return frames.subscribe((frame) => painter.take(frame.sample))
  }, [frames, painter])
  useEffect(
    () => painter.look({ theme, summary, direction, mapBeside, font, reducedMotion, clear }),
    [painter, theme, summary, direction, mapBeside, font, reducedMotion, clear],
  )

  const { scenario } = summary.input
  const { streams, bytesPerSecond } = summary.bandwidth
  return (
    <div
      className="wire"
      data-direction={direction}
      style={{ '--picture-font': `${font}px` } as CSSProperties}
    >
      <Picture painter={painter} scheduler={scheduler} label={WIRE_TEXT.picture(phase)} />
      <WireStatus frames={frames} summary={summary} rate={details} />
      {details ? (
        <span className="wire-details">
          <span>
            {WIRE_TEXT.link(
              scenario['network.speed'],
              scenario['network.nics'],
              scenario['network.rtt'],
            )}
          </span>
          <span>{WIRE_TEXT.streams(streams, wireLanes(scenario).count)}</span>
          <span>{WIRE_TEXT.block(blockBytesFor(bytesPerSecond))}</span>
        </span>
      ) : null}
    </div>
  )
}
