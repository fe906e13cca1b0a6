// Pass after pass until a rule ends it (facts 1.5, 8.3): with a guest that dirties what a row says, at a page a millisecond.
import { describe, expect, it } from 'vitest'
import type { PassFires } from '../../../src/engine/memory/dirty-model.ts'
import type { Walk } from '../../../src/engine/memory/pass-table.ts'
import type { Copier } from '../../../src/engine/migration/copier.ts'
import type { PassResult } from '../../../src/engine/migration/pass-result.ts'
import { preCopy } from '../../../src/engine/migration/pre-copy.ts'
import type { Throttle } from '../../../src/engine/migration/throttle.ts'
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

interface Script extends Staged {
  readonly firesAtLeast?: () => readonly number[]
  readonly values?: Partial<Scenario>
  readonly copier?: Partial<Copier>
  readonly throttle?: Partial<Throttle>
  readonly walked?: (pass: number) => Walk | undefined
  readonly begin?: number
}

const firesOf = (count: number): PassFires => ({
  fires: Uint32Array.of(count),
  classFires: [count],
  exposureStart: [0],
  exposureEnd: [1],
  log: undefined,
})

/** Copies `pages` first, then what each pass dirtied, with the guard of no throttle. */
function run(pages: number, dirtied: readonly number[], script: Script = {}) {
  const { values, copier, throttle, walked, begin = S, firesAtLeast, ...more } = script
  const rates = more.rates ?? wire([0, 1])
  const { context, calls } = stageOf(
    {
      'Migrate.PreCopySwitchoverTimeGoal': 500,
      'Migrate.PreCopyMinProgressPerc': 130,
      'Migrate.NetTimeout': 20,
      'vmotion.maxSwitchoverSeconds': 100,
      ...values,
    },
    { ...more, rates, generated: { fallback: 'none', stopRule: 'time-goal', ...more.generated } },
  )
  let pass = -2
  const model = {
    ...context.model,
    beginPass: (number: number, walk: Walk) => {
      pass = number
      context.model.beginPass(number, walk)
    },
    *endPass() {
      yield 1
      return firesOf(dirtied[pass + 1] ?? 0)
    },
    walked: () => walked?.(pass),
    ...(firesAtLeast && { firesAtLeast }),
  }
  const received: { name: string; given: readonly unknown[] }[] = []
  const scripted: Copier = {
    first: (from) => atOnce(walkOf([pages], rates, { start: from })),
    collect: (_walk, { fires }) => atOnce(dueOf(fires)),
    paceForGood: () => undefined,
    bytesPerSecond: () => PAGE_A_MILLISECOND,
    resumesFrom: Infinity,
    next: (from, left, result) => {
      received.push({ name: 'next', given: [result] })
      return atOnce(walkOf([...left.pages], rates, { start: from }))
    },
    stunRates: (at) => at,
    last: () => walkOf([0]),
    pageIn: () => atOnce(walkOf([0])),
    ...copier,
  }
  const none: Throttle = {
    since: undefined,
    allowed: false,
    countsPages: true,
    speedForGood: 1,
    steps: 0,
    *runPass(number, walk, breaksAt) {
      received.push({ name: 'run', given: [number, walk.start, breaksAt] })
      yield 1
    },
    engage: (...given) => received.push({ name: 'engage', given }),
    waitAt: () => 0,
    passEnded: (...given) => received.push({ name: 'ended', given }),
    ...throttle,
  }
  const result = drain(preCopy({ ...context, model }, scripted, none, begin))
  const { facts, phases } = context.journal
  return { result, received, calls, facts, phases, rows: result.passes.map(({ row }) => row) }
}

