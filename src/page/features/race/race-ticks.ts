/** Lines across the race: the goal that pages left must get under, and amounts for those who want to read a height. */
import { ticks } from 'd3'
import { GIB, MIB } from '../../../engine/units.ts'
import { RACE_TEXT } from '../../../text/pictures.ts'
import type { Palette } from '../../drawing/palette.ts'
import type { RaceLayout } from './race-layout.ts'
import type { RaceScales } from './race-scales.ts'
import { textFont } from '../../drawing/type.ts'

export function paintGoal(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  scales: RaceScales,
  palette: Palette,
): void {
  if (scales.goalPages === undefined) return
  const y = Math.round(scales.pages(scales.goalPages)) + 0.5
  context.strokeStyle = palette.muted
  context.lineWidth = 1.5 * layout.unit
  context.setLineDash([2 * layout.unit, 3 * layout.unit])
  context.beginPath()
  context.moveTo(layout.left, y)
  context.lineTo(layout.right, y)
  context.stroke()
  context.setLineDash([])
}

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
  for (const value of rateTicks(rate.domain()[1] ?? 0, count)) {
    const y = Math.round(rate(value)) + 0.5
    context.globalAlpha = 0.35
    context.fillStyle = palette.muted
    context.fillRect(left, y, right - left, 0.75)
    context.globalAlpha = 1
    context.fillText(RACE_TEXT.rate(value), right - 3, y - 1)
  }
}

/** About `count` round amounts of the unit in which they are written, not zero: 5 and 10 GiB/s, 50 and 100 MiB/s. */
function rateTicks(most: number, count: number): readonly number[] {
  const unit = most >= GIB / 10 ? GIB : MIB
  return ticks(0, most / unit, count)
    .filter((amount) => amount > 0)
    .map((amount) => amount * unit)
}
