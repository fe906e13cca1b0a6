// Page-in (facts 3.6, 8.7): what a remote page fault costs, how many there are, and what ends it before its time.
import { describe, expect, it } from 'vitest'
import type { Copier } from '../../../src/engine/migration/copier.ts'
import { pageIn } from '../../../src/engine/migration/page-in.ts'
import type { RateSchedule } from '../../../src/engine/rate-schedule.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import {
  drain,
  dueOf,
  MS,
  PAGE_A_MILLISECOND,
  S,
  stageOf,
  walkOf,
  wire,
  type Staged,
} from './contexts.ts'
import { atOnce } from '../../../src/engine/work.ts'

const CLEANUP = 0.5 * S
/** 1,000 pages at a page a millisecond: a second. */
const PAGES = 1000

/** A round trip of 0.5 ms and 81,920,000 B/s a stream: a page in 50 µs. */
function start(more: Staged = {}, values: Partial<Scenario> = {}, begin = 0) {
  const rates = more.rates ?? wire([0, 1])
  const { context: plain } = stageOf()
  const bandwidth = { ...plain.bandwidth, perStreamBytesPerSecond: 81_920_000 }
  const { context, calls } = stageOf(
    { 'network.rtt': 0.5, 'Migrate.NetTimeout': 20, ...values },
    { bandwidth, ...more, rates },
  )
  const asked: { rates: RateSchedule; now: number | undefined }[] = []
  const copier: Pick<Copier, 'pageIn'> = {
    pageIn(from, _left, carried, now) {
      asked.push({ rates: carried, now })
      return atOnce(walkOf([PAGES], carried, { start: from }))
    },
  }
  const left = dueOf(Uint32Array.of(PAGES))
  const ending = drain(pageIn(context, copier as Copier, left, begin))
  return { ending, calls, asked, facts: context.journal.facts, phases: context.journal.phases }
}

/** What the wire carries from a millisecond on, in pages a millisecond. */

describe('a remote page fault', () => {
  it.each([
    // Round trip + a page on the stream + 50 µs (inferred).
    ['round trip, page and overhead', { 'network.rtt': 0.5 }, 0.0006],
    ['no round trip', { 'network.rtt': 0 }, 0.0001],
    ['a long one', { 'network.rtt': 100 }, 0.1001],
  ])('%s', (_, values, seconds) => {
    const { calls } = start({}, values)
    const [name, until, pushedAt, faultSeconds] = calls.find(([called]) => called === 'page-in')!
    expect([name, until, pushedAt]).toEqual(['page-in', S, S])
    expect(faultSeconds).toBeCloseTo(seconds, 12)
  })

  it.each([
    ['whole ones', 'sampled', 12.4, 12],
    ['rounded', 'sampled', 12.5, 13],
    ['at most one a page', 'sampled', 5000, PAGES],
    ['expected ones in the fluid model', 'fluid', 12.4, 12.4],
  ] as const)('counted: %s', (_, model, expected, found) => {
    const { ending, facts } = start({ faults: () => expected }, { model })
    expect(ending.remotePageFaults).toBe(found)
    expect(facts.find(({ kind }) => kind === 'page-in-ended')).toMatchObject({
      remotePageFaults: found,
    })
  })
})

describe('done', () => {
  it('when the push is through', () => {
    const { ending, calls, facts, phases } = start({ faults: () => 7 }, {}, 2 * S)
    expect(ending).toMatchObject({
      end: 3 * S + CLEANUP,
      runsOn: 'destination',
      failure: undefined,
      lastWalkDuring: 'page-in',
    })
    expect(ending.lastWalk!.end).toBe(3 * S)
    expect(calls.map(([name, until]) => [name, until])).toEqual([
      ['begin-page-in', 2 * S],
      ['page-in', 3 * S],
      ['untraced', 3 * S + CLEANUP],
    ])
    expect(calls.at(-1)).toEqual(['untraced', 3 * S + CLEANUP, 1, 1])
    expect(facts).toEqual([
      { kind: 'page-in-began', at: 2 * S, pages: PAGES },
      { kind: 'page-in-ended', at: 3 * S, remotePageFaults: 7 },
      { kind: 'migration-completed', at: 3 * S + CLEANUP },
    ])
    expect(phases).toEqual([
      { kind: 'page-in', start: 2 * S, end: 3 * S },
      { kind: 'cleanup', start: 3 * S, end: 3 * S + CLEANUP },
    ])
  })
})

