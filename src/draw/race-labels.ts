/** Words inside of the race: the names of the lines in the gutter, the goal, ticks, and the second cues for colours. */
import type { Summary } from '../report/summary.ts'
import { RACE_TEXT } from '../text/pictures.ts'
import { spreadLabels } from './label-layout.ts'
import type { Palette } from './palette.ts'
import type { RaceLayout } from './race-layout.ts'
import type { RaceScales } from './race-scales.ts'
import type { RunSeries } from './series.ts'
import { boldFont, textFont } from './type.ts'

const GUTTER = [
  RACE_TEXT.bandwidth,
  RACE_TEXT.newlyDirty,
  RACE_TEXT.guestWrites,
  RACE_TEXT.pagesLeft,
  RACE_TEXT.guestSpeed,
  RACE_TEXT.trueScale,
]

export function widestLabel(context: CanvasRenderingContext2D, font: number): number {
  context.font = boldFont(font)
  return GUTTER.reduce((widest, text) => Math.max(widest, context.measureText(text).width), 0)
}

/** Each line is named at the height at which it begins; names that would touch move apart. */
export function paintGutter(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  scales: RaceScales,
  series: RunSeries | undefined,
  summary: Summary,
  palette: Palette,
): void {
  const { font, left, rates, pages, speed, bar } = layout
  const at = (column: Float64Array | undefined, fallback: number) =>
    scales.rate(firstPositive(column) ?? fallback)
  const rate = summary.bandwidth.bytesPerSecond
  const labels = [
    {
      text: RACE_TEXT.bandwidth,
      y: at(series?.columns.bandwidthBytesPerSecond, rate),
      colour: palette.wire,
    },
    {
      text: RACE_TEXT.newlyDirty,
      y: at(series?.columns.newlyDirtyBytesPerSecond, rate / 3),
      colour: palette.changed[1],
    },
    {
      text: RACE_TEXT.guestWrites,
      y: at(series?.columns.guestWritesBytesPerSecond, rate / 4),
      colour: palette.muted,
    },
    { text: RACE_TEXT.pagesLeft, y: (pages.top + pages.bottom) / 2, colour: palette.text },
    { text: RACE_TEXT.guestSpeed, y: (speed.top + speed.bottom) / 2, colour: palette.slowed },
    { text: RACE_TEXT.trueScale, y: (bar.top + bar.bottom) / 2, colour: palette.muted },
  ]
  const wanted = labels.map(({ y }) => Math.max(rates.top, y))
  const centres = spreadLabels(wanted, font * 1.15, rates.top - font * 0.4, layout.height)
  context.textAlign = 'right'
  context.textBaseline = 'middle'
  context.font = textFont(font)
  labels.forEach(({ text, colour }, index) => {
    context.fillStyle = colour
    context.fillText(text, left - font * 0.5, centres[index] ?? 0, left - font * 0.5)
  })
}

/** The line that pages left must get under, named where the curve is still high above it. */
export function paintGoal(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  scales: RaceScales,
  summary: Summary,
  palette: Palette,
): void {
  if (scales.goalPages === undefined) return
  const y = Math.round(scales.pages(scales.goalPages)) + 0.5
  const size = Math.min(layout.font, (layout.pages.bottom - layout.pages.top) * 0.62)
  context.strokeStyle = palette.muted
  context.lineWidth = 1.25
  context.setLineDash([2, 3])
  context.beginPath()
  context.moveTo(layout.left, y)
  context.lineTo(layout.right, y)
  context.stroke()
  context.setLineDash([])
  const text = RACE_TEXT.goal(summary.input.scenario['Migrate.PreCopySwitchoverTimeGoal'] / 1000)
  context.font = textFont(size)
  context.textAlign = 'left'
  context.textBaseline = 'bottom'
  // A halo of the ground keeps the words apart from the curve.
  context.strokeStyle = palette.background
  context.lineWidth = 4
  context.lineJoin = 'round'
  context.strokeText(text, layout.left + size * 0.4, y - 1)
  context.fillStyle = palette.muted
  context.fillText(text, layout.left + size * 0.4, y - 1)
}

/** Amounts at the right edge, for those who want to read the height of a line. */
export function paintTicks(
  context: CanvasRenderingContext2D,
  { left, right, rates, font }: RaceLayout,
  { rate }: RaceScales,
  palette: Palette,
): void {
  const count = rates.bottom - rates.top > font * 5 ? 3 : 2
  context.font = textFont(font * 0.85)
  context.textAlign = 'right'
  context.textBaseline = 'bottom'
  for (const value of gibTicks(rate.domain()[1] ?? 0, count)) {
    const y = Math.round(rate(value)) + 0.5
    context.globalAlpha = 0.35
    context.fillStyle = palette.muted
    context.fillRect(left, y, right - left, 0.75)
    context.globalAlpha = 1
    context.fillText(RACE_TEXT.rate(value), right - 3, y - 1)
  }
}

/** Round amounts in GiB/s, at most `count` of them, not zero. */
function gibTicks(most: number, count: number): readonly number[] {
  let step = 2 ** Math.floor(Math.log2(Math.max(1, most / count)))
  while (Math.floor(most / step) > count) step *= 2
  return Array.from({ length: Math.floor(most / step) }, (_, index) => (index + 1) * step)
}

function firstPositive(column: Float64Array | undefined): number | undefined {
  return column?.find((value) => value > 0)
}
