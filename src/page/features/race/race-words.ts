/** Words beside the lines of the race: where each stands, and how it is painted. */
import { textFont } from '../../drawing/type.ts'
import type { Palette } from '../../drawing/palette.ts'
import { placeLineLabels, type Curve, type LabelBox, type LineLabel } from './line-labels.ts'
import { CURVE_STEP } from './race-curves.ts'
import type { Lane, RaceLayout } from './race-layout.ts'

/** A word of the race where it stands; `y` is its middle. */
export interface RaceWord {
  readonly text: string
  readonly x: number
  readonly y: number
  readonly right: number
  readonly size: number
  readonly colour: string
}

/** A line of the race and its name. */
export interface NamedCurve {
  readonly text: string
  readonly colour: string
  readonly curve: Curve
  readonly sides: LineLabel['sides']
}

/** What the room of a line of text takes, as a share of its size. */
export const LINE = 1.06

/** Free room between a word and a line, half of the line's stroke included. */
export function gapOf(size: number): number {
  return Math.max(3, size * 0.17)
}

/** Each name beside its line, off each other, and off all `obstacles` where there is room; `taken` are boxes that nothing may cover. */
export function placeWords(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  named: readonly NamedCurve[],
  obstacles: readonly Curve[],
  { top, bottom }: Lane,
  size: number,
  taken: readonly LabelBox[],
): readonly RaceWord[] {
  context.font = textFont(size)
  const gap = gapOf(size)
  const room = { left: layout.left, step: CURVE_STEP, top, bottom, gap, leastSpan: 0.6 }
  const labels = named.map(({ text, curve, sides }): LineLabel => ({
    width: context.measureText(text).width + size * 0.4,
    height: size * LINE,
    curve,
    sides,
  }))
  const places = placeLineLabels(labels, obstacles, room, taken)
  const boxes = [...taken, ...places.filter((place) => place !== undefined)]
  return named.flatMap(({ text, colour, curve, sides }, index) => {
    const label = labels[index]
    if (!label) return []
    // Where all lines are too close it keeps off its own, and a halo keeps it readable over the others.
    const over = (lines: readonly Curve[]) =>
      placeLineLabels([{ ...label, curve, sides }], lines, room, boxes)[0]
    const box = places[index] ?? over([curve]) ?? over([])
    if (!box) return []
    boxes.push(box)
    return [wordIn(box, text, size, colour)]
  })
}

/** The word in a box that `placeLineLabels` found. */
export function wordIn(box: LabelBox, text: string, size: number, colour: string): RaceWord {
  return {
    text,
    x: box.x + size * 0.2,
    y: box.y + box.height / 2,
    right: box.x + box.width,
    size,
    colour,
  }
}

/** Draws those words whose line has begun: `until` is how far it is drawn. */
export function paintWords(
  context: CanvasRenderingContext2D,
  words: readonly RaceWord[],
  until: number,
  palette: Palette,
): void {
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.lineJoin = 'round'
  context.strokeStyle = palette.background
  for (const { text, x, y, size, colour } of words) {
    if (x + size > until) continue
    context.font = textFont(size)
    context.lineWidth = size * 0.2
    context.globalAlpha = 0.55
    context.strokeText(text, x, y)
    context.globalAlpha = 1
    context.fillStyle = colour
    context.fillText(text, x, y)
  }
}
