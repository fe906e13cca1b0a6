// From the request to two hosts that are connected (facts 1.5), over a wire that may be cut meanwhile.
import { describe, expect, it } from 'vitest'
import { connection, prepare } from '../../../src/engine/migration/prepare.ts'
import { drain, MS, PAGE_A_MILLISECOND, S, scenarioOf, stageOf } from './contexts.ts'

const PREPARED = 2.1 * S
const rates = (...steps: (readonly [seconds: number, alive: 0 | 1])[]) =>
  steps.map(([from, alive]) => ({ from: from * S, bytesPerSecond: alive * PAGE_A_MILLISECOND }))

describe('when they are connected', () => {
  const cut = rates([0, 1], [1.5, 0], [5, 1])
  it.each([
    ['at once', rates([0, 1]), rates([0, 1]), PREPARED, Infinity],
    ['when the cable is in again', cut, cut, 5 * S, 22_078 * MS],
    // From when they open the streams, at 2.078 s, not from the cut, where that was long before.
    [
      'cut before anything was sent',
      rates([0, 0], [5, 1]),
      rates([0, 0], [5, 1]),
      5 * S,
      22_078 * MS,
    ],
    [
      'when it carries something again, however often it does not',
      rates([0, 1], [1.5, 0], [3, 0], [5, 1]),
      rates([0, 1], [1.5, 0], [3, 0], [5, 1]),
      5 * S,
      22_078 * MS,
    ],
    ['never', rates([0, 1], [1.5, 0]), rates([0, 1], [1.5, 0]), Infinity, 22_078 * MS],
    ['cut at that moment', rates([0, 1], [2.1, 0]), rates([0, 1], [2.1, 0]), Infinity, 22.1 * S],
    ['mended at that moment', rates([0, 0], [2.1, 1]), rates([0, 0], [2.1, 1]), PREPARED, Infinity],
    // Where no page arrives on a live wire, they connect all the same.
    ['pages that do not arrive do not count', rates([0, 1]), cut, PREPARED, Infinity],
  ] as const)('%s', (_, wire, carried, at, by) => {
    const { context } = stageOf(
      { 'Migrate.NetTimeout': 20 },
      {
        rates: carried,
        scheduled: { wire },
      },
    )
    expect(connection(context)).toEqual({ at, by })
  })
})

describe('the phase', () => {
  it('ends with what the wire carries', () => {
    const { context, calls } = stageOf()
    expect(drain(prepare(context))).toEqual({ prepared: PREPARED })
    const { bandwidth, journal } = context
    const { streams, limitedBy: by, bytesPerSecond } = bandwidth
    expect(calls).toEqual([['untraced', PREPARED, 1, 1]])
    expect(journal.phases).toEqual([{ kind: 'prepare', start: 0, end: PREPARED }])
    expect(journal.facts).toEqual([
      { kind: 'migration-requested', at: 0 },
      { kind: 'checks-passed', at: 0.4 * S },
      { kind: 'spec-sent', at: S },
      { kind: 'destination-ready', at: PREPARED, streams },
      { kind: 'bandwidth-limited', at: PREPARED, by, bytesPerSecond, streams },
    ])
  })

  it('by the conditions of that moment', () => {
    const { context } = stageOf()
    const slower = { ...context.bandwidth, bytesPerSecond: 77, streams: 3 }
    const conditions = [
      { from: 0, scenario: context.scenario, bandwidth: context.bandwidth },
      { from: PREPARED, scenario: scenarioOf(), bandwidth: slower },
    ]
    const staged = stageOf({}, { scheduled: { conditions } }).context
    drain(prepare(staged))
    expect(staged.journal.facts.at(-1)).toMatchObject({ bytesPerSecond: 77, streams: 3 })
  })

  it('a cut that is mended is a fact of its own', () => {
    const cut = rates([0, 1], [1.5, 0], [5, 1])
    const { context, calls } = stageOf({ 'Migrate.NetTimeout': 20 }, { rates: cut })
    expect(drain(prepare(context))).toEqual({ prepared: 5 * S })
    expect(calls[0]![1]).toBe(5 * S)
    expect(context.journal.facts[3]).toEqual({
      kind: 'wire-stalled',
      at: 2078 * MS,
      timeoutNanoseconds: 20 * S,
    })
  })

  it('is broken off by a cancel: what was to come is no fact', () => {
    const { context, calls } = stageOf({}, { scheduled: { cancels: [S] } })
    expect(drain(prepare(context))).toMatchObject({ ending: { failure: 'cancelled' } })
    expect(calls[0]).toEqual(['untraced', S, 1, 1])
    expect(context.journal.facts.map(({ kind }) => kind)).toEqual([
      'migration-requested',
      'checks-passed',
      'migration-failed',
    ])
    expect(context.journal.phases[0]).toEqual({ kind: 'prepare', start: 0, end: S })
  })

  it('and by a source that loses its power', () => {
    const { context } = stageOf({}, { scheduled: { sourceDies: S } })
    expect(drain(prepare(context))).toMatchObject({
      ending: { failure: 'source-host-lost', runsOn: 'lost' },
    })
  })
})
