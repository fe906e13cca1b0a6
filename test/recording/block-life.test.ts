/** Laws of the life of a block: by pass it is the lives of its pages together, and at each moment all of them have a state. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import { MAX_BLOCK_PAGES } from '../../src/recording/block-limit.ts'
import { blockLifeOf } from '../../src/recording/questions/block-life.ts'
import { isSending, pageLifeOf, pageStateAt } from '../../src/recording/questions/page-life.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

describe('the life of a block', () => {
  it('is the lives of its pages, pass by pass and moment by moment', () => {
    fc.assert(
      fc.property(
        smallRun('sampled', 'literal'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 24 }),
        (input, where, many) => {
          const record = runOnce(input)
          const first = Math.floor(where * (record.layout.pages - many))
          const block = blockLifeOf(record, first, many)
          const lives = Array.from({ length: many }, (_, page) => pageLifeOf(record, first + page))
          const used = lives.filter(({ inUse }) => inUse)
          expect(block.inUse).toBe(used.length)
          for (const { pass, sent, fired } of block.copies) {
            const events = used.flatMap((life) =>
              life.events.filter((event) => event.pass === pass),
            )
            expect(sent).toBe(events.filter(isSending).length)
            expect(fired).toBe(events.filter(({ kind }) => kind === 'fired').length)
          }
          for (const { at, notSent, changed, inSync } of block.moments) {
            expect(notSent + changed + inSync).toBe(used.length)
            const states = used.map(({ events }) => pageStateAt(events, at).state)
            expect(notSent).toBe(states.filter((state) => state === 'not-sent').length)
            expect(changed).toBe(states.filter((state) => state === 'changed').length)
          }
        },
      ),
      runs(40),
    )
  })

  it('adds up to all transmissions and fires of its pages', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), (input) => {
        const record = runOnce(input)
        const { pages } = record.layout
        const { copies, timesSent, timesFired } = blockLifeOf(record, 0, pages)
        const whole = createRecording(record).ask({
          kind: 'readout',
          time: record.end,
          firstPage: 0,
          pages,
        })
        expect(copies.reduce((sum, { sent }) => sum + sent, 0)).toBe(timesSent)
        expect(copies.reduce((sum, { fired }) => sum + fired, 0)).toBe(timesFired)
        expect([timesSent, timesFired]).toEqual([whole.timesSent, whole.timesFired])
      }),
      runs(20),
    )
  })

  it('stays within memory and within its size, whatever is asked', () => {
    const { scenario } = fc.sample(smallRun('sampled'), 1)[0]!
    const record = runToEnd({ scenario, seed: 1 })
    const { pages } = record.layout
    for (const [first, many] of [
      [-5, 10],
      [pages + 7, 10],
      [pages - 3, 1e12],
      [NaN, NaN],
      [0, Infinity],
    ] as const) {
      const block = blockLifeOf(record, first, many)
      expect(block.firstPage).toBeGreaterThanOrEqual(0)
      expect(block.pages).toBeGreaterThanOrEqual(1)
      expect(block.pages).toBeLessThanOrEqual(MAX_BLOCK_PAGES)
      expect(block.firstPage + block.pages).toBeLessThanOrEqual(pages)
    }
  })
})
