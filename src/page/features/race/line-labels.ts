/** Words that stand right beside the line that they name, never on a line and never on each other. */

/** Heights of a line at evenly spaced places of the axis; NaN where it is not drawn. */
export type Curve = Float64Array

export interface LineLabel {
  readonly width: number
  readonly height: number
  /** The line that it names. */
  readonly curve: Curve
  /** Which side of its line it may stand on, the better one first. */
  readonly sides: readonly ('above' | 'below')[]
}

export interface LabelRoom {
  /** Left end of the curves and the distance between two of their places. */
  readonly left: number
  readonly step: number
  readonly top: number
  readonly bottom: number
  /** Free room around a label. */
  readonly gap: number
  /** Share of a label that must stand over its line; a part of it may reach over the end. */
  readonly leastSpan: number
}

export interface LabelBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** The farther to the right, the worse: a label at the start of a line is found first. In pixels of distance a pixel. */
const RIGHTWARD = 0.02

/** A step in its line, right beside it, is worse than a slope. In pixels of distance a pixel. */
const STEP = 3

/** A place for each label, in order; undefined where there is no free one. */
export function placeLineLabels(
  labels: readonly LineLabel[],
  obstacles: readonly Curve[],
  room: LabelRoom,
  taken: readonly LabelBox[] = [],
): readonly (LabelBox | undefined)[] {
  const boxes = [...taken]
  return labels.map((label) => {
    const box = bestPlace(label, obstacles, room, boxes)
    if (box) boxes.push(box)
    return box
  })
}

function bestPlace(
  label: LineLabel,
  obstacles: readonly Curve[],
  room: LabelRoom,
  taken: readonly LabelBox[],
): LabelBox | undefined {
  const places = Math.ceil(label.width / room.step)
  let best: LabelBox | undefined
  let least = Infinity
  for (let from = 0; from + places < label.curve.length; from++) {
    const extent = extentOf(label.curve, from, from + places)
    if (extent === undefined || extent.share < room.leastSpan) continue
    for (const [order, side] of label.sides.entries()) {
      const x = room.left + from * room.step
      const y = side === 'above' ? extent.top - room.gap - label.height : extent.bottom + room.gap
      const box = { x, y, width: label.width, height: label.height }
      // A line that is steep within the label is far from most of it.
      const over = (1 - extent.share) * label.width
      const steep = extent.bottom - extent.top + STEP * extent.step
      const cost = steep + over + order * label.height + from * room.step * RIGHTWARD
      if (cost >= least || !isFree(box, from, places, obstacles, room, taken)) continue
      best = box
      least = cost
    }
  }
  return best
}

function extentOf(curve: Curve, from: number, to: number) {
  let top = Infinity
  let bottom = -Infinity
  let count = 0
  let step = 0
  for (let place = from; place <= to; place++) {
    const y = curve[place] ?? NaN
    if (Number.isNaN(y)) continue
    count++
    const before = place > from ? (curve[place - 1] ?? NaN) : NaN
    if (Math.abs(y - before) > step) step = Math.abs(y - before)
    if (y < top) top = y
    if (y > bottom) bottom = y
  }
  return count === 0 ? undefined : { top, bottom, step, share: count / (to - from + 1) }
}

function isFree(
  { x, y, width, height }: LabelBox,
  from: number,
  places: number,
  obstacles: readonly Curve[],
  { top, bottom, gap }: LabelRoom,
  taken: readonly LabelBox[],
): boolean {
  if (y < top || y + height > bottom) return false
  for (const box of taken) {
    const apart =
      x >= box.x + box.width + gap ||
      x + width + gap <= box.x ||
      y >= box.y + box.height ||
      y + height <= box.y
    if (!apart) return false
  }
  for (const curve of obstacles) {
    for (let place = Math.max(0, from - 1); place <= from + places; place++) {
      const [one, other] = [curve[place] ?? NaN, curve[place + 1] ?? NaN]
      // A line between two places covers all heights between them.
      const [high, low] = [Math.min(one, other), Math.max(one, other)]
      if (low > y && high < y + height) return false
      if (one > y && one < y + height) return false
    }
  }
  return true
}
