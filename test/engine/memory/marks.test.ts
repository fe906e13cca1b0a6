// Marks that come again and again are written down once; they read as if all of them stood there.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  countMarks,
  lastMark,
  markAt,
  markBytes,
  withMark,
  type Marks,
} from '../../../src/engine/memory/marks.ts'
import { markByBytes, writeMarks } from '../../../src/engine/memory/mark-writer.ts'
import { walkPosition } from '../../../src/engine/memory/walk-position.ts'
import { walkOf } from '../migration/contexts.ts'
import { runs } from '../../properties.ts'

const written = (marks: Marks) =>
  Array.from({ length: countMarks(marks) }, (_, index) => [
    markAt(marks, index),
    markBytes(marks, index),
  ])

/** Steps of a walk: so much later and further, and how often the last few steps come again. */
const anySteps = fc.array(
  fc.record({
    steps: fc.array(fc.tuple(fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 50 })), {
      minLength: 1,
      maxLength: 4,
    }),
    times: fc.integer({ min: 0, max: 5 }),
  }),
  { maxLength: 6 },
)

function write(
  pieces: readonly { steps: readonly (readonly [number, number])[]; times: number }[],
) {
  const compact = writeMarks(0)
  const plain: [number, number][] = [[0, 0]]
  const step = ([later, further]: readonly [number, number]) => {
    const [at, bytes] = plain.at(-1)!
    plain.push([at + later, bytes + further])
  }
  for (const { steps, times } of pieces) {
    for (const one of steps) {
      step(one)
      compact.add(...plain.at(-1)!)
    }
    if (times === 0) continue
    for (let time = 0; time < times; time++) steps.forEach(step)
    const sum = (index: 0 | 1) => steps.reduce((all, one) => all + one[index], 0)
    compact.repeat(steps.length, times, sum(0), sum(1))
  }
  return { compact, plain }
}

describe('marks', () => {
  it('read as if each stood there', () => {
    fc.assert(
      fc.property(anySteps, fc.integer({ min: -5, max: 2000 }), (pieces, bytes) => {
        const { compact, plain } = write(pieces)
        const marks = compact.marks()
        expect(written(marks)).toEqual(plain)
        const [at, through] = plain.at(-1)!
        expect(lastMark(marks)).toEqual({ at, bytes: through })
        expect(compact.last()).toEqual({ at, bytes: through })
        const first = plain.findIndex(([, each]) => each >= bytes)
        expect(markByBytes(marks, bytes)).toBe(first < 0 ? plain.length : first)
        expect(written(withMark(marks, at + 7, through + 9))).toEqual([
          ...plain,
          [at + 7, through + 9],
        ])
      }),
      runs(100),
    )
  })

  it('are where the walk stands at any moment, repeated or not', () => {
    fc.assert(
      fc.property(anySteps, fc.integer({ min: 0, max: 1500 }), (pieces, time) => {
        const { compact, plain } = write(pieces)
        const end = plain.at(-1)![0]
        const walk = { ...walkOf([9, 9, 9]), end, complete: false }
        const all = {
          at: Float64Array.from(plain, ([at]) => at),
          bytes: Float64Array.from(plain, ([, bytes]) => bytes),
        }
        expect(walkPosition({ ...walk, marks: compact.marks() }, time)).toEqual(
          walkPosition({ ...walk, marks: all }, time),
        )
      }),
      runs(100),
    )
  })

  it('keep nothing of their repeats but the number', () => {
    const { compact } = write([
      {
        steps: [
          [10, 5],
          [90, 0],
        ],
        times: 5,
      },
    ])
    compact.repeat(2, 1_000_000, 100, 5)
    const marks = compact.marks()
    expect([marks.at.length, countMarks(marks)]).toEqual([3, 3 + 2 * 5 + 2_000_000])
  })
})
