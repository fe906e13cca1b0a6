/** The ground of the race: a band and a label a phase, and a break mark wherever the stretch of the axis changes. */
import type { LensStretch } from '../../../report/time-lens.ts'
import { phaseLabels } from '../../../text/pictures.ts'
import { withAlpha } from '../../drawing/colour.ts'
import { placeBandLabels } from './label-layout.ts'
import type { Palette } from '../../drawing/palette.ts'
import type { RaceLayout } from './race-layout.ts'
import type { RaceScales } from './race-scales.ts'
import { boldFont, textFont } from '../../drawing/type.ts'

/** Neighbours whose factors differ by more than this get a break mark between them. */
const BREAK_AT = 1.5

export function paintBands(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  { x }: RaceScales,
  stretches: readonly LensStretch[],
  failed: boolean,
  palette: Palette,
): void {
  const { left, right, rates, pages, speed } = layout
  const edge = (position: number) => Math.max(left, Math.min(right, x(position)))
  stretches.forEach(({ phase, from, to, factor }, index) => {
    const [start, end] = [edge(from), edge(to)]
    if (end <= start) return
    context.fillStyle =
      phase.kind === 'switchover'
        ? withAlpha(palette.slowed, 0.16)
        : withAlpha(palette.muted, phase.kind === 'pass' && index % 2 === 0 ? 0.11 : 0.06)
    for (const { top, bottom } of [rates, pages, speed]) {
      context.fillRect(start, top, Math.max(1, end - start - 1), bottom - top)
    }
    const before = stretches[index - 1]
    if (before !== undefined && start > left && differ(before.factor, factor)) {
      paintBreak(context, start, speed.bottom, layout.unit, palette)
    }
  })
  paintLabels(context, layout, edge, stretches, failed, palette)
}

function differ(one: number, other: number): boolean {
  return Math.max(one, other) / Math.min(one, other) > BREAK_AT
}

/** Two short slashes through the foot of the chart: the axis is cut here. */
function paintBreak(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  unit: number,
  palette: Palette,
): void {
  context.strokeStyle = palette.muted
  context.lineWidth = 1.25 * unit
  context.beginPath()
  for (const shift of [-3, 1]) {
    context.moveTo(x + (shift - 1.5) * unit, y + 4 * unit)
    context.lineTo(x + (shift + 2.5) * unit, y - 4 * unit)
  }
  context.stroke()
}

const PRIORITY = {
  switchover: 6,
  prepare: 5,
  pass: 4,
  'frame-buffer': 4,
  'page-in': 3,
  cleanup: 1,
  trace: 0,
} as const

function paintLabels(
  context: CanvasRenderingContext2D,
  { font, header, left, right }: RaceLayout,
  edge: (position: number) => number,
  stretches: readonly LensStretch[],
  failed: boolean,
  palette: Palette,
): void {
  context.textAlign = 'left'
  context.textBaseline = 'alphabetic'
  context.font = boldFont(font)
  const bands = stretches.map(({ phase, from, to, factor }) => ({
    from: edge(from),
    to: edge(to),
    texts: phaseLabels(phase, factor, failed),
    // Earlier passes choose first.
    priority:
      failed && phase.kind === 'cleanup' ? 9 : PRIORITY[phase.kind] - (phase.pass ?? 0) / 1e6,
  }))
  const placed = placeBandLabels(
    bands,
    (text) => context.measureText(text).width,
    left,
    right,
    font * 0.5,
  )
  placed.forEach((label, index) => {
    if (label === undefined) return
    const kind = stretches[index]?.phase.kind
    const lost = failed && kind === 'cleanup'
    context.font = lost || kind === 'switchover' ? boldFont(font) : textFont(font)
    context.fillStyle = lost ? palette.failed : kind === 'switchover' ? palette.text : palette.muted
    context.fillText(label.text, label.x, header)
  })
}
