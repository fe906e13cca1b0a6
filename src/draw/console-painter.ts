/** Paints the guest's screen: a ball that runs on guest time, and its unmigrated twin that runs on wall time. */
import type { Sample } from '../recording/recording.ts'
import type { Theme } from '../store/app-state.ts'
import { ballAt, HOP_SECONDS, lastRing, RINGS, sinceRing, type Place } from './ball-path.ts'
import type { Painter, Surface } from './canvas-host.ts'
import { PALETTES, type Palette } from './palette.ts'
import { SLOWED_BELOW } from './race-lines.ts'
import { boldFont } from './type.ts'
import type { Side } from '../text/pictures.ts'

export interface ConsoleLook {
  readonly theme: Theme
  /** CSS pixels at the foot of the box that are kept free for the text over it. */
  readonly foot: number
}

export interface ConsolePainter extends Painter {
  look(next: ConsoleLook): void
  take(sample: Sample): void
}

const TRAIL = 9
const TRAIL_SECONDS = 0.055
const GLOW_SECONDS = 0.3

export function createConsolePainter(host: Side): ConsolePainter {
  const ball: Place = { x: 0, y: 0 }
  const twin: Place = { x: 0, y: 0 }
  const dot: Place = { x: 0, y: 0 }
  let look: ConsoleLook = { theme: 'dark', foot: 0 }
  let surface: Surface | undefined
  let here = host === 'source'
  let guest = 0
  let wall = 0
  let stopped = false
  let speed = 1

  return {
    look(next) {
      look = next
      surface?.invalidate()
    },
    take(sample) {
      here = sample.runsOn === host
      guest = sample.writerGuestTime / 1e9
      wall = sample.time / 1e9
      stopped = sample.stopped
      speed = sample.writerSpeed
      surface?.invalidate()
    },
    resize(next) {
      surface = next
    },
    paint() {
      if (surface === undefined) return
      const { context, width, ratio } = surface
      const palette = PALETTES[look.theme]
      const height = Math.max(24, surface.height - look.foot)
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, surface.height)
      if (!here) return paintVacant(context, width, surface.height, palette)
      const size = Math.max(4, Math.min(height * 0.16, width * 0.03))
      paintRings(context, width, height, size, guest, palette)
      for (let index = TRAIL; index > 0; index--) {
        ballAt(guest - index * TRAIL_SECONDS, dot)
        context.globalAlpha = 0.55 * (1 - index / (TRAIL + 1))
        circle(context, dot.x * width, dot.y * height, size * 0.28)
        context.fillStyle = palette.strong
        context.fill()
      }
      context.globalAlpha = 1
      ballAt(wall, twin)
      circle(context, twin.x * width, twin.y * height, size * 0.75)
      context.strokeStyle = palette.muted
      context.lineWidth = 2
      context.stroke()
      ballAt(guest, ball)
      circle(context, ball.x * width, ball.y * height, size * 0.6)
      context.fillStyle = palette.strong
      context.fill()
      if (stopped || speed < SLOWED_BELOW)
        paintPain(context, ball.x * width, ball.y * height, size, stopped, palette)
    },
  }
}

function paintRings(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  size: number,
  guest: number,
  palette: Palette,
): void {
  const touched = lastRing(guest)
  const glow = Math.max(0, 1 - sinceRing(guest) / Math.min(GLOW_SECONDS, HOP_SECONDS))
  for (let index = 0; index < RINGS.length; index++) {
    const ring = RINGS[index]
    if (ring === undefined) continue
    circle(context, ring.x * width, ring.y * height + size * 0.6, size)
    context.globalAlpha = index === touched ? 0.45 + 0.55 * glow : 0.45
    context.strokeStyle = palette.text
    context.lineWidth = Math.max(2, size * (index === touched ? 0.2 + 0.12 * glow : 0.2))
    context.stroke()
  }
  context.globalAlpha = 1
}

/** The second cue beside magenta: Z above a slowed guest, ‖ above one that stands still. */
function paintPain(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  size: number,
  stopped: boolean,
  palette: Palette,
): void {
  circle(context, x, y, size * 1.15)
  context.strokeStyle = palette.slowed
  context.lineWidth = Math.max(2, size * 0.22)
  context.stroke()
  context.font = boldFont(Math.max(12, size * 1.5))
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillStyle = palette.slowed
  context.fillText(stopped ? '‖' : 'Z', x + size * 1.5, y)
}

function paintVacant(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  palette: Palette,
): void {
  context.strokeStyle = palette.line
  context.lineWidth = 6
  context.globalAlpha = 0.5
  context.beginPath()
  for (let x = -height; x < width; x += 22) {
    context.moveTo(x, height)
    context.lineTo(x + height, 0)
  }
  context.stroke()
  context.globalAlpha = 1
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
}
