/** The bar of true scale under the stretched axis, with guide lines that show how short the switchover really is. */
import type { Summary } from '../../../report/summary.ts'
import type { LensStretch } from '../../../report/time-lens.ts'
import type { Palette } from '../../drawing/palette.ts'
import type { RaceLayout } from './race-layout.ts'
import type { RaceScales } from './race-scales.ts'
import { WHOLE_AXIS, type AxisWindow } from '../../session/axes.ts'

/** The stun is drawn this wide at least, or it would not be drawn at all. */
const MIN_STUN_WIDTH = 3

/** Where a model time stands on the bar. */
export function trueX({ left, right }: RaceLayout, time: number, end: number): number {
  return left + (end > 0 ? Math.max(0, Math.min(1, time / end)) : 0) * (right - left)
}

export function paintTrueScale(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  scales: RaceScales,
  stretches: readonly LensStretch[],
  summary: Summary,
  palette: Palette,
  window: AxisWindow = WHOLE_AXIS,
): void {
  const { bar, left, right } = layout
  context.fillStyle = palette.notSent
  context.fillRect(left, bar.top, right - left, bar.bottom - bar.top)
  context.fillStyle = palette.inSync
  for (const { phase, start, end } of stretches) {
    if (phase.kind !== 'pass') continue
    const [from, to] = [trueX(layout, start, summary.end), trueX(layout, end, summary.end)]
    context.fillRect(from, bar.top, Math.max(0.5, to - from - 0.5), bar.bottom - bar.top)
  }
  const { start, end } = summary.stun
  if (end > start) {
    const [from, to] = [trueX(layout, start, summary.end), trueX(layout, end, summary.end)]
    context.fillStyle = palette.slowed
    context.fillRect(
      from,
      bar.top - 2,
      Math.max(MIN_STUN_WIDTH, to - from),
      bar.bottom - bar.top + 4,
    )
  }
  for (const stretch of stretches) {
    if (stretch.phase.kind !== 'switchover') continue
    paintGuide(
      context,
      layout,
      scales.x(stretch.from),
      trueX(layout, stretch.start, summary.end),
      palette,
    )
    paintGuide(
      context,
      layout,
      scales.x(stretch.to),
      trueX(layout, stretch.end, summary.end) + MIN_STUN_WIDTH / 2,
      palette,
    )
  }
  if (window.from > 0 || window.to < 1)
    paintWindow(context, layout, stretches, window, summary.end, palette)
}

function paintGuide(
  context: CanvasRenderingContext2D,
  { guides, left, right, unit }: RaceLayout,
  above: number,
  below: number,
  palette: Palette,
): void {
  context.strokeStyle = palette.muted
  context.lineWidth = 1.5 * unit
  context.setLineDash([2 * unit, 3 * unit])
  context.beginPath()
  context.moveTo(Math.max(left, Math.min(right, above)), guides.top + 1)
  context.lineTo(below, guides.bottom - 2)
  context.stroke()
  context.setLineDash([])
}

/** Brackets the part of the run that a zoomed axis shows. */
function paintWindow(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  stretches: readonly LensStretch[],
  window: AxisWindow,
  end: number,
  palette: Palette,
): void {
  const timeAt = (position: number) => {
    const stretch = stretches.findLast(({ from }) => from <= position)
    if (stretch === undefined) return 0
    return (
      stretch.start +
      ((position - stretch.from) / (stretch.to - stretch.from)) * (stretch.end - stretch.start)
    )
  }
  const [from, to] = [
    trueX(layout, timeAt(window.from), end),
    trueX(layout, timeAt(window.to), end),
  ]
  context.strokeStyle = palette.strong
  context.lineWidth = 1.5 * layout.unit
  context.strokeRect(
    from - 1,
    layout.bar.top - 3,
    Math.max(4, to - from + 2),
    layout.bar.bottom - layout.bar.top + 6,
  )
}
