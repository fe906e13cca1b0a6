/** Laws of a page's life: its events say at every moment what the map says of the page, to the nanosecond. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { mostSentOf } from '../../src/recording/questions/most-sent.ts'
import { pageLifeOf, pageStateAt } from '../../src/recording/questions/page-life.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { runWith, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

function check(record: RunRecord, page: number, times: readonly number[]): void {
  const recording = createRecording(record)
  const life = pageLifeOf(record, page)
  const edges = life.events.flatMap(({ at }) => [at - 1, at, at + 1])
  for (const asked of [...edges, ...times, record.end]) {
    const time = Math.max(0, Math.min(Math.round(asked), record.end))
    const seen = recording.ask({ kind: 'readout', time, firstPage: page, pages: 1 })
    const { state, fires, sent } = pageStateAt(life.events, time)
    expect(seen.inUse).toBe(life.inUse ? 1 : 0)
    if (!life.inUse) continue
    expect({ time, sent, fires }).toEqual({ time, sent: seen.timesSent, fires: seen.timesFired })
    const state2 = seen.notSent === 1 ? 'not-sent' : seen.inSync === 1 ? 'in-sync' : 'changed'
    expect({ time, state }).toEqual({ time, state: state2 })
  }
  const whole = recording.ask({ kind: 'readout', time: record.end, firstPage: page, pages: 1 })
  expect(life.timesSent).toBe(whole.timesSent)
  expect(life.timesFired).toBe(whole.timesFired)
}

describe('the life of a page', () => {
  it('agrees with the state of the page at every moment', () => {
    fc.assert(
      fc.property(
        smallRun('sampled', 'literal'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 8 }),
        (input, where, shares) => {
          const record = runOnce(input)
          const page = Math.floor(where * (record.layout.pages - 1))
          check(
            record,
            page,
            shares.map((share) => share * record.end),
          )
        },
      ),
      runs(60),
    )
  })

  it('covers the run with stretches that follow each other', () => {
    fc.assert(
      fc.property(
        smallRun('sampled', 'fluid'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (input, where) => {
          const record = runOnce(input)
          const { stretches, events, inUse } = pageLifeOf(
            record,
            Math.floor(where * (record.layout.pages - 1)),
          )
          if (!inUse) {
            expect(stretches).toEqual([])
            return
          }
          expect(stretches[0]?.from).toBe(0)
          expect(stretches.at(-1)?.to).toBe(record.end)
          stretches.forEach(({ from, to }, index) => {
            expect(to).toBeGreaterThan(from)
            if (index > 0) expect(from).toBe(stretches[index - 1]?.to)
          })
          events.forEach(({ at }, index) =>
            expect(at).toBeGreaterThanOrEqual(events[index - 1]?.at ?? 0),
          )
        },
      ),
      runs(40),
    )
  })

  it('reports zero pages, the last set and page-in', () => {
    const kinds = (record: RunRecord) => {
      const found = new Set<string>()
      for (let page = 0; page < record.layout.pages; page += 97)
        for (const { kind } of pageLifeOf(record, page).events) found.add(kind)
      return found
    }
    const small = {
      'vm.memory': 0.25,
      'workload.workingSet': 0.0625,
      'workload.writeRate': 400,
    } as const
    expect(kinds(runWith({ ...small, 'vm.zeroPages': 40 }))).toEqual(
      new Set(['traced', 'fired', 'sent', 'looked-at', 'last-set', 'sent-last']),
    )
    expect(kinds(runWith({ ...small, generation: '6.7' }))).toContain('paged-in')
  })

  it('takes any number for a page', () => {
    const record = runWith({ 'vm.memory': 0.125, 'workload.workingSet': 0.0625 })
    for (const page of [-5, NaN, 1e15, 0.5]) {
      const life = pageLifeOf(record, page)
      expect(life.page).toBeGreaterThanOrEqual(0)
      expect(life.page).toBeLessThan(record.layout.pages)
    }
  })
})

describe('the page that was sent most often', () => {
  it('is beaten by no other', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), fc.nat(), (input, seed) => {
        const record = runOnce(input)
        const { page, times, certain } = mostSentOf(record)
        expect(certain).toBe(true)
        expect(pageLifeOf(record, page).timesSent).toBe(times)
        for (let step = 0; step < 12; step++) {
          const other = (seed + step * 7919) % record.layout.pages
          expect(pageLifeOf(record, other).timesSent).toBeLessThanOrEqual(times)
        }
      }),
      runs(40),
    )
  })
})
