/** Why each decision came out as it did: the rule as a formula, then with the numbers of the run. */
import type { ConvergenceTest } from '../engine/facts.ts'
import { PAGE_BYTES, SECOND } from '../engine/units.ts'
import type { Summary } from '../report/summary.ts'
import {
  formatBytes,
  formatDuration,
  formatPass,
  formatPercent,
  formatRate,
  formatSeconds,
} from './format.ts'
import { limitText } from './outcome.ts'
import { DECISION_NAMES } from './terms.ts'

export interface Reason {
  readonly title: string
  /** The rule, in symbols. */
  readonly formula: string
  /** The same with numbers. */
  readonly numbers: string
  readonly result: string
  readonly source: string
  /** Model time to which a click goes. */
  readonly at: number
}

export const WHY_TEXT = {
  intro:
    'After each pass the VMM asks the VMkernel whether pre-copy may end. These are the answers.',
  none: 'This run made no decision.',
} as const

/** One reason for the bandwidth and two for each convergence test. */
export function reasonsOf(summary: Summary): readonly Reason[] {
  return [
    bandwidthReason(summary),
    ...summary.facts.flatMap((fact) =>
      fact.kind === 'convergence-test' ? testReasons(fact, fact.at, summary) : [],
    ),
  ]
}

function bandwidthReason(summary: Summary): Reason {
  const { bytesPerSecond, limitedBy } = summary.bandwidth
  return {
    title: 'Bandwidth',
    formula: 'the least of link, streams, socket buffers, loss, CPU, shaping',
    numbers: limitText(limitedBy, summary),
    result: formatRate(bytesPerSecond),
    source: 'facts 8.1',
    at: 0,
  }
}

function testReasons(test: ConvergenceTest, at: number, { passes, bandwidth }: Summary): Reason[] {
  const pass = `After pass ${formatPass(test.pass)}`
  const within = test.secondsToSend <= test.goalSeconds
  const goal: Reason = {
    title: `${pass}: how long would the rest take?`,
    formula: 'pages left × 4 KiB ÷ bandwidth ≤ switchover time goal',
    numbers: `${formatBytes(test.pagesLeft * PAGE_BYTES)} ÷ ${formatRate(bandwidth.bytesPerSecond)} = ${formatDuration(test.secondsToSend * SECOND)} ${within ? '≤' : '>'} ${formatSeconds(test.goalSeconds * SECOND)}`,
    result: within ? DECISION_NAMES.switchover : 'not yet',
    source: 'facts 3.1, KB 436882',
    at,
  }
  if (within || test.transmitToDirtyPercent === undefined) return [goal]
  const row = passes.find(({ pass: candidate }) => candidate === test.pass)
  const sent = formatBytes((row?.pagesSent ?? 0) * PAGE_BYTES)
  const enough = test.transmitToDirtyPercent >= test.minimumPercent
  const ratio: Reason = {
    title: `${pass}: is it gaining?`,
    formula: 'sent ÷ dirtied ≥ Migrate.PreCopyMinProgressPerc',
    numbers: `${sent} ÷ ${formatBytes(test.pagesLeft * PAGE_BYTES)} = ${formatPercent(test.transmitToDirtyPercent)} ${enough ? '≥' : '<'} ${formatPercent(test.minimumPercent)}`,
    result: DECISION_NAMES[test.decision],
    source: 'facts 3.1, option default; read as sent ÷ dirtied (inferred)',
    at,
  }
  return [goal, ratio]
}