describe('a wire that changes', () => {
  const { context } = stageOf()
  const conditions = [0, 400, 1000].map((from) => ({
    from: from * MS,
    scenario: { ...context.scenario, 'network.rtt': from === 0 ? 0.5 : 10 },
    bandwidth: { ...context.bandwidth, perStreamBytesPerSecond: 81_920_000 },
  }))
  const scheduled = { conditions }

  it('in pieces, each by its own conditions and as if the push went on as it does then', () => {
    const rates = wire([0, 1], [400, 0.5])
    const { calls, asked } = start({ rates, scheduled })
    // 400 pages, then 600 at half the rate: known at 0 as 1 s, at 400 ms as 1.6 s.
    expect(calls.filter(([name]) => name === 'page-in')).toEqual([
      ['page-in', 400 * MS, S, expect.closeTo(0.0006, 12)],
      ['page-in', 1000 * MS, 1600 * MS, expect.closeTo(0.0101, 12)],
      ['page-in', 1600 * MS, 1600 * MS, expect.closeTo(0.0101, 12)],
    ])
    expect(asked.slice(1)).toEqual([
      { rates: wire([0, 1]), now: 0 },
      { rates, now: 400 * MS },
      { rates, now: 1000 * MS },
    ])
  })

  it('not by what changes when the push is through', () => {
    const later = conditions.map((each) => ({ ...each, from: each.from * 5 }))
    const { calls } = start({ scheduled: { conditions: later } })
    expect(calls.map(([name, until]) => [name, until]).slice(1)).toEqual([
      ['page-in', S],
      ['untraced', S + CLEANUP],
    ])
  })

  it('while nothing comes through the guest stands still', () => {
    const rates = wire([0, 1], [400, 0], [1000, 1])
    const { calls, facts } = start({ rates, scheduled, faults: () => 5 })
    expect(calls.slice(1).map((call) => call.slice(0, 2))).toEqual([
      ['page-in', 400 * MS],
      ['untraced', 1000 * MS],
      ['page-in', 1600 * MS],
      ['untraced', 1600 * MS + CLEANUP],
    ])
    expect(calls[2]).toEqual(['untraced', 1000 * MS, 0, 0])
    expect(facts[1]).toEqual({
      kind: 'wire-stalled',
      at: 400 * MS,
      timeoutNanoseconds: 20 * S,
    })
  })
})

