/** Laws of "pause when …": a crossing is the first nanosecond at which its condition holds; none between marks is missed. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PAGE_BYTES } from '../../src/engine/units.ts'
import { conditionAt, crossingsOf } from '../../src/recording/questions/crossings.ts'
import { type PauseFact } from '../../src/recording/pause-condition.ts'
import { pageLifeOf } from '../../src/recording/questions/page-life.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { runWith, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

const KINDS: readonly PauseFact[] = [
  'pass-began',
  'stun-began',
  'sdps-engaged',
  'resumed',
  'migration-failed',
]

describe('crossings', () => {
  it('of a kind of fact are the times of these facts', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid'), fc.constantFrom(...KINDS), (input, fact) => {
        const record = runOnce(input)
        const times = new Set(record.facts.filter(({ kind }) => kind === fact).map(({ at }) => at))
        expect(crossingsOf(record, { kind: 'fact', fact })).toEqual(
          [...times].sort((a, b) => a - b),
        )
      }),
      runs(40),
    )
  })

  it('of a page are the moments at which its count of sends rises', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), fc.nat(), (input, any) => {
        const record = runOnce(input)
        const page = any % record.layout.pages
        const recording = createRecording(record)
        const times = crossingsOf(record, { kind: 'page-sent', page })
        expect(times.length).toBe(pageLifeOf(record, page).timesSent)
        times.forEach((time, index) => {
          expect(
            recording.ask({ kind: 'readout', time, firstPage: page, pages: 1 }).timesSent,
          ).toBe(index + 1)
          expect(
            recording.ask({ kind: 'readout', time: time - 1, firstPage: page, pages: 1 }).timesSent,
          ).toBe(index)
        })
      }),
      runs(40),
    )
  })

  it('of the curves begin to hold at their very nanosecond, in both directions', () => {
    fc.assert(
      fc.property(
        smallRun('sampled', 'fluid', 'literal'),
        fc.double({ min: 0.001, max: 1.2, noNaN: true }),
        (input, share) => {
          const record = runOnce(input)
          const bytes = share * record.layout.pagesInUse * PAGE_BYTES
          for (const condition of [
            { kind: 'left-below', bytes } as const,
            { kind: 'dirty-above-bandwidth' } as const,
          ]) {
            const holds = conditionAt(record, condition)
            for (const time of crossingsOf(record, condition)) {
              expect(holds(time)).toBe(true)
              if (time > 0) expect(holds(time - 1)).toBe(false)
            }
          }
        },
      ),
      runs(40),
    )
  })

  it('miss no stretch that is as long as a hundredth of a pass', () => {
    fc.assert(
      fc.property(
        smallRun('sampled', 'fluid'),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (input, share) => {
          const record = runOnce(input)
          const bytes = share * record.layout.pagesInUse * PAGE_BYTES
          const condition = { kind: 'left-below', bytes } as const
          const holds = conditionAt(record, condition)
          const times = crossingsOf(record, condition)
          for (const { walk } of record.passes) {
            const step = (walk.end - walk.start) / 100
            for (let at = walk.start; at + 3 * step < walk.end; at += step) {
              // It does not hold, and then it does for long: it must have begun in between.
              const [a, b, c, d] = [at, at + step, at + 2 * step, at + 3 * step].map(Math.round)
              if (holds(a!) || holds(b!) || !holds(c!) || !holds(d!)) continue
              expect(times.some((time) => time > a! && time <= d!)).toBe(true)
            }
          }
        },
      ),
      runs(40),
    )
  })

  it('know the default run', () => {
    const record = runWith({})
    const below = crossingsOf(record, { kind: 'left-below', bytes: 2 ** 30 })
    expect(below).toHaveLength(1)
    expect(below[0]).toBeGreaterThan(66.3e9)
    expect(below[0]).toBeLessThan(68.5e9)
    expect(crossingsOf(record, { kind: 'fact', fact: 'pass-began' })).toHaveLength(4)
    expect(crossingsOf(record, { kind: 'dirty-above-bandwidth' })).toEqual([])
    const fast = runWith({ 'workload.writeRate': 6000, 'workload.workingSet': 40 })
    expect(crossingsOf(fast, { kind: 'dirty-above-bandwidth' })[0]).toBe(fast.passes[0]?.walk.start)
  })
})
