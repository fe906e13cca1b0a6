/** The lines of the race: bandwidth against newly dirty bytes, pages left against the goal, the speed of the guest. */
import { area, bisectLeft, line, range } from 'd3'
import type { LensStretch } from '../../../report/time-lens.ts'
import { withAlpha } from '../../drawing/colour.ts'
import { SLOWED_BELOW } from '../../../report/slow-stretch.ts'
import type { Palette } from '../../drawing/palette.ts'
import type { Lane, RaceLayout } from './race-layout.ts'
import type { RaceScales, Scale } from './race-scales.ts'
import type { RunSeries } from './series.ts'

export function paintLines(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  scales: RaceScales,
  series: RunSeries,
  stretches: readonly LensStretch[],
  palette: Palette,
): void {
  const { columns, positions } = series
  const stroke = pen(context, series, scales.x, layout.unit)
  const all = range(positions.length)
  const copying = all.filter((index) => (columns.bandwidthBytesPerSecond[index] ?? 0) > 0)

  inLane(context, layout, layout.rates, () => {
    for (const run of runsOf(copying)) {
      fillUnder(context, series, scales, run, columns.bandwidthBytesPerSecond, palette.wire, 0.13)
    }
    for (const pass of passRanges(series, stretches)) {
      const dirty = columns.newlyDirtyBytesPerSecond
      fillUnder(context, series, scales, pass, dirty, palette.changed[1], 0.3)
      stroke(pass, dirty, scales.rate, palette.changed[1], 3)
    }
    for (const run of runsOf(copying))
      stroke(run, columns.bandwidthBytesPerSecond, scales.rate, palette.wire, 3)
    stroke(all, columns.guestWritesBytesPerSecond, scales.rate, palette.muted, 1.5, [5, 4])
  })
  inLane(context, layout, layout.pages, () => {
    const left = all.filter((index) => (columns.pagesLeft[index] ?? 0) > 0)
    for (const run of runsOf(left)) stroke(run, columns.pagesLeft, scales.pages, palette.text, 2)
  })
  inLane(context, layout, layout.speed, () => paintSpeed(context, series, scales, palette, stroke))
}

/** The run before: thin, grey, in one go. */
export function paintGhost(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  scales: RaceScales,
  series: RunSeries,
  palette: Palette,
): void {
  const stroke = pen(context, series, scales.x, layout.unit)
  const all = range(series.positions.length)
  context.globalAlpha = 0.5
  inLane(context, layout, layout.rates, () => {
    stroke(all, series.columns.newlyDirtyBytesPerSecond, scales.rate, palette.muted, 1.25)
  })
  inLane(context, layout, layout.pages, () =>
    stroke(all, series.columns.pagesLeft, scales.pages, palette.muted, 1.25),
  )
  inLane(context, layout, layout.speed, () =>
    stroke(all, series.columns.writerSpeed, scales.speed, palette.muted, 1.25),
  )
  context.globalAlpha = 1
}

type Stroke = (
  indices: readonly number[],
  column: Float64Array,
  y: Scale,
  colour: string,
  width: number,
  dash?: number[],
) => void

/** Widths and dashes count in `unit`. */
function pen(
  context: CanvasRenderingContext2D,
  { positions }: RunSeries,
  x: Scale,
  unit: number,
): Stroke {
  return (indices, column, y, colour, width, dash = []) => {
    const path = line<number>()
      .x((index) => x(positions[index] ?? 0))
      .y((index) => y(column[index] ?? 0))
      .context(context)
    context.beginPath()
    path(indices)
    context.strokeStyle = colour
    context.lineWidth = width * unit
    context.lineJoin = 'round'
    context.setLineDash(dash.map((length) => length * unit))
    context.stroke()
    context.setLineDash([])
  }
}

/** Indices of each pass: the sawtooth is cut between passes, for tracing starts anew there. */
function passRanges(
  { positions }: RunSeries,
  stretches: readonly LensStretch[],
): readonly (readonly number[])[] {
  // Positions ascend: a run of a thousand passes is not searched a thousand times.
  return stretches
    .filter(({ phase }) => phase.kind === 'pass')
    .map(({ from, to }) => range(bisectLeft(positions, from), bisectLeft(positions, to)))
}

/** Stretches of indices that follow each other. */
function runsOf(indices: readonly number[]): readonly (readonly number[])[] {
  const runs: number[][] = []
  for (const index of indices) {
    const last = runs.at(-1)
    if (last?.at(-1) === index - 1) last.push(index)
    else runs.push([index])
  }
  return runs
}

/** Width is time and height is a rate: the area of a pass is an amount, what was sent or what changed meanwhile. */
function fillUnder(
  context: CanvasRenderingContext2D,
  { positions }: RunSeries,
  { x, rate }: RaceScales,
  indices: readonly number[],
  column: Float64Array,
  colour: string,
  alpha: number,
): void {
  context.beginPath()
  area<number>()
    .x((index) => x(positions[index] ?? 0))
    .y0(rate(0))
    .y1((index) => rate(column[index] ?? 0))
    .context(context)(indices)
  context.fillStyle = withAlpha(colour, alpha)
  context.fill()
}

/** What the guest lost hangs from the top; full speed leaves the lane empty but for its line. */
function paintSpeed(
  context: CanvasRenderingContext2D,
  { positions, columns }: RunSeries,
  { x, speed }: RaceScales,
  palette: Palette,
  stroke: Stroke,
): void {
  const all = range(positions.length)
  context.beginPath()
  area<number>()
    .x((index) => x(positions[index] ?? 0))
    .y0(speed(1))
    .y1((index) => speed(columns.writerSpeed[index] ?? 1))
    .context(context)(all)
  context.fillStyle = withAlpha(palette.slowed, 0.55)
  context.fill()
  stroke(all, columns.writerSpeed, speed, palette.text, 1.5)
  const slowed = all.filter((index) => (columns.writerSpeed[index] ?? 1) < SLOWED_BELOW)
  for (const run of runsOf(slowed))
    stroke(run, columns.writerSpeed, speed, palette.slowed, 2.5, [6, 3])
}

function inLane(
  context: CanvasRenderingContext2D,
  { left, right }: RaceLayout,
  lane: Lane,
  paint: () => void,
): void {
  context.save()
  context.beginPath()
  context.rect(left, lane.top - 1, right - left, lane.bottom - lane.top + 2)
  context.clip()
  paint()
  context.restore()
}
