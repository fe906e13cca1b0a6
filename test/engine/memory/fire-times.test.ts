// How many fires lie up to a moment, counted by blocks, against counting all of them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createFireColumns, logFire, takeFireLog } from '../../../src/engine/memory/fire-log.ts'
import { countFires, type FireLog } from '../../../src/engine/memory/fire-times.ts'

/** A log of fires at these times, of pages in a row. */
function logOf(times: ArrayLike<number>): FireLog {
  const columns = createFireColumns()
  for (let i = 0; i < times.length; i++) logFire(columns, i, times[i]!)
  const taking = takeFireLog(columns, 9, new Uint32Array(Math.ceil(times.length / 512) + 1))
  for (;;) {
    const step = taking.next()
    if (step.done === true) return step.value
  }
}

describe('times of page fires that are nearly in order', () => {
  it('are counted up to any moment as by looking at each', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(3000), { maxLength: 4000 }),
        fc.integer({ min: 1, max: 2000 }),
        fc.array(fc.nat(400_000), { minLength: 1, maxLength: 20 }),
        (jitter, step, limits) => {
          // From any order at all (steps of 1) to one that goes back by a turn at most.
          const times = Uint32Array.from(jitter, (late, i) => Math.floor((i * step) / 16) + late)
          const index = logOf(times)
          for (const limit of [...limits, ...times.slice(0, 3), 0, 0xffffffff])
            expect(countFires(index, limit)).toBe(times.filter((time) => time <= limit).length)
        },
      ),
    )
  })
})
