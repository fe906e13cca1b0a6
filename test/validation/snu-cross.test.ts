// The rule that chooses the working sets of the SNU records: the least mean error, by workload, and blind to what it is scored on.
import { describe, expect, it } from 'vitest'
import { besideResult } from '../../src/validation/beside.ts'
import {
  foldOf,
  chooseWorkloads,
  FOLDS,
  judgeByRule,
  SNU_GRID,
  type GridRow,
} from '../../src/validation/snu-cross.ts'
import type { Judged } from '../../src/validation/errors.ts'
import { SNU } from '../../src/validation/snu.ts'
import { SNU_WORKLOADS } from '../../src/validation/snu-workloads.ts'

const judgedAs = (seconds: number | undefined): Judged => ({
  measured: { verdict: 'completed', totalSeconds: 10 },
  predicted:
    seconds === undefined ? { verdict: 'never' } : { verdict: 'completed', totalSeconds: seconds },
})
/** A row of a workload that all candidates but one get wrong. */
const rowOf = (workload: string, best: number, other: number | undefined = 20): GridRow => ({
  row: { workload },
  judged: SNU_GRID.map((_, candidate) => judgedAs(candidate === best ? 10 : other)),
})

describe('the rule', () => {
  it('takes for each workload what is best for it, and counts “never” as 100 %', () => {
    const chosen = chooseWorkloads([rowOf('a', 3), rowOf('a', 3, undefined), rowOf('b', 5)])
    expect(chosen).toEqual(
      new Map([
        ['a', 3],
        ['b', 5],
      ]),
    )
    // An error of 90 % is less than never.
    const [never, off] = [judgedAs(undefined), judgedAs(19)]
    expect(
      chooseWorkloads([{ row: { workload: 'c' }, judged: [never, off, never] }]).get('c'),
    ).toBe(1)
  })

  it('never sees the row that it is scored on', () => {
    const rows = Array.from({ length: 60 }, (_, index) => rowOf('a', foldOf(index, FOLDS)))
    // In each fold another candidate is right, so that those of the other folds are all wrong.
    const { heldOut, chosen } = judgeByRule(rows)
    expect(heldOut).toHaveLength(60)
    for (const { predicted } of heldOut) expect(predicted.totalSeconds).toBe(20)
    expect(chosen.size).toBe(1)
  })

  it('made the table: each of its entries is on the grid', () => {
    for (const entry of Object.values(SNU_WORKLOADS)) expect(SNU_GRID).toContainEqual(entry)
  })
})

describe('figures beside', () => {
  it('count only rows of their part', () => {
    const { n, engine } = besideResult('one-working-set', 'pre-copy', [
      judgedAs(11),
      undefined,
      judgedAs(undefined),
    ])
    expect(n).toBe(2)
    expect(engine.errors.totalSeconds).toMatchObject({ n: 2, never: 0.5 })
  })

  it('are asked of pre-copy records alone', () => {
    const [beside] = SNU.beside!
    const [row] = SNU.read([
      { path: 'snu.csv', text: 'head\n7,original,bzip,800,5000,1000,150,11000,200,1100000\n' },
    ])
    expect(beside!.judge(row!)?.measured.totalSeconds).toBe(11)
    expect(beside!.judge({ ...row!, technique: 'x-postcopy-ram' })).toBeUndefined()
  })
})