describe('which pass is the last', () => {
  it.each([
    // Goal: 500 pages. Progress: sent ÷ dirtied of at least 130 %.
    ['what is left fits after pass −1', [500], ['switchover'], 'switchover'],
    ['after pass 0', [2000, 400], ['next-pass', 'switchover'], 'switchover'],
    [
      'three passes in a row without progress',
      [10000, 10000, 10000],
      ['next-pass', 'next-pass', 'fail'],
      'no-progress',
    ],
    [
      'progress in between begins to count anew',
      [10000, 10000, 5000, 5000, 5000, 5000],
      ['next-pass', 'next-pass', 'next-pass', 'next-pass', 'next-pass', 'fail'],
      'no-progress',
    ],
  ] as const)('%s', (_, dirtied, decisions, outcome) => {
    const { result, rows } = run(10000, dirtied)
    expect(rows.map(({ decision }) => decision)).toEqual(decisions)
    expect(rows.map(({ pass }) => pass)).toEqual(decisions.map((__, index) => index - 1))
    expect(result.outcome).toBe(outcome)
  })

  it('what is left is asked once more where 4.1 can resume early', () => {
    const { result, rows } = run(10000, [10000], { generated: { fallback: 'quick-resume' } })
    expect([result.outcome, rows[0]!.decision]).toEqual(['quick-resume', 'quick-resume'])
  })

  it('the copier may have it resumed now, whatever is left', () => {
    const resumesFrom = 11 * S + 2000 * MS
    const { result, rows } = run(10000, [2000, 2000], { copier: { resumesFrom } })
    expect(rows.map(({ decision }) => decision)).toEqual(['next-pass', 'quick-resume'])
    expect(result.outcome).toBe('quick-resume')
  })

  describe('a rule that never gives up', () => {
    const pace = { bytesPerSecond: PAGE_A_MILLISECOND, pageBytes: 4096, pagesAtOnce: 0 }
    const script = (fires: number, passes: number, more: Script = {}) =>
      run(1000, Array<number>(passes).fill(1000), {
        generated: { stopRule: 'thirty-milliseconds' },
        ...more,
        copier: { paceForGood: () => pace },
        firesAtLeast: () => [fires],
      })

    it('is left when ten passes have gained nothing, and none ever will', () => {
      const { result, rows } = script(1000, 50)
      // Pass −1 sets the best; ten more gain nothing on it.
      expect([rows.length, result.outcome, result.unending]).toEqual([
        11,
        'left-copying',
        'never-ends',
      ])
      expect(rows.every(({ decision }) => decision === 'next-pass')).toBe(true)
    })

    it('goes on where a pass may leave less, and is left after as many as are simulated', () => {
      // Pass −1, pass 0, and 3,000 more where a rule only computes.
      const { result, rows } = script(50, 3500)
      expect([rows.length, result.unending]).toEqual([3002, 'too-many-copies'])
    })

    it('goes on as long as something is to happen', () => {
      // Each pass takes a second.
      const scheduled = { sourceDies: 40.5 * S }
      const { result, rows } = script(1000, 100, { scheduled })
      expect([rows.length, result.outcome]).toEqual([40, 'interrupted'])
    })
  })

  it('by the dials as they stand when the pass ends', () => {
    const { context } = stageOf()
    const conditions = [500, 2000].map((goal, index) => ({
      from: index * 11 * S,
      scenario: {
        ...context.scenario,
        'Migrate.PreCopySwitchoverTimeGoal': goal,
        'Migrate.PreCopyMinProgressPerc': 130,
      },
      bandwidth: context.bandwidth,
    }))
    expect(run(10000, [2000], { scheduled: { conditions } }).rows).toHaveLength(1)
  })
})

