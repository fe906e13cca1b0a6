// A run in slices: the turn ends in time, and stale work stops at the next slice.
import { describe, expect, test } from 'vitest'
import { runInSlices } from '../../../src/page/workers/slices.ts'

function* steps(count: number): Generator<undefined, string> {
  for (let at = 0; at < count; at += 1) yield undefined
  return 'done'
}

/** A clock on which each reading takes a millisecond. */
function harness() {
  let now = 0
  const turns: (() => void)[] = []
  let stale = false
  return {
    options: {
      limit: 8,
      now: () => {
        now += 1
        return now
      },
      nextTurn: (callback: () => void) => void turns.push(callback),
      isStale: () => stale,
    },
    turns,
    makeStale: () => {
      stale = true
    },
  }
}

describe('slices', () => {
  test('end by the limit and go on in the next turn', () => {
    const { options, turns } = harness()
    const results: string[] = []
    runInSlices(
      steps(20),
      options,
      (result) => results.push(result),
      () => expect.unreachable(),
    )
    let slices = 1
    for (let turn = turns.shift(); turn; turn = turns.shift()) {
      slices += 1
      turn()
    }
    expect(results).toEqual(['done'])
    expect(slices).toBe(3)
  })

  test('of a stale run never come to an end', () => {
    const { options, turns, makeStale } = harness()
    runInSlices(
      steps(20),
      options,
      () => expect.unreachable(),
      () => expect.unreachable(),
    )
    makeStale()
    turns.shift()?.()
    expect(turns).toEqual([])
  })

  test('hand over what was thrown', () => {
    const { options } = harness()
    const errors: unknown[] = []
    const work: Iterator<undefined, string> = {
      next() {
        throw new Error('broken')
      },
    }
    runInSlices(
      work,
      options,
      () => expect.unreachable(),
      (error) => errors.push(error),
    )
    expect(errors).toEqual([new Error('broken')])
  })

  test('say how far each has come', () => {
    const { options, turns } = harness()
    const heard: number[] = []
    function* counts(): Generator<number, string> {
      for (let at = 1; at <= 20; at += 1) yield at
      return 'done'
    }
    runInSlices(
      counts(),
      { ...options, onSlice: (step) => void heard.push(step) },
      () => undefined,
      () => expect.unreachable(),
    )
    for (let turn = turns.shift(); turn; turn = turns.shift()) turn()
    expect(heard.length).toBe(2)
    expect(heard).toEqual(heard.toSorted((a, b) => a - b))
  })
})
