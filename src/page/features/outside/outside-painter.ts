/** Paints what a client notices around the switchover: two pings, a TCP stream, an application, one row each. */
import { scaleLinear, scaleLog, type ScaleLinear } from 'd3'
import { SECOND } from '../../../engine/units.ts'
import type { OutsideView } from '../../../report/outside/outside.ts'
import type { Theme } from '../../session/app-state.ts'
import { OUTSIDE_TEXT } from '../../../text/outside.ts'
import { PALETTES, type Palette } from '../../drawing/palette.ts'
import { boldFont, textFont } from '../../drawing/type.ts'
import { createTimedPainter, type Shown, type TimedPainter } from '../../drawing/timed-painter.ts'

interface OutsideLook {
  readonly theme: Theme
  readonly font: number
  readonly view: OutsideView
}

export interface OutsidePainter extends TimedPainter<OutsideLook> {
  /** The model time under a point, in CSS pixels from the left. */
  timeAt(x: number): number | undefined
}

interface Plot {
  readonly context: CanvasRenderingContext2D
  readonly palette: Palette
  readonly font: number
  readonly width: number
  readonly view: OutsideView
  readonly x: ScaleLinear<number, number>
}

/** Shortest and longest latency that a bar tells apart, in nanoseconds, on a logarithmic height. */
const QUICK = 0.3e6
const LONG = 30e6
/** Share of the row that even the shortest bar takes. */
const MIN_BAR_SHARE = 0.12

export function createOutsidePainter(): OutsidePainter {
  const painter = createTimedPainter(paintOutside)
  return {
    ...painter,
    timeAt(x) {
      const shown = painter.shown()
      if (shown === undefined) return undefined
      return timeScale(shown.look.view, shown.surface.width).clamp(true).invert(x)
    },
  }
}

const timeScale = ({ from, to }: OutsideView, width: number) => scaleLinear([from, to], [0, width])

function paintOutside({ look, surface, time }: Shown<OutsideLook>): void {
  const { context, width, height } = surface
  const { view, font, theme } = look
  const palette = PALETTES[theme]
  const x = timeScale(view, width)
  const plot: Plot = { context, palette, font, width, view, x }
  const axis = font * 1.4
  const row = (height - axis) / ROWS.length
  context.fillStyle = palette.slowed
  context.globalAlpha = 0.22
  context.fillRect(x(view.reach.start), 0, x(view.reach.end) - x(view.reach.start), height - axis)
  context.globalAlpha = 1
  for (const [index, { title, paint }] of ROWS.entries()) {
    const top = index * row
    context.fillStyle = palette.line
    context.fillRect(0, top, width, 1)
    context.font = textFont(font)
    context.textAlign = 'left'
    context.textBaseline = 'top'
    context.fillStyle = palette.text
    context.fillText(title, 2, top + 3)
    paint(plot, top + font * 1.5, row - font * 1.5 - 3)
  }
  paintAxis(plot, height - axis, axis)
  context.fillStyle = palette.strong
  if (time >= view.from && time <= view.to) context.fillRect(x(time) - 1, 0, 2, height - axis)
}

type PaintRow = (plot: Plot, top: number, tall: number) => void

const ROWS: readonly { readonly title: string; readonly paint: PaintRow }[] = [
  { title: OUTSIDE_TEXT.slow, paint: paintSlow },
  { title: OUTSIDE_TEXT.fast, paint: paintFast },
  { title: OUTSIDE_TEXT.stream, paint: paintStream },
  {
    title: OUTSIDE_TEXT.transactions,
    paint: (plot, top, tall) =>
      paintBars(plot, plot.view.transactionsPerSecond, top, tall, plot.palette.muted),
  },
  {
    title: OUTSIDE_TEXT.p99,
    paint: (plot, top, tall) => paintBars(plot, plot.view.p99, top, tall, plot.palette.slowed),
  },
]

function paintSlow({ context, palette, view, x }: Plot, top: number, tall: number): void {
  const y = top + tall / 2
  const radius = Math.min(7, tall / 2)
  for (const { sent, latency } of view.slow) {
    if (latency === undefined) {
      cross(context, x(sent), y, radius, palette.failed)
      continue
    }
    context.beginPath()
    context.arc(x(sent), y, radius, 0, 2 * Math.PI)
    context.fillStyle = palette.text
    context.fill()
  }
}

function paintFast({ context, palette, view, x }: Plot, top: number, tall: number): void {
  const wide = Math.max(1, x(view.from + 1e7) - 0.4)
  const height = scaleLog([QUICK, LONG], [0, tall]).clamp(true)
  for (const { sent, latency } of view.fast) {
    if (latency === undefined) {
      context.fillStyle = palette.failed
      context.fillRect(x(sent), top, wide, tall)
      continue
    }
    const high = Math.max(MIN_BAR_SHARE * tall, height(latency))
    context.fillStyle = latency > 2e6 ? palette.slowed : palette.muted
    context.fillRect(x(sent), top + tall - high, wide, high)
  }
}

function paintStream(plot: Plot, top: number, tall: number): void {
  const { context, palette, view, x } = plot
  paintBars(plot, view.streamBytesPerSecond, top, tall, palette.wire)
  for (const { at, arrived } of view.stall.tries) {
    if (at > view.to) continue
    if (!arrived) {
      cross(context, x(at), top + tall / 2, 5, palette.failed)
      continue
    }
    context.beginPath()
    context.arc(x(at), top + tall / 2, 5, 0, 2 * Math.PI)
    context.fillStyle = palette.strong
    context.fill()
  }
}

function paintBars(
  { context, view, x }: Plot,
  values: readonly number[],
  top: number,
  tall: number,
  colour: string,
): void {
  const most = Math.max(1e-9, ...values)
  context.fillStyle = colour
  for (const [index, value] of values.entries()) {
    const [from, to] = [view.edges[index] ?? 0, view.edges[index + 1] ?? 0]
    const high = (value / most) * tall
    context.fillRect(x(from), top + tall - high, Math.max(1, x(to) - x(from) - 0.5), high)
  }
}

function paintAxis({ context, palette, font, width, view }: Plot, top: number, tall: number) {
  const zero = view.reach.end > view.reach.start ? view.reach.start : view.from
  context.font = textFont(font)
  context.textBaseline = 'middle'
  context.fillStyle = palette.muted
  const seconds = scaleLinear([(view.from - zero) / SECOND, (view.to - zero) / SECOND], [0, width])
  for (const second of seconds.ticks(width / (font * 4.5)).filter(Number.isInteger)) {
    const at = seconds(second)
    const text = OUTSIDE_TEXT.tick(second)
    const wide = context.measureText(text).width
    if (at - wide / 2 < 0 || at + wide / 2 > width) continue
    context.textAlign = 'center'
    context.fillText(text, at, top + tall / 2)
  }
}

function cross(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  colour: string,
): void {
  context.font = boldFont(radius * 3)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = colour
  context.fillText('✕', x, y)
}
