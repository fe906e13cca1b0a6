// How many fires lie up to a moment, counted by blocks, against counting all of them.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createFireColumns,
  holdUntil,
  logFire,
  takeFireLog,
} from '../../../src/engine/memory/fire-log.ts'
import { countFires, type FireLog } from '../../../src/engine/memory/fire-times.ts'
import { runs } from '../../properties.ts'

/** A log of fires at these times, of pages in a row. */
function logOf(times: ArrayLike<number>): FireLog {
  const columns = createFireColumns()
  for (let i = 0; i < times.length; i++) {
    holdUntil(columns, times[i]!)
    logFire(columns, i, times[i]!)
  }
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

  // 2³² microseconds are 71 minutes 35 s; thirty days, the longest run, have ticks of 1,024 microseconds.
  it.each([
    ['71 minutes', 2 ** 32 - 1, 1],
    ['a microsecond more', 2 ** 32, 2],
    ['thirty days', 30 * 86400e6, 1024],
  ])('a pass of %s is counted in its ticks', (_, longest, tick) => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(1e6), { minLength: 1, maxLength: 3000 }),
        fc.array(fc.nat(1e6), { maxLength: 20 }),
        (shares, moments) => {
          const times = [...shares.map((share) => Math.floor((share / 1e6) * longest)), longest]
          const log = logOf(times)
          expect(log.tick).toBe(tick)
          for (const limit of [...moments.map((share) => (share / 1e6) * longest), longest])
            expect(countFires(log, limit)).toBe(
              times.filter((time) => Math.floor(time / tick) <= Math.floor(limit / tick)).length,
            )
          // The next pass begins anew.
          expect(logOf([5]).tick).toBe(1)
        },
      ),
      runs(40),
    )
  })
})