describe('what is written down of a pass', () => {
  const twoPasses = () => run(10000, [2000, 400])
  it('its row', () => {
    const { rows, result } = twoPasses()
    expect(rows).toEqual([
      {
        pass: -1,
        start: S,
        end: 11 * S,
        pagesToSend: 10000,
        pagesSent: 10000,
        pagesZero: 0,
        bytesSent: 40_960_000,
        pagesDirtied: 2000,
        bytesPerSecond: PAGE_A_MILLISECOND,
        transmitToDirtyPercent: 500,
        decision: 'next-pass',
      },
      {
        pass: 0,
        start: 11 * S,
        end: 13 * S,
        pagesToSend: 2000,
        pagesSent: 2000,
        pagesZero: 0,
        bytesSent: 8_192_000,
        pagesDirtied: 400,
        bytesPerSecond: PAGE_A_MILLISECOND,
        transmitToDirtyPercent: 500,
        decision: 'switchover',
      },
    ])
    expect(result.passes[1]!.fires).toEqual(Uint32Array.of(400))
    expect(result.passes[0]!.firesEnd).toBe(undefined)
  })

  it('its facts and its phase', () => {
    const { phases, facts } = twoPasses()
    expect(phases).toEqual([
      { kind: 'pass', pass: -1, start: S, end: 11 * S },
      { kind: 'pass', pass: 0, start: 11 * S, end: 13 * S },
    ])
    expect(facts.slice(0, 3)).toEqual([
      { kind: 'pass-began', at: S, pass: -1, pagesToSend: 10000, pagesZero: 0 },
      {
        kind: 'pass-ended',
        at: 11 * S,
        pass: -1,
        pagesSent: 10000,
        pagesZero: 0,
        bytesSent: 40_960_000,
        pagesDirtied: 2000,
        bytesPerSecond: PAGE_A_MILLISECOND,
      },
      {
        kind: 'convergence-test',
        at: 11 * S,
        pass: -1,
        pagesLeft: 2000,
        secondsToSend: 2,
        goalSeconds: 0.5,
        transmitToDirtyPercent: 500,
        minimumPercent: 130,
        decision: 'next-pass',
      },
    ])
    expect(facts).toHaveLength(6)
  })

  it('what throttle, copier and model are given', () => {
    const { received, calls, result } = twoPasses()
    const first: PassResult = {
      pass: -1,
      pagesSent: 10000,
      pagesZero: 0,
      pagesDirtied: 2000,
      pagesLeft: 2000,
      seconds: 10,
      bytesPerSecond: PAGE_A_MILLISECOND,
    }
    expect(received.slice(0, 3)).toEqual([
      { name: 'run', given: [-1, S, Infinity] },
      { name: 'ended', given: [11 * S, first, 2000] },
      { name: 'next', given: [first] },
    ])
    expect(calls.map(([name, pass]) => [name, pass])).toEqual([
      ['begin', -1],
      ['begin', 0],
    ])
    expect([result.end, result.left.total, result.sdpsSince]).toEqual([13 * S, 400, undefined])
    expect([result.forced, result.interruption]).toEqual([undefined, undefined])
  })

  it('its zero pages', () => {
    const zero = { zero: [50], zeroWireBytes: 9, zeroSeconds: 0.001 }
    const first = (from: number) => atOnce(walkOf([100], wire([0, 1]), { start: from, ...zero }))
    const zeros = run(0, [10], { copier: { first } })
    expect(zeros.rows[0]).toMatchObject({
      pagesToSend: 100,
      pagesZero: 50,
      bytesSent: 409_600 + 450,
      end: S + 150 * MS,
    })
    // Those that are left count like others.
    const collect = () => atOnce(dueOf(Uint32Array.of(300), Uint32Array.of(250)))
    expect(run(1000, [10], { copier: { collect } }).received[1]!.given[1]).toMatchObject({
      pagesLeft: 550,
    })
  })

  it('pages left over by the walk count as left, and not as new', () => {
    const collect: Copier['collect'] = () => atOnce(dueOf(Uint32Array.of(3000)))
    const first = (from: number) =>
      atOnce({
        ...walkOf([10000], wire([0, 1]), { start: from }),
        end: from + 9 * S,
        complete: false,
      })
    const left = run(0, [2500], { copier: { collect, first } })
    // 9,000 of 10,000 have gone: of 3,000 that are due 2,000 are new.
    expect(left.received[1]!.given[2]).toBe(2000)
    expect(left.rows[0]).toMatchObject({
      pagesSent: 9000,
      pagesDirtied: 2500,
      decision: 'next-pass',
    })
    expect(left.received[1]!.given[1]).toMatchObject({ pagesLeft: 3000, seconds: 9 })
  })
})

describe('with SDPS', () => {
  const sdps = { fallback: 'sdps' } as const
  it('a pass without progress engages it for the next one', () => {
    const { received, result } = run(10000, [10000, 400], {
      generated: sdps,
      throttle: { allowed: true },
    })
    expect(received.filter(({ name }) => name === 'engage')).toEqual([
      { name: 'engage', given: [11 * S, 0] },
    ])
    expect(result.outcome).toBe('switchover')
  })

  it('passes are strikes only where it worked from their start', () => {
    const passes = Array<number>(9).fill(10000)
    const never = run(10000, [...passes, 400], { generated: sdps, throttle: { allowed: true } })
    expect(never.result.outcome).toBe('switchover')
    expect(never.rows).toHaveLength(10)
    const always = run(10000, passes, { generated: sdps, throttle: { allowed: true, since: S } })
    expect(always.rows.map(({ decision }) => decision)).toEqual(['sdps', 'sdps', 'fail'])
    expect(always.result.sdpsSince).toBe(S)
  })

  it('switched off it is no fallback', () => {
    const { rows, received } = run(10000, [10000, 10000, 10000], { generated: sdps })
    expect(rows.map(({ decision }) => decision)).toEqual(['next-pass', 'next-pass', 'fail'])
    expect(received.some(({ name }) => name === 'engage')).toBe(false)
  })

  it('another throttle is not said to be it', () => {
    const { result } = run(10000, [400], {
      generated: { fallback: 'auto-converge' },
      throttle: { since: S },
    })
    expect(result.sdpsSince).toBe(undefined)
  })
})

