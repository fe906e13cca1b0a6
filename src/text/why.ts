/** The words of the decisions: what the VMM asks after each pass, and where the rule comes from. */
import type { ConvergenceTest } from '../engine/facts.ts'
import { formatPass, formatSeconds } from './format.ts'
import { DECISION_NAMES } from './terms.ts'

export const WHY_TEXT = {
  intro:
    'After each pass the VMM asks the VMkernel whether pre-copy may end; within the first pass, SDPS may already engage. These are the answers.',
  introOther: 'After each pass the rule asks whether copying may end. These are the answers.',
  none: 'This run made no decision.',
  sources: {
    goal: 'facts 3.1, KB 436882',
    progress: 'facts 3.1, option default; read as sent ÷ dirtied (inferred)',
    megabyte: 'NEL05, recalled and unverified',
  },
} as const

export function testTitle({ pass }: ConvergenceTest): string {
  return `After pass ${formatPass(pass)}`
}

/** The check that engages SDPS before pass −1 is over; `after`: nanoseconds since it began. */
export function checkTitle(after: number): string {
  return `In pass −1, after ${formatSeconds(after)}`
}

export function testResult({ decision }: Pick<ConvergenceTest, 'decision'>): string {
  return `→ ${DECISION_NAMES[decision]}`
}
