/** Whether a generation is at least as new as another: the option's own order is that of time. */
import { PARAMETERS } from '../scenario/parameters.ts'
import type { Scenario } from '../scenario/scenario.ts'

const ORDER: readonly string[] = PARAMETERS.generation.options

export function since(generation: Scenario['generation'], first: Scenario['generation']): boolean {
  return ORDER.indexOf(generation) >= ORDER.indexOf(first)
}