describe('a pass waits', () => {
  it('for vCPUs that sleep, as long as it ends at all', () => {
    const asked: number[] = []
    const waitAt = (at: number) => (asked.push(at), 7 * MS)
    const { rows } = run(1000, [400], { throttle: { waitAt } })
    expect([rows[0]!.end, rows[0]!.pagesSent]).toEqual([2 * S + 7 * MS, 1000])
    expect(asked).toEqual([2 * S])
    run(1000, [400], { throttle: { waitAt }, rates: wire([0, 1], [1500, 0]) })
    expect(asked).toEqual([2 * S])
  })
})

describe('broken off', () => {
  it('by a cancel in mid-pass: what has gone is written down', () => {
    const { result, rows, received, facts } = run(10000, [2000, 400], {
      scheduled: { cancels: [12 * S] },
    })
    expect(result).toMatchObject({
      outcome: 'interrupted',
      end: 12 * S,
      interruption: { at: 12 * S, reason: 'cancelled' },
    })
    expect(rows[1]).toMatchObject({ end: 12 * S, pagesSent: 1000, decision: 'fail' })
    expect(received.at(-2)).toEqual({ name: 'run', given: [0, 11 * S, 12 * S] })
    expect(facts.at(-1)).toMatchObject({ kind: 'pass-ended', pass: 0 })
    expect(result.passes[1]!.walk.complete).toBe(false)
  })

  it('by a source that loses its power', () => {
    const { result } = run(10000, [2000], { scheduled: { sourceDies: 5 * S } })
    expect(result.interruption).toEqual({ at: 5 * S, reason: 'source-host-lost' })
  })

  it('not by a cancel at the very end of a pass: that is the next one’s', () => {
    const { rows } = run(10000, [2000, 400], { scheduled: { cancels: [11 * S] } })
    expect(rows.map(({ decision, end }) => [decision, end])).toEqual([
      ['next-pass', 11 * S],
      ['fail', 11 * S],
    ])
  })

  it('by a wire that is dead for the timeout: the stall is a fact', () => {
    const { result, rows, facts } = run(10000, [2000], { rates: wire([0, 1], [5000, 0]) })
    expect([result.outcome, result.end]).toEqual(['stalled', 25 * S])
    expect(rows[0]).toMatchObject({ pagesSent: 4000, decision: 'fail', end: 25 * S })
    expect(facts.at(-1)).toEqual({
      kind: 'wire-stalled',
      at: 5 * S,
      timeoutNanoseconds: 20 * S,
    })
  })

  it('not by one that is in again just before it', () => {
    const { rows, facts } = run(10000, [400], { rates: wire([0, 1], [5000, 0], [24999, 1]) })
    expect([rows[0]!.end, rows[0]!.decision]).toEqual([30.999 * S, 'switchover'])
    expect(facts.some(({ kind }) => kind === 'wire-stalled')).toBe(true)
  })

  it('after thirty days of copying in all', () => {
    // A page in a thousand seconds: 2,592 in thirty days.
    const slow = wire([0, 1e-6])
    const { result, rows, facts } = run(3000, [10], { rates: slow })
    expect([result.outcome, result.unending]).toEqual(['left-copying', 'thirty-days'])
    expect(result.end).toBe(S + 2_592_000 * S)
    // It goes on: the run is left, nothing has failed.
    expect([rows[0]!.pagesSent, rows[0]!.decision]).toEqual([2592, 'next-pass'])
    // No test decided that.
    expect(facts.at(-1)!.kind).toBe('pass-ended')
    const second = run(2000, [1500, 1500], { rates: slow })
    expect(second.rows.map(({ end }) => end)).toEqual([2_000_001 * S, 2_592_001 * S])
  })

  it('not where a pass is through just then', () => {
    // 2,592 pages in exactly thirty days.
    const { result, rows } = run(2592, [0], { rates: wire([0, 1e-6]) })
    expect([result.outcome, result.end]).toEqual(['switchover', S + 2_592_000 * S])
    expect(rows[0]!.pagesSent).toBe(2592)
  })

  it('by the timeout, where both come at once', () => {
    const { result } = run(3e9, [10], {
      rates: wire([0, 1], [2_591_996_000, 0]),
      values: { 'Migrate.NetTimeout': 5 },
    })
    expect([result.outcome, result.end]).toEqual(['stalled', S + 2_592_000 * S])
  })

  it('by the timeout before the thirty days', () => {
    const { result } = run(3e9, [10], {
      rates: wire([0, 1], [2_591_990_000, 0]),
      values: { 'Migrate.NetTimeout': 5 },
    })
    expect([result.outcome, result.end]).toEqual(['stalled', 2_591_995 * S])
  })
})

