/** The time lenses of the run on the screen, made once each. */
import type { LensChange } from '../../report/lens-custom.ts'
import { createTimeLens, type TimeLens } from '../../report/time-lens.ts'
import type { Summary } from '../../report/summary.ts'

/** The part of the axis on the screen, 0 … 1. */
export interface AxisWindow {
  readonly from: number
  readonly to: number
}

export const WHOLE_AXIS: AxisWindow = { from: 0, to: 1 }

interface Lenses {
  linear?: TimeLens
  stretched?: { readonly change: LensChange | undefined; readonly lens: TimeLens }
}

const kept = new WeakMap<Summary, Lenses>()

/** The axis on which a run is shown: stretched, with what a person changed, or linear at true scale. */
export function axisOf(
  summary: Summary,
  linear: boolean,
  change: LensChange | undefined,
): TimeLens {
  const lenses = kept.get(summary) ?? {}
  kept.set(summary, lenses)
  if (linear) return (lenses.linear ??= createTimeLens(summary.phases, { linear }))
  if (lenses.stretched?.change !== change || !lenses.stretched)
    lenses.stretched = { change, lens: createTimeLens(summary.phases, { linear, change }) }
  return lenses.stretched.lens
}
