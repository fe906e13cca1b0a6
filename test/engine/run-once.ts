/**
 * Runs for laws that only look at them: each is made once in a file. The properties of a file see the same cases in the same
 * order (test/properties.ts), so that most of them look at runs that are there already.
 */
import { runToEnd } from '../../src/engine/run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import type { RunInput } from '../../src/engine/scenario/scenario.ts'

/** More than any property has cases; a recording of a small VM is some hundred kilobytes. */
const MAX_KEPT = 200
const kept = new Map<string, RunRecord>()

export function runOnce(input: RunInput): RunRecord {
  const key = JSON.stringify(input)
  const known = kept.get(key)
  if (known) return known
  const record = runToEnd(input)
  kept.set(key, record)
  const [oldest] = kept.keys()
  if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest)
  return record
}

const ends = new Map<string, number>()

/** When a run ends, in nanoseconds: of many more runs than could be kept. */
export function endOf(input: RunInput): number {
  const key = JSON.stringify(input)
  const end = ends.get(key) ?? runOnce(input).end
  ends.set(key, end)
  return end
}
