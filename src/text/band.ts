/** The line about the run: which failure was injected, and when; what else is special. */
import type { Scenario } from '../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { formatSeconds } from './format.ts'
import { FAULT_NAMES } from './terms.ts'

export const BAND_TEXT = {
  otherStories: 'Stories',
  leave: 'Leave the story: the default VM',
  switchOff: 'Switch it off',
  otherFailures: 'Failures',
  backToHost: 'Back to the host',
  ownWire: 'Alone on the wire',
  sharedWire: 'This VM leaves a host together with others: it has only its share of the wire.',
} as const

/** Faults whose time a person can choose. */
const TIMED: readonly Scenario['failure'][] = [
  'destination-memory',
  'destination-cpu',
  'link-cut',
  'vcenter-down',
  'destination-dies',
]

/** `struck`: undefined where the run never gets to it. */
export function failureTopic(
  { failure }: Scenario,
  struck: Nanoseconds | undefined,
): { readonly text: string; readonly timed: boolean } {
  if (failure === 'none') return { text: '', timed: false }
  const timed = TIMED.includes(failure)
  const when =
    struck === undefined
      ? ', but the run is over before'
      : timed
        ? `, at ${formatSeconds(struck)}`
        : ''
  return { text: `Failure on demand: ${FAULT_NAMES[failure]}${when}.`, timed }
}
