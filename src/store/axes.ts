/** The time lenses of the run on the screen, made once each. */
import { createTimeLens, type TimeLens } from '../report/time-lens.ts'
import type { Summary } from '../report/summary.ts'

const kept = new WeakMap<Summary, { stretched?: TimeLens; linear?: TimeLens }>()

/** The axis on which a run is shown: stretched, or linear at true scale. */
export function axisOf(summary: Summary, linear: boolean): TimeLens {
  const lenses = kept.get(summary) ?? {}
  kept.set(summary, lenses)
  const name = linear ? 'linear' : 'stretched'
  lenses[name] ??= createTimeLens(summary.phases, { linear })
  return lenses[name]
}
