/** Paints the wire: a lane a stream, blocks that move by the bytes sent, and the walking line on its way across. */
import type { Sample } from '../../../recording/sample.ts'
import type { Summary } from '../../../report/summary.ts'
import type { Theme } from '../../session/app-state.ts'
import type { Painter, Surface } from '../../drawing/canvas-host.ts'
import { PALETTES } from '../../drawing/palette.ts'
import {
  blockBytesFor,
  blockLane,
  blockPosition,
  blocksOnWire,
  BLOCKS_ON_WIRE,
  type BlockRange,
} from './wire-blocks.ts'
import { wireLanes, type WireLanes } from './wire-lanes.ts'
import {
  layBundle,
  paintBlock,
  paintCrossing,
  paintLanes,
  walkHeight,
  type MapBeside,
} from './wire-marks.ts'

export type { MapBeside } from './wire-marks.ts'

interface WireLook {
  readonly theme: Theme
  readonly summary: Summary
  readonly direction: 'right' | 'down'
  readonly mapBeside: MapBeside | undefined
  /** Size of text in CSS pixels: what travels is about as large. */
  readonly font: number
  /** Room for the calls at the top, in CSS pixels: what travels keeps out of it while they are shown. */
  readonly clear: number
  /** True: blocks stand still; that something is on the wire still shows. */
  readonly reducedMotion: boolean
}

export interface WirePainter extends Painter {
  look(next: WireLook): void
  take(sample: Sample): void
}

/** Above this share of the wire a frame the eye sees jumping, not moving: blocks melt into a streak. */
const STREAK_FROM = 0.18
const STREAK_TO = 0.4

export function createWirePainter(): WirePainter {
  const range: BlockRange = { first: 0, last: 0 }
  let look: WireLook | undefined
  let surface: Surface | undefined
  let bytesSent = 0
  let busy = false
  let walkPage = -1
  let calling = true
  let painted = 0
  let pace = 0
  let blockBytes = 1
  let firstCopyBytes = 0
  /** Of what has been sent, frame buffer of a vGPU, and whether it is on its way for the second time; undefined: it is not on its way. */
  let frameBufferSent = 0
  let frameBufferAgain: boolean | undefined
  let lanes: WireLanes = { count: 1, offsets: [0], breadth: 1 }

  return {
    look(next) {
      look = next
      lanes = wireLanes(next.summary.input.scenario)
      blockBytes = blockBytesFor(next.summary.bandwidth.bytesPerSecond)
      firstCopyBytes = next.summary.passes[0]?.bytesSent ?? 0
      surface?.invalidate()
    },
    take(sample) {
      bytesSent = sample.bytesSent
      frameBufferSent = sample.frameBufferSent
      frameBufferAgain = sample.frameBuffer?.again
      busy = sample.wireBytesPerSecond > 0
      walkPage = sample.walkPage
      calling = sample.phase !== 'pass'
      surface?.invalidate()
    },
    resize(next) {
      surface = next
    },
    paint() {
      if (surface === undefined || look === undefined) return false
      const { context, width, height, ratio } = surface
      const palette = PALETTES[look.theme]
      const down = look.direction === 'down'
      const step = Math.min(1, Math.abs(bytesSent - painted) / (blockBytes * BLOCKS_ON_WIRE))
      painted = bytesSent
      pace += (step - pace) * 0.2
      const streak = look.reducedMotion
        ? 0
        : Math.max(0, Math.min(1, (pace - STREAK_FROM) / (STREAK_TO - STREAK_FROM)))

      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, height)
      if (down) context.transform(0, 1, 1, 0, 0, 0)
      const [length, breadth] = down ? [height, width] : [width, height]
      const walk = !down && look.mapBeside ? walkHeight(look.mapBeside, walkPage, ratio) : undefined
      const bundle = layBundle(lanes, length, breadth, look.font, walk, calling ? look.clear : 0)
      const unit = Math.max(1, look.font / 18)
      paintLanes(context, bundle, 1.5 * unit, 1, palette.line)
      if (walk !== undefined) paintCrossing(context, walk, length, unit, palette)
      if (!busy) return false
      const shown = look.reducedMotion ? BLOCKS_ON_WIRE * blockBytes : bytesSent
      const isFirstCopy = (bytes: number) =>
        frameBufferAgain === undefined
          ? bytes - frameBufferSent < firstCopyBytes
          : !frameBufferAgain
      const changed = !isFirstCopy(bytesSent)
      if (streak > 0) {
        const colour = changed ? palette.changed[1] : palette.wire
        paintLanes(context, bundle, bundle.thick * 0.6, streak * 0.7, colour)
      }
      context.globalAlpha = 1 - streak * 0.85
      blocksOnWire(shown, blockBytes, range)
      for (let block = range.first; block <= range.last; block++) {
        const place = blockPosition(block, shown, blockBytes)
        if (place < 0 || place > 1) continue
        const isFirst = look.reducedMotion ? !changed : isFirstCopy(block * blockBytes)
        paintBlock(context, bundle, blockLane(block, lanes.count), place, isFirst, palette)
      }
      context.globalAlpha = 1
      // After a halt the streak melts back into blocks.
      return streak > 0
    },
  }
}
