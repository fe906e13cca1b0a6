/** What the tests hold the errors against: recorded values with the command that made them, and the margin they may move. */
import { METRICS, type GroupId, type Metric } from './case.ts'
import type { GroupResult, PartResult } from './group-result.ts'

/** Errors of one metric, as shares; passes in passes. */
interface RecordedErrors {
  readonly n: number
  readonly median: number
  readonly mean: number
  readonly p90: number
}

export interface RecordedPart {
  readonly group: GroupId
  readonly part: string
  readonly n: number
  readonly rightVerdict: number
  readonly errors: Readonly<Partial<Record<Metric, RecordedErrors>>>
}

export interface Benchmark {
  readonly command: string
  readonly modelVersion: number
  /** An error may grow by this share of itself and this much on top before a test fails. */
  readonly margin: Margin
  readonly parts: readonly RecordedPart[]
}

export interface Margin {
  readonly share: number
  readonly error: number
  /** The same for passes, in passes. */
  readonly passes: number
}

/** Tests do not run thousands of rows: every so many-th stands for them, when recorded as well. */
const MAX_TESTED_ROWS = 300

export function sampled<Row>(rows: readonly Row[]): readonly Row[] {
  const every = Math.ceil(rows.length / MAX_TESTED_ROWS)
  return every < 2 ? rows : rows.filter((_, index) => index % every === 0)
}

/** A tenth, and two thousandths: the noise of a rounding, not of a mechanism. */
export const MARGIN: Margin = { share: 0.1, error: 0.002, passes: 0.1 }

function rounded(value: number): number {
  return Number(value.toPrecision(5))
}

function recordedPart(
  group: GroupId,
  { part, n, engine }: Pick<PartResult, 'part' | 'n' | 'engine'>,
): RecordedPart {
  const errors = METRICS.flatMap((metric) => {
    const found = engine.errors[metric]
    if (found === undefined) return []
    const { median, mean, p90 } = found
    return [
      [
        metric,
        { n: found.n, median: rounded(median), mean: rounded(mean), p90: rounded(p90) },
      ] as const,
    ]
  })
  return {
    group,
    part,
    n,
    rightVerdict: rounded(engine.verdicts.right),
    errors: Object.fromEntries(errors),
  }
}

export function recordedParts({ group, all, parts, beside }: GroupResult): readonly RecordedPart[] {
  const list = parts.length > 1 ? [all, ...parts] : [all]
  const others = beside.map((one) => ({ ...one, part: `${one.part}, ${one.id}` }))
  return [...list, ...others].map((part) => recordedPart(group, part))
}

/** What got worse than recorded by more than the margin, a sentence each; none when all is well. */
export function regressions(
  recorded: readonly RecordedPart[],
  now: readonly RecordedPart[],
  margin: Margin,
): readonly string[] {
  const found: string[] = []
  for (const before of recorded) {
    const name = `${before.group}, ${before.part}`
    const after = now.find(({ group, part }) => group === before.group && part === before.part)
    if (after === undefined) {
      found.push(`${name}: is gone`)
      continue
    }
    if (after.n < before.n) found.push(`${name}: ${after.n} cases instead of ${before.n}`)
    // One case more that goes wrong is one too many.
    if (after.rightVerdict < before.rightVerdict - 0.5 / Math.max(1, before.n))
      found.push(
        `${name}: right verdict in ${after.rightVerdict} instead of ${before.rightVerdict}`,
      )
    for (const metric of METRICS) {
      const was = before.errors[metric]
      if (was === undefined) continue
      const is = after.errors[metric]
      const more = metric === 'passes' ? margin.passes : margin.error
      for (const kind of ['median', 'mean', 'p90'] as const) {
        const most = was[kind] * (1 + margin.share) + more
        if (is === undefined || is[kind] > most)
          found.push(`${name}: ${kind} of ${metric} is ${is?.[kind]}, at most ${rounded(most)}`)
      }
    }
  }
  return found
}
