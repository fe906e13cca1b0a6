/** Paints what the migration costs the hosts over the run, one row each, on the axis of the scrubber. */
import type { HostCosts } from '../../../report/host-cost.ts'
import type { TimeLens } from '../../../report/time-lens.ts'
import type { Theme } from '../../session/app-state.ts'
import { COST_TEXT } from '../../../text/cost.ts'
import { PALETTES } from '../../drawing/palette.ts'
import { textFont } from '../../drawing/type.ts'
import { createTimedPainter, type Shown, type TimedPainter } from '../../drawing/timed-painter.ts'

interface CostLook {
  readonly theme: Theme
  readonly font: number
  readonly costs: HostCosts
  readonly times: ArrayLike<number>
  readonly lens: TimeLens
}

export type CostPainter = TimedPainter<CostLook>

const ROWS = ['sourceCores', 'destinationCores', 'linkShare', 'heldTwice'] as const

export function createCostPainter(): CostPainter {
  return createTimedPainter(paintCosts)
}

function paintCosts({ look, surface, time }: Shown<CostLook>): void {
  const { context, width, height } = surface
  const { costs, font, lens, times } = look
  const palette = PALETTES[look.theme]
  const row = height / ROWS.length
  // Both CPU rows share one scale: the receiver works harder, and it shows.
  const cores = costs.at.reduce(
    (most, cost) => Math.max(most, cost.sourceCores, cost.destinationCores),
    Math.max(1e-9, costs.reservedCores),
  )
  const held = costs.at.reduce((most, cost) => Math.max(most, cost.heldTwice), 1)
  const scales = { sourceCores: cores, destinationCores: cores, linkShare: 1, heldTwice: held }
  for (const [index, id] of ROWS.entries()) {
    const bottom = (index + 1) * row - 3
    const tall = row - font * 1.5 - 4
    context.fillStyle = palette.line
    context.fillRect(0, index * row, width, 1)
    context.font = textFont(font)
    context.textAlign = 'left'
    context.textBaseline = 'top'
    context.fillStyle = palette.text
    context.fillText(COST_TEXT.rows[id], 2, index * row + 3)
    context.beginPath()
    context.moveTo(0, bottom)
    let last = bottom
    for (const [at, cost] of costs.at.entries()) {
      const x = lens.position(times[at] ?? 0) * width
      const y = bottom - (cost[id] / scales[id]) * tall
      context.lineTo(x, last)
      context.lineTo(x, y)
      last = y
    }
    context.lineTo(width, bottom)
    context.closePath()
    context.fillStyle = id === 'heldTwice' ? palette.inSync : palette.wire
    context.globalAlpha = 0.85
    context.fill()
    context.globalAlpha = 1
    if (id === 'sourceCores' || id === 'destinationCores') {
      const y = bottom - (costs.reservedCores / cores) * tall
      context.strokeStyle = palette.text
      context.setLineDash([4, 4])
      context.beginPath()
      context.moveTo(0, y)
      context.lineTo(width, y)
      context.stroke()
      context.setLineDash([])
    }
  }
  context.fillStyle = palette.strong
  context.fillRect(lens.position(time) * width - 1, 0, 2, height)
}