describe('lost', () => {
  const cut = wire([0, 1], [400, 0])
  it.each([
    ['a wire that is dead for the timeout', { rates: cut }, 20.4, 0.4, 'vm-lost'],
    ['a destination without power', { destinationDies: 300 * MS }, 0.3, 0.3, 'vm-lost'],
    [
      'a source without power',
      { scheduled: { sourceDies: 300 * MS } },
      0.3,
      0.3,
      'source-host-lost',
    ],
    [
      'whichever comes first',
      { destinationDies: 300 * MS, scheduled: { sourceDies: 200 * MS } },
      0.2,
      0.2,
      'source-host-lost',
    ],
    [
      'both at once: the destination',
      { destinationDies: 300 * MS, scheduled: { sourceDies: 300 * MS } },
      0.3,
      0.3,
      'vm-lost',
    ],
    [
      'a source that dies while the wire is dead',
      { rates: cut, scheduled: { sourceDies: 5 * S } },
      5,
      0.4,
      'source-host-lost',
    ],
    [
      'a source that would die when the wire is given up',
      { rates: cut, scheduled: { sourceDies: 20.4 * S } },
      20.4,
      0.4,
      'vm-lost',
    ],
  ] as const)('%s', (_, more, seconds, runs, reason) => {
    const at = Math.round(seconds * S)
    const { ending, calls, facts, phases } = start({ ...more, faults: () => 9 })
    expect(ending).toMatchObject({
      end: at + CLEANUP,
      runsOn: 'lost',
      failure: reason,
      lastWalkDuring: 'page-in',
      remotePageFaults: 9,
      lastWalk: { end: at, complete: false },
    })
    expect(calls.find(([name]) => name === 'page-in')![1]).toBe(Math.round(runs * S))
    expect(calls.slice(-2)).toEqual([
      ['untraced', at, 0, 0],
      ['untraced', at + CLEANUP, 0, 0],
    ])
    const times = calls.flatMap(([name, time]) => (name === 'begin-page-in' ? [] : [Number(time)]))
    expect(times).toEqual(times.toSorted((a, b) => a - b))
    expect(facts.at(-1)).toEqual({ kind: 'migration-failed', at, reason })
    expect(phases).toEqual([
      { kind: 'page-in', start: 0, end: at },
      { kind: 'cleanup', start: at, end: at + CLEANUP },
    ])
  })

  it('not by a source that dies when the push is through', () => {
    expect(start({ scheduled: { sourceDies: S } }).ending.runsOn).toBe('destination')
  })

  it('with the destination for as long as the cleanup lasts: the VM runs there', () => {
    for (const at of [S, S + CLEANUP - 1]) {
      const { ending } = start({ destinationDies: at })
      expect(ending).toMatchObject({ end: at, runsOn: 'lost', failure: 'vm-lost' })
    }
    expect(start({ destinationDies: S + CLEANUP }).ending.runsOn).toBe('destination')
  })

  it('before it began: the guest does not run at all', () => {
    const { ending, calls } = start({ scheduled: { sourceDies: S } }, {}, 2 * S)
    expect(ending).toMatchObject({ end: 2 * S + CLEANUP, remotePageFaults: 0 })
    expect(calls.some(([name]) => name === 'page-in')).toBe(false)
  })

  it('by a wire that was dead before, without a fault', () => {
    const { ending, calls } = start({ rates: wire([0, 0]) }, {}, 2 * S)
    expect(ending).toMatchObject({ end: 22 * S + CLEANUP, remotePageFaults: 0, runsOn: 'lost' })
    expect(calls.some(([name]) => name === 'page-in')).toBe(false)
  })
})

describe('the file on shared storage (4.1, YB-QR)', () => {
  const changedFile = { generated: { changedFile: true } }
  const cut = wire([0, 1], [400, 0])

  it('carries on at 100 MB/s when the cable is cut', () => {
    const { ending, asked, facts } = start({ ...changedFile, rates: cut })
    expect(asked[0]!.rates).toEqual([
      { from: 0, bytesPerSecond: PAGE_A_MILLISECOND },
      { from: 400 * MS, bytesPerSecond: 100e6 },
    ])
    expect(ending.runsOn).toBe('destination')
    expect(facts[1]).toEqual({ kind: 'changed-file-used', at: 400 * MS, pages: 600 })
  })

  it('from the start, where the cable was cut before', () => {
    const { facts } = start({ ...changedFile, rates: wire([0, 1], [400, 0]) }, {}, 2 * S)
    expect(facts[1]).toEqual({ kind: 'changed-file-used', at: 2 * S, pages: PAGES })
  })

  it.each([
    ['is not needed while the wire holds', { rates: wire([0, 1]) }],
    ['nor when the push is through before the cut', { rates: wire([0, 1], [1000, 0]) }],
  ])('%s', (_, more) => {
    const { facts, ending } = start({ ...changedFile, ...more })
    expect(facts.some(({ kind }) => kind === 'changed-file-used')).toBe(false)
    expect(ending.runsOn).toBe('destination')
  })

  it('cannot replace a dead host', () => {
    const { ending, asked } = start({
      ...changedFile,
      rates: cut,
      destinationDies: 400 * MS,
    })
    expect(asked[0]!.rates).toEqual(cut)
    expect(ending).toMatchObject({ runsOn: 'lost', failure: 'vm-lost' })
  })

  it('replaces the cable until the host dies', () => {
    const rates = wire([0, 1], [200, 0], [300, 1], [400, 0])
    const { asked } = start({ ...changedFile, rates, destinationDies: 400 * MS })
    expect(asked[0]!.rates.map(({ bytesPerSecond }) => bytesPerSecond)).toEqual([
      PAGE_A_MILLISECOND,
      100e6,
      PAGE_A_MILLISECOND,
      0,
    ])
  })

  it('belongs to 4.1 alone', () => {
    expect(start({ rates: cut, generated: { changedFile: false } }).ending.runsOn).toBe('lost')
  })
})
