/** The two questions of the convergence test as formulas, with the numbers of one pass. */
import type { PassRow } from '../../engine/facts.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import type { StopRule } from '../../engine/migration/generation.ts'
import { BYTES_LEFT, countsBytes } from '../../engine/migration/bytes-left.ts'
import { MIB, PAGE_BYTES, SECOND } from '../../engine/units.ts'
import type { Summary } from '../summary.ts'
import { amount, term, type Amount, type Formula, type Term, type TermName } from './chain.ts'
import { rowOf, timeToSend, type CheckFact, type TestFact } from './causes.ts'

/** The bound of each rule, as a term. */
const BOUND_TERMS: Readonly<Record<StopRule, TermName>> = {
  'one-megabyte': 'one-megabyte',
  'time-goal': 'goal',
  'downtime-limit': 'downtime-limit',
  '256-kilobytes': '256-kilobytes',
  'fits-goal': 'downtime-limit',
  'thirty-milliseconds': 'longest-downtime',
}

/** What may be left at most, in the unit that the rule compares: bytes or time. */
export function boundAmount({ input }: Summary, test: TestFact): Amount {
  const { stopRule } = GENERATIONS[input.scenario.generation]
  return countsBytes(stopRule)
    ? amount('bytes', BYTES_LEFT[stopRule])
    : amount('time', test.goalSeconds * SECOND)
}

/** pages left × 4 KiB ÷ bandwidth ≤ switchover time goal; without the division where the rule counts bytes */
export function goalFormula(summary: Summary, test: TestFact): Formula {
  const row = rowOf(summary, test.pass)
  const bound = boundAmount(summary, test)
  const { stopRule } = GENERATIONS[summary.input.scenario.generation]
  const left = term('left', amount('bytes', test.pagesLeft * PAGE_BYTES), test.at, 'source-memory')
  const wire: Formula = [
    '÷',
    term('bandwidth', amount('rate', row?.bytesPerSecond ?? 0), test.at, 'wire'),
    '=',
    term('needed', amount('time', timeToSend(test)), test.at, 'race'),
  ]
  return [
    left,
    ...(bound.unit === 'bytes' ? [] : wire),
    test.secondsToSend <= test.goalSeconds ? '≤' : '>',
    term(BOUND_TERMS[stopRule], bound, test.at, 'race'),
  ]
}

/** The rule of the first generations: less than a megabyte left, or gained by a pass. */
function megabyteRule({ input }: Summary): boolean {
  return GENERATIONS[input.scenario.generation].stopRule === 'one-megabyte'
}

/** By how much a pass made the set smaller: what it began with, zero pages included, less what changed meanwhile. */
export function gainedBytes({ pagesSent, pagesZero, pagesDirtied }: PassRow): number {
  return (pagesSent + pagesZero - pagesDirtied) * PAGE_BYTES
}

/** sent ÷ dirtied ≥ Migrate.PreCopyMinProgressPerc, or what a pass gained against a megabyte; asked only where the goal was missed. */
export function progressFormula(summary: Summary, test: TestFact): readonly Formula[] {
  const row = rowOf(summary, test.pass)
  const percent = test.transmitToDirtyPercent
  const { stopRule } = GENERATIONS[summary.input.scenario.generation]
  // Other hypervisors do not ask how much a pass gained.
  if (stopRule !== 'time-goal' && stopRule !== 'one-megabyte') return []
  if (!row || percent === undefined || test.secondsToSend <= test.goalSeconds) return []
  const sent = term('sent', amount('bytes', row.pagesSent * PAGE_BYTES), row.start, 'wire')
  const dirtied = amount('bytes', row.pagesDirtied * PAGE_BYTES)
  const changed = term('dirtied', dirtied, row.start, 'source-memory')
  if (megabyteRule(summary)) {
    const seen = amount('bytes', (row.pagesSent + row.pagesZero) * PAGE_BYTES)
    const began = term('began', seen, row.start, 'source-memory')
    const gained = term('gained', amount('bytes', gainedBytes(row)), test.at, 'race')
    const least = term('one-megabyte', amount('bytes', MIB), test.at, 'race')
    return [[began, '−', changed, '=', gained, gained.amount.value >= MIB ? '≥' : '<', least]]
  }
  return [t2dFormula([sent, changed], percent, test.minimumPercent, test.at)]
}

/** The same for the check within pass −1: what was sent and what had changed by then. */
export function checkFormula(summary: Summary, check: CheckFact): Formula {
  const { at, pagesSent, pagesDirtied, transmitToDirtyPercent = 0 } = check
  const begin = summary.passes[0]?.start ?? at
  const terms = [
    term('sent', amount('bytes', pagesSent * PAGE_BYTES), begin, 'wire'),
    term('dirtied', amount('bytes', pagesDirtied * PAGE_BYTES), begin, 'source-memory'),
  ] as const
  const least = summary.input.scenario['Migrate.PreCopyMinProgressPerc']
  return t2dFormula(terms, transmitToDirtyPercent, least, at)
}

function t2dFormula(
  [sent, changed]: readonly [Term, Term],
  percent: number,
  minimum: number,
  at: number,
): Formula {
  const t2d = term('t2d', amount('percent', percent), at, 'race')
  const least = term('least', amount('percent', minimum), at, 'race')
  return [sent, '÷', changed, '=', t2d, percent >= minimum ? '≥' : '<', least]
}