describe('switched over by hand', () => {
  it('in mid-pass: the guest stops, the pass goes on', () => {
    const { result, rows, phases, received } = run(10000, [2000, 1800], {
      scheduled: { switchOvers: [12 * S] },
    })
    expect(result).toMatchObject({ outcome: 'switchover', forced: true, end: 12 * S })
    expect(rows[1]).toMatchObject({ end: 13 * S, pagesSent: 2000, decision: 'switchover' })
    expect(result.passes[1]!.firesEnd).toBe(12 * S)
    expect(phases.at(-1)).toEqual({ kind: 'pass', pass: 0, start: 11 * S, end: 12 * S })
    expect(received.findLast(({ name }) => name === 'run')!.given).toEqual([0, 11 * S, 12 * S])
  })

  it('no longer than the stun may last', () => {
    const { rows, result } = run(10000, [10], {
      scheduled: { switchOvers: [2 * S] },
      values: { 'vmotion.maxSwitchoverSeconds': 3 },
    })
    expect(rows[0]).toMatchObject({ end: 5 * S, pagesSent: 4000 })
    expect(result.passes[0]!.walk.complete).toBe(false)
  })

  it('nor than the source lives', () => {
    const { rows } = run(10000, [10], { scheduled: { switchOvers: [2 * S], sourceDies: 4 * S } })
    expect(rows[0]!.end).toBe(4 * S)
  })

  it('a cancel at the same moment counts', () => {
    const { result } = run(10000, [10], { scheduled: { switchOvers: [2 * S], cancels: [2 * S] } })
    expect([result.outcome, result.forced]).toEqual(['interrupted', undefined])
  })

  it('a moment before a cancel it counts', () => {
    const { result } = run(10000, [10], {
      scheduled: { switchOvers: [2 * S], cancels: [2 * S + 1] },
    })
    expect([result.outcome, result.forced]).toEqual(['switchover', true])
  })

  it('at the end of a pass that is through: it is the next one’s', () => {
    const { rows, result } = run(10000, [2000, 400], { scheduled: { switchOvers: [11 * S] } })
    expect([rows.length, result.forced, result.end]).toEqual([2, true, 11 * S])
  })

  it('at the end of a walk that leaves its rest to the next: at once', () => {
    const first = (from: number) =>
      atOnce({
        ...walkOf([10000], wire([0, 1]), { start: from }),
        end: from + 9 * S,
        complete: false,
      })
    const { rows, result } = run(0, [2000], {
      copier: { first },
      scheduled: { switchOvers: [10 * S] },
    })
    expect([rows.length, result.forced, result.end]).toEqual([1, true, 10 * S])
  })
})

describe('switched over by hand when it is too late', () => {
  it('at the moment at which the wire is given up: it is lost', () => {
    // A walk that leaves its rest to the next, but never comes so far.
    const rates = wire([0, 1], [5000, 0])
    const first = (from: number) =>
      atOnce({
        ...walkOf([10000], rates, { start: from }),
        end: 60 * S,
        complete: false,
      })
    const { result } = run(0, [2000], {
      copier: { first },
      rates,
      scheduled: { switchOvers: [25 * S] },
    })
    expect([result.outcome, result.end, result.forced]).toEqual(['stalled', 25 * S, undefined])
  })
})

describe('a walk that is found on the way', () => {
  const found = (end: number) => ({ ...walkOf([5000], wire([0, 1]), { start: S }), end })
  it('is the walk of the pass', () => {
    const { rows } = run(10000, [400], { walked: () => found(6 * S) })
    expect(rows[0]).toMatchObject({ end: 6 * S, pagesSent: 5000, pagesToSend: 10000 })
  })

  it('may be through before what would have stopped it', () => {
    const { result } = run(10000, [400], {
      walked: () => found(6 * S),
      scheduled: { cancels: [8 * S] },
    })
    expect(result.outcome).toBe('switchover')
  })

  it('or not: then it is cut short', () => {
    const { result, rows } = run(10000, [400], {
      walked: () => found(6 * S),
      scheduled: { cancels: [3 * S] },
    })
    expect([result.outcome, rows[0]!.end, rows[0]!.pagesSent]).toEqual(['interrupted', 3 * S, 2000])
    const stalled = run(10000, [400], {
      walked: () => ({ ...found(Infinity), rates: wire([0, 1], [5000, 0]) }),
      rates: wire([0, 1], [5000, 0]),
    })
    expect([stalled.result.outcome, stalled.rows[0]!.end]).toEqual(['stalled', 25 * S])
  })
})
