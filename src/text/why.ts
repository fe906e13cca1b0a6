/** The words of the decisions: what the VMM asks after each pass, and where the rule comes from. */
import type { ConvergenceTest } from '../engine/facts.ts'
import { formatPass } from './format.ts'
import { DECISION_NAMES } from './terms.ts'

export const WHY_TEXT = {
  intro:
    'After each pass the VMM asks the VMkernel whether pre-copy may end. These are the answers.',
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

export function testResult({ decision }: ConvergenceTest): string {
  return `→ ${DECISION_NAMES[decision]}`
}
