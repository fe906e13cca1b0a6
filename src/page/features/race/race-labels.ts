/** What the race says: each line is named right beside itself, in its colour, and in Explore each pass has its amounts. */
import { GENERATIONS } from '../../../engine/generations/list.ts'
import type { LensStretch } from '../../../report/time-lens.ts'
import type { Summary } from '../../../report/summary.ts'
import { PAGE_BYTES } from '../../../engine/units.ts'
import { RACE_TEXT } from '../../../text/pictures.ts'
import { placeLineLabels, type Curve, type LabelBox } from './line-labels.ts'
import type { Palette } from '../../drawing/palette.ts'
import { CURVE_STEP, raceCurves } from './race-curves.ts'
import type { Lane, RaceLayout } from './race-layout.ts'
import type { RaceScales } from './race-scales.ts'
import { gapOf, LINE, placeWords, wordIn, type NamedCurve, type RaceWord } from './race-words.ts'
import type { RunSeries } from './series.ts'
import { textFont } from '../../drawing/type.ts'

/** `details`: amounts as well, for Explore. */
export function layoutWords(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  scales: RaceScales,
  series: RunSeries,
  stretches: readonly LensStretch[],
  summary: Summary,
  palette: Palette,
  details: boolean,
): readonly RaceWord[] {
  const curves = raceCurves(layout, scales, series, stretches)
  const { bandwidth, newlyDirty, guestWrites, pagesLeft, goal, speed } = curves
  const seconds = summary.goalSeconds
  const rule = GENERATIONS[summary.input.scenario.generation].stopRule
  const interventions = interventionsOf(summary, stretches).map((position) => scales.x(position))
  const lane = (
    named: readonly NamedCurve[],
    obstacles: readonly Curve[],
    within: Lane,
    size: number,
  ) =>
    placeWords(
      context,
      layout,
      named,
      obstacles,
      within,
      size,
      boxesOf(interventions, within, layout),
    )
  const goalWord: readonly NamedCurve[] =
    seconds === undefined
      ? []
      : [
          {
            text: details ? RACE_TEXT.goal(rule, seconds) : RACE_TEXT.goalShort,
            colour: palette.muted,
            curve: goal,
            sides: ['above', 'below'],
          },
        ]
  const words = [
    ...lane(
      [
        {
          text: RACE_TEXT.newlyDirty,
          colour: palette.changed[1],
          curve: newlyDirty,
          // In Explore the amount stands below the line.
          sides: details ? ['above', 'below'] : ['below', 'above'],
        },
        {
          text: RACE_TEXT.bandwidth,
          colour: palette.wire,
          curve: bandwidth,
          sides: ['below', 'above'],
        },
        {
          text: RACE_TEXT.guestWrites,
          colour: palette.muted,
          curve: guestWrites,
          sides: ['above', 'below'],
        },
      ],
      [newlyDirty, bandwidth, guestWrites],
      layout.rates,
      layout.font,
    ),
    ...lane(
      [
        {
          text: details ? RACE_TEXT.pagesLeft : RACE_TEXT.pagesLeftShort,
          colour: palette.text,
          curve: pagesLeft,
          sides: ['below', 'above'],
        },
        ...goalWord,
      ],
      [pagesLeft, goal],
      layout.pages,
      Math.min(layout.font, (layout.pages.bottom - layout.pages.top) / 2.2),
    ),
    ...lane(
      [
        {
          text: RACE_TEXT.guestSpeed,
          colour: palette.text,
          curve: speed,
          sides: ['below', 'above'],
        },
      ],
      [speed],
      layout.speed,
      layout.font,
    ),
  ]
  return details
    ? [...words, ...amounts(context, layout, scales, stretches, summary, palette, curves, words)]
    : words
}

/** Half of an intervention: its line, and in the lowest lane its sign. `interventions.css` draws them. */
const HALF_LINE = 3
const HALF_SIGN = 14

/** Where interventions stand on the axis. */
function interventionsOf({ facts }: Summary, stretches: readonly LensStretch[]): readonly number[] {
  return facts.flatMap(({ kind, at }) => {
    if (kind !== 'intervened' && kind !== 'dial-turned') return []
    const on = stretches.find(({ start, end }) => at >= start && at < end)
    return on ? [on.from + ((at - on.start) / (on.end - on.start)) * (on.to - on.from)] : []
  })
}

function boxesOf(interventions: readonly number[], { top, bottom }: Lane, layout: RaceLayout) {
  const half = top === layout.speed.top ? HALF_SIGN : HALF_LINE
  return interventions.map((x): LabelBox => ({
    x: x - half,
    y: top,
    width: 2 * half,
    height: bottom - top,
  }))
}

/** In each pass with room for it: the area under the blue line is what was sent, the amber one what changed meanwhile. */
function amounts(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  scales: RaceScales,
  stretches: readonly LensStretch[],
  summary: Summary,
  palette: Palette,
  curves: ReturnType<typeof raceCurves>,
  words: readonly RaceWord[],
): readonly RaceWord[] {
  const size = layout.font * 0.9
  context.font = textFont(size)
  const taken = words.map((word) => ({
    x: word.x,
    y: word.y - word.size * 0.53,
    width: word.right - word.x,
    height: word.size * LINE,
  }))
  const { rates, left } = layout
  const found: RaceWord[] = []
  const rows = new Map(summary.passes.map((row) => [row.pass, row] as const))
  for (const { phase, from, to } of stretches) {
    const row = phase.pass === undefined ? undefined : rows.get(phase.pass)
    // No amount is narrower than one letter: of a thousand passes few have room.
    if (!row || scales.x(to) - scales.x(from) < size) continue
    const within = (curve: Curve) =>
      curve.map((y, place) => {
        const position = scales.x.invert(left + place * CURVE_STEP)
        return position >= from && position < to ? y : NaN
      })
    for (const { text, colour, curve } of [
      { text: RACE_TEXT.sent(row.bytesSent), colour: palette.wire, curve: curves.bandwidth },
      {
        text: RACE_TEXT.changed(row.pagesDirtied * PAGE_BYTES),
        colour: palette.changed[1],
        curve: curves.newlyDirty,
      },
    ]) {
      const width = context.measureText(text).width + size * 0.4
      if (scales.x(to) - scales.x(from) < width) continue
      const { top, bottom } = rates
      const room = { left, step: CURVE_STEP, top, bottom, gap: gapOf(size), leastSpan: 1 }
      const label = { width, height: size * LINE, curve: within(curve), sides: ['below'] as const }
      const [box] = placeLineLabels(
        [label],
        [curves.newlyDirty, curves.bandwidth, curves.guestWrites],
        room,
        taken,
      )
      if (!box) continue
      taken.push(box)
      found.push(wordIn(box, text, size, colour))
    }
  }
  return found
}
