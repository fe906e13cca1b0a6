// The errors of today against the recorded ones: grown beyond the stated margin, the build is red. `npm run validate --
// --record` writes new values; a change for the worse needs a reason in its commit.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { findData, readRows } from '../../src/cli/validate-data.ts'
import { BENCHMARK_FILE } from '../../src/cli/validate-record.ts'
import {
  MARGIN,
  recordedParts,
  regressions,
  sampled,
  type Benchmark,
  type RecordedPart,
} from '../../src/validation/benchmark.ts'
import { besideResult } from '../../src/validation/beside.ts'
import { GROUPS } from '../../src/validation/groups.ts'
import { reportGroup } from '../../src/validation/report.ts'

const benchmark = JSON.parse(readFileSync(BENCHMARK_FILE, 'utf8')) as Benchmark

for (const group of GROUPS) {
  const found = findData(group, undefined)
  if (found === undefined) {
    // A clone has its own data, whatever lies beside it.
    it(`${group.id}: its records are others’`, () => expect(group.data).toBe('foreign'))
    continue
  }
  const rows = sampled(readRows(group, found))
  describe(`${group.id}, ${rows.length} rows`, () => {
    it('is not worse than recorded', () => {
      const entries = rows.map((row) => group.predict(row))
      const beside = (group.beside ?? []).map(({ id, part, judge }) =>
        besideResult(id, part, rows.map(judge)),
      )
      const now = recordedParts(reportGroup(group.id, entries, beside).result)
      const before = benchmark.parts.filter((part) => part.group === group.id)
      expect(before.length).toBeGreaterThan(0)
      expect(regressions(before, now, benchmark.margin)).toEqual([])
    })
  })
}

describe('the comparison itself', () => {
  const part: RecordedPart = {
    group: 'qemu',
    part: 'all',
    n: 10,
    rightVerdict: 1,
    errors: { totalSeconds: { n: 10, median: 0.01, mean: 0.02, p90: 0.04 } },
  }
  const worse = (totalSeconds: Partial<{ median: number; mean: number; p90: number }>) => ({
    ...part,
    errors: { totalSeconds: { ...part.errors.totalSeconds!, ...totalSeconds } },
  })

  it('lets through what is no worse, and what is better', () => {
    expect(regressions([part], [part], MARGIN)).toEqual([])
    expect(regressions([part], [worse({ median: 0, p90: 0.001 })], MARGIN)).toEqual([])
    expect(regressions([part], [worse({ median: 0.0129 })], MARGIN)).toEqual([])
  })

  it('names what grew, what went wrong and what is gone', () => {
    expect(regressions([part], [worse({ median: 0.014 })], MARGIN)).toEqual([
      'qemu, all: median of totalSeconds is 0.014, at most 0.013',
    ])
    expect(regressions([part], [{ ...part, rightVerdict: 0.9 }], MARGIN)).toHaveLength(1)
    expect(regressions([part], [{ ...part, n: 9 }], MARGIN)).toHaveLength(1)
    expect(regressions([part], [{ ...part, errors: {} }], MARGIN)).toHaveLength(3)
    expect(regressions([part], [], MARGIN)).toEqual(['qemu, all: is gone'])
  })
})
