/** The rules that count bytes, not seconds. Apart from the rules themselves: the first sentences of the page name them. */
import { KIB, MIB } from '../units.ts'
import type { StopRule } from './generation.ts'

/** What a rule that counts bytes lets be left at most; the others ask for seconds. Clark 2005, section 4.2: fewer than 256 KB. */
export const BYTES_LEFT = {
  'one-megabyte': MIB,
  '256-kilobytes': 256 * KIB,
} as const satisfies Partial<Record<StopRule, number>>

/** Whether the rule asks for bytes and not for seconds. */
export function countsBytes(rule: StopRule): rule is keyof typeof BYTES_LEFT {
  return rule in BYTES_LEFT
}
