/** What came out for a data set: errors of the engine and of the textbook on the same rows, in all and by part. */
import type { BesideResult } from './beside.ts'
import { BASELINE_IDS, BASELINES, type BaselineId } from './baselines.ts'
import { isModelled, type GroupId, type NotModelled, type ValidatedCase } from './case.ts'
import { metricStatistics, verdictsOf, type Score } from './errors.ts'

interface BaselineScore extends Score {
  readonly baseline: BaselineId
}

export interface PartResult {
  readonly part: string
  readonly n: number
  readonly engine: Score
  /** Only over the cases that have what a formula needs; empty where none has. */
  readonly baselines: readonly BaselineScore[]
  /** The engine on the rows of the baselines, where those are fewer; undefined where they are all. */
  readonly engineOnSame: Score | undefined
}

export interface GroupResult {
  readonly group: GroupId
  readonly all: PartResult
  readonly parts: readonly PartResult[]
  readonly notModelled: readonly {
    readonly part: string
    readonly n: number
    readonly reason: string
  }[]
  /** The same rows under other settings. */
  readonly beside: readonly BesideResult[]
}

/** Right at the cliff either verdict is right, and how long it spins there is chance: such a case has no error. */
function judged(cases: readonly ValidatedCase[]): ValidatedCase[] {
  return cases.filter(
    ({ atTheCliff, measured, predicted }) =>
      atTheCliff !== true || measured.verdict === predicted.verdict,
  )
}

function scoreOf(cases: readonly ValidatedCase[]): Score {
  const counted = judged(cases)
  return { errors: metricStatistics(counted), verdicts: verdictsOf(counted) }
}

function partResult(part: string, cases: readonly ValidatedCase[]): PartResult {
  const comparable = cases.filter(({ textbook }) => textbook !== undefined)
  const baselines =
    comparable.length === 0
      ? []
      : BASELINE_IDS.map((baseline) => {
          const rows = comparable.map(({ measured, textbook }) => ({
            measured,
            predicted: BASELINES[baseline](textbook!),
          }))
          return { baseline, errors: metricStatistics(rows), verdicts: verdictsOf(rows) }
        })
  return {
    part,
    n: cases.length,
    engine: scoreOf(cases),
    baselines,
    engineOnSame:
      comparable.length > 0 && comparable.length < cases.length ? scoreOf(comparable) : undefined,
  }
}

/** Rows of one group, in any order: parts come in the order in which they first appear. */
export function groupResult(
  group: GroupId,
  entries: readonly (ValidatedCase | NotModelled)[],
  beside: readonly BesideResult[] = [],
): GroupResult {
  const cases = entries.filter(isModelled)
  const parts = new Map<string, ValidatedCase[]>()
  for (const one of cases) parts.set(one.part, [...(parts.get(one.part) ?? []), one])
  const left = new Map<string, { part: string; n: number; reason: string }>()
  for (const entry of entries) {
    if (isModelled(entry)) continue
    const key = `${entry.part} ${entry.reason}`
    const count = left.get(key) ?? { part: entry.part, n: 0, reason: entry.reason }
    count.n++
    left.set(key, count)
  }
  return {
    group,
    all: partResult('all', cases),
    parts: [...parts].map(([part, members]) => partResult(part, members)),
    notModelled: [...left.values()],
    beside,
  }
}
