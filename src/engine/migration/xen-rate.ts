/**
 * Xen 2005 (Clark et al., NSDI, section 4.3): the first round goes at the least rate, each other at the dirty rate of the
 * round before + 50 Mbit/s; when that is more than the most, the rest goes at the most while the VM stands still.
 */
import type { Scenario } from '../scenario/scenario.ts'
import { PAGE_BYTES, type BytesPerSecond } from '../units.ts'
import type { PassResult } from './pass-result.ts'

const BYTES_PER_MEGABIT = 125000
const INCREMENT_MEGABITS = 50

export function xenLeastRate(scenario: Scenario): BytesPerSecond {
  return scenario['xen.leastRate'] * BYTES_PER_MEGABIT
}

export function xenMostRate(scenario: Scenario): BytesPerSecond {
  return scenario['xen.mostRate'] * BYTES_PER_MEGABIT
}

/** What the round after `result` would have to carry. */
export function xenNextRate(
  scenario: Scenario,
  { pagesDirtied, seconds }: Pick<PassResult, 'pagesDirtied' | 'seconds'>,
): BytesPerSecond {
  const dirtied = seconds > 0 ? (pagesDirtied * PAGE_BYTES) / seconds : 0
  return Math.max(xenLeastRate(scenario), dirtied + INCREMENT_MEGABITS * BYTES_PER_MEGABIT)
}

export function xenRateExceeded(scenario: Scenario, result: PassResult): boolean {
  return xenNextRate(scenario, result) > xenMostRate(scenario)
}
