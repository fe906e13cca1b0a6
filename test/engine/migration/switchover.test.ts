// The switchover (facts 3.5, 3.6, 8.6): the stun that succeeds, and each way in which it does not. The last pages are 200 at a
// page a millisecond; quiesce 5 ms, checkpoint 100 ms, resume 10 ms: 215 ms in all.
import { describe, expect, it } from 'vitest'
import type { PassTable, Walk } from '../../../src/engine/memory/pass-table.ts'
import type { ToSend } from '../../../src/engine/memory/dirty-model.ts'
import type { Copier } from '../../../src/engine/migration/copier.ts'
import { switchOver } from '../../../src/engine/migration/switchover.ts'
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
const STUN = 215 * MS

interface Script extends Staged {
  readonly values?: Partial<Scenario>
  readonly left?: ToSend
  readonly quick?: boolean
  /** The pass that was running: switched over by hand. */
  readonly forced?: Walk
  readonly copier?: Partial<Copier>
}

/** Milliseconds since the stun began. */
const at = (milliseconds: number) => S + milliseconds * MS

function run(script: Script = {}) {
  const {
    values,
    left = dueOf(Uint32Array.of(200)),
    quick = false,
    forced,
    copier,
    ...more
  } = script
  const rates = more.rates ?? wire([0, 1])
  const { context, calls } = stageOf(
    {
      'vm.vcpus': 1,
      // 409,600 B: 100 ms over this wire.
      'vm.deviceState': 0.4096,
      'vm.vgpuMemory': 0,
      'network.rtt': 0,
      'Migrate.NetTimeout': 20,
      'vmotion.maxSwitchoverSeconds': 100,
      ...values,
    },
    {
      ...more,
      rates,
      bandwidth: { ...stageOf().context.bandwidth, bytesPerSecond: PAGE_A_MILLISECOND },
      generated: {
        bitmap: { encoding: 'none', confidence: 'published' },
        stun: {
          quiesceSeconds: 0.005,
          quiesceSecondsPerVcpu: 0,
          resumeSeconds: 0.01,
          resumeSecondsPerVcpu: 0,
          roundTrips: 0,
          checkpointBytesPerSecond: 100e6,
        },
        ...more.generated,
      },
    },
  )
  const scripted: Copier = {
    first: () => atOnce(walkOf([0])),
    collect: () => atOnce(dueOf(Uint32Array.of(0))),
    paceForGood: () => undefined,
    bytesPerSecond: () => PAGE_A_MILLISECOND,
    resumesFrom: Infinity,
    next: () => atOnce(walkOf([0])),
    stunRates: (carried) => carried,
    last: (start, due, carried) => walkOf([...due.pages], carried, { start }),
    pageIn: (start, due, carried) => atOnce(walkOf([...due.pages], carried, { start })),
    ...copier,
  }
  const last = { walk: forced ?? walkOf([10], rates) } as PassTable
  const ending = drain(
    switchOver(context, scripted, last, left, S, quick, ...(forced ? [true] : [])),
  )
  const { facts, phases, stunParts } = context.journal
  return {
    ending,
    calls,
    facts,
    phases,
    kinds: facts.map(({ kind }) => kind),
    parts: stunParts.map(({ part, start, end }) => [part, (start - S) / MS, (end - S) / MS]),
  }
}

describe('a stun that succeeds', () => {
  it('lays out its parts, resumes, announces, and cleans up', () => {
    const { ending, calls, facts, phases, parts } = run()
    expect(parts).toEqual([
      ['quiesce', 0, 5],
      ['checkpoint', 5, 105],
      ['lastPages', 5, 205],
      ['bitmap', 205, 205],
      ['resume', 205, 215],
    ])
    expect(facts).toEqual([
      { kind: 'stun-began', at: S, pagesLeft: 200 },
      { kind: 'stun-part', at: at(5), part: 'quiesce', nanoseconds: 5 * MS, bytes: 0 },
      { kind: 'stun-part', at: at(105), part: 'checkpoint', nanoseconds: 100 * MS, bytes: 409_600 },
      { kind: 'stun-part', at: at(205), part: 'lastPages', nanoseconds: 200 * MS, bytes: 819_200 },
      { kind: 'stun-part', at: at(205), part: 'bitmap', nanoseconds: 0, bytes: 0 },
      { kind: 'stun-part', at: at(215), part: 'resume', nanoseconds: 10 * MS, bytes: 0 },
      { kind: 'resumed', at: at(215), host: 'destination', stunNanoseconds: STUN },
      { kind: 'network-announced', at: at(215) },
      { kind: 'migration-completed', at: at(215) + CLEANUP },
    ])
    expect(phases).toEqual([
      { kind: 'switchover', start: S, end: at(215) },
      { kind: 'cleanup', start: at(215), end: at(215) + CLEANUP },
    ])
    expect(calls.map((call) => call.slice(0, 4))).toEqual([
      ['last-pages', expect.anything()],
      ['untraced', at(215), 0, 0],
      ['untraced', at(215) + CLEANUP, 1, 1],
    ])
    expect(ending).toMatchObject({
      end: at(215) + CLEANUP,
      runsOn: 'destination',
      failure: undefined,
      lastWalkDuring: 'stun',
      remotePageFaults: 0,
      lastWalk: { start: at(5), end: at(205) },
    })
  })

  it('counts headers and zero pages among the last bytes', () => {
    const zeros = { ...dueOf(Uint32Array.of(200), Uint32Array.of(30)) }
    const { facts } = run({
      left: zeros,
      generated: { copy: { ...copyOf(), pageHeaderBytes: 8, zeroPageBytes: 9 } },
    })
    expect(
      facts.find((fact) => fact.kind === 'stun-part' && fact.part === 'lastPages'),
    ).toMatchObject({
      bytes: 200 * 4104 + 30 * 9,
    })
  })

  it('goes at what the copier allows in the stun', () => {
    const { ending } = run({ copier: { stunRates: () => wire([0, 2]) } })
    // 200 pages in 100 ms; the devices 50 ms.
    expect(ending.end).toBe(at(115) + CLEANUP)
  })
})

function copyOf() {
  return stageOf().context.generation.copy
}

describe('with what is left after the resume', () => {
  it.each([
    ['Quick Resume', { quick: true }],
    ['a generation that always does', { generated: { resumeDuringPageIn: true } }],
  ])('%s', (_, script) => {
    const { ending, parts, kinds, calls } = run(script)
    expect(calls.some(([name]) => name === 'last-pages')).toBe(false)
    expect(parts.map(([part]) => part)).toEqual(['quiesce', 'checkpoint', 'bitmap', 'resume'])
    expect(kinds).toContain('page-in-began')
    // 115 ms of stun, then 200 pages.
    expect(ending).toMatchObject({ end: at(315) + CLEANUP, lastWalkDuring: 'page-in' })
  })

  it('throws away runs of dirty pages first, where the bitmap is encoded so', () => {
    // The working set is 16 of 32 regions; all of the one region given here belong to the background.
    const discard = {
      generated: { bitmap: { encoding: 'discard', confidence: 'published' } },
    } as const
    const runsOf = (pages: number[], values: Partial<Scenario> = {}, quick = true) => {
      const counts = Uint32Array.from({ length: 32 }, (_, region) => pages[region] ?? 0)
      const { facts } = run({ ...discard, values, quick, left: dueOf(counts) })
      const part = facts.find((fact) => fact.kind === 'stun-part' && fact.part === 'bitmap')!
      return 'nanoseconds' in part ? part.nanoseconds : undefined
    }
    // 5 µs a run, 440 ns a page. Of 512 pages 256 are dirty by chance: 256 × ½ runs and one.
    expect(runsOf([256])).toBe(129 * 5000 + 256 * 440)
    expect(runsOf([512])).toBe(5000 + 512 * 440)
    expect(runsOf([256, 128])).toBe((128 + 96 + 1) * 5000 + 384 * 440)
    expect(runsOf([256], {}, false)).toBe(0)
    // Those of a sweep lie side by side: here all regions.
    const swept = {
      'workload.pattern': 'sweep',
      'workload.workingSet': 0.0625,
      'vm.inUse': 100,
    } as const
    expect(runsOf([256], swept)).toBe(5000 + 256 * 440)
  })
})

describe('given up', () => {
  it('after the maximum switchover time: the VM runs on at the source', () => {
    const { ending, facts, parts, phases, calls } = run({
      values: { 'vmotion.maxSwitchoverSeconds': 0.1 },
    })
    expect(ending).toMatchObject({
      end: at(100) + CLEANUP,
      runsOn: 'source',
      failure: 'maximum-switchover-time',
      lastWalk: { end: at(100), complete: false },
    })
    expect(facts.slice(1)).toEqual([
      { kind: 'stun-part', at: at(5), part: 'quiesce', nanoseconds: 5 * MS, bytes: 0 },
      { kind: 'resumed', at: at(100), host: 'source', stunNanoseconds: 100 * MS },
      { kind: 'migration-failed', at: at(100), reason: 'maximum-switchover-time' },
    ])
    expect(parts).toEqual([
      ['quiesce', 0, 5],
      ['checkpoint', 5, 100],
      ['lastPages', 5, 100],
    ])
    expect(phases[0]).toEqual({ kind: 'switchover', start: S, end: at(100) })
    expect(calls).toEqual([
      ['untraced', at(100), 0, 0],
      ['untraced', at(100) + CLEANUP, 1, 1],
    ])
  })

  it.each([
    ['exactly the limit is in time', 0.215, 'destination'],
    ['a millisecond less is not', 0.214, 'source'],
  ])('%s', (_, seconds, runsOn) => {
    expect(run({ values: { 'vmotion.maxSwitchoverSeconds': seconds } }).ending.runsOn).toBe(runsOn)
  })

  it('never by another hypervisor', () => {
    const { ending } = run({
      values: { 'vmotion.maxSwitchoverSeconds': 0.1 },
      generated: { family: 'other' },
    })
    expect(ending.runsOn).toBe('destination')
  })

  it('by a wire that is dead for the timeout', () => {
    const { ending, facts, parts } = run({
      rates: wire([0, 1], [1050, 0]),
      values: { 'Migrate.NetTimeout': 5 },
    })
    expect(ending).toMatchObject({
      end: at(5050) + CLEANUP,
      failure: 'connection-lost',
      runsOn: 'source',
    })
    // The parts that it keeps from ending have come as far as it.
    expect(parts).toEqual([
      ['quiesce', 0, 5],
      ['checkpoint', 5, 50],
      ['lastPages', 5, 50],
    ])
    expect(facts.filter(({ kind }) => kind === 'wire-stalled')).toEqual([
      { kind: 'wire-stalled', at: at(50), timeoutNanoseconds: 5 * S },
    ])
  })

  it('by the limit, where that comes before the timeout: then the stall is none', () => {
    const { ending, kinds } = run({
      rates: wire([0, 1], [1050, 0]),
      values: { 'Migrate.NetTimeout': 5, 'vmotion.maxSwitchoverSeconds': 5 },
    })
    expect([ending.end, ending.failure]).toEqual([at(5000) + CLEANUP, 'maximum-switchover-time'])
    expect(kinds).not.toContain('wire-stalled')
  })

  it('by the timeout, where both come at once', () => {
    const { ending, kinds } = run({
      rates: wire([0, 1], [1050, 0]),
      values: { 'Migrate.NetTimeout': 5, 'vmotion.maxSwitchoverSeconds': 5.05 },
    })
    expect([ending.end, ending.failure]).toEqual([at(5050) + CLEANUP, 'connection-lost'])
    expect(kinds).toContain('wire-stalled')
  })

  it('not by a cut that is mended in time: it takes longer', () => {
    const { ending, kinds } = run({
      rates: wire([0, 1], [1050, 0], [2050, 1]),
      values: { 'Migrate.NetTimeout': 5 },
    })
    expect([ending.runsOn, ending.end]).toEqual(['destination', at(1215) + CLEANUP])
    expect(kinds).toContain('wire-stalled')
  })

  it('not by a cut when all is over', () => {
    const { ending } = run({ rates: wire([0, 1], [1300, 0]), values: { 'Migrate.NetTimeout': 5 } })
    expect([ending.runsOn, ending.end]).toEqual(['destination', at(215) + CLEANUP])
  })

  it('a destination that is full says so', () => {
    const { ending } = run({
      rates: wire([0, 1], [1050, 0]),
      values: { 'Migrate.NetTimeout': 5 },
      scheduled: { wire: wire([0, 1]) },
      ownFailure: { kind: 'fail', at: at(50), fault: 'destination-memory' },
    })
    expect(ending.failure).toBe('destination-out-of-memory')
  })

  it('when all is over: the destination does not resume', () => {
    const { ending, facts, calls } = run({
      ownFailure: { kind: 'fail', at: Infinity, fault: 'no-resume' },
    })
    expect(ending).toMatchObject({
      end: at(215) + CLEANUP,
      failure: 'destination-failed-to-resume',
      runsOn: 'source',
      lastWalk: { end: at(205) },
    })
    expect(ending.lastWalk!.complete).toBe(true)
    expect(facts.filter(({ at: time }) => time === at(215))).toEqual([
      { kind: 'stun-part', at: at(215), part: 'resume', nanoseconds: 10 * MS, bytes: 0 },
      { kind: 'resumed', at: at(215), host: 'source', stunNanoseconds: STUN },
      { kind: 'migration-failed', at: at(215), reason: 'destination-failed-to-resume' },
    ])
    expect(calls.some(([name]) => name === 'last-pages')).toBe(false)
  })
})

describe('a host that loses its power', () => {
  it('the source in the stun: the VM runs nowhere', () => {
    const { ending, facts, parts, calls, phases } = run({ scheduled: { sourceDies: at(100) } })
    expect(ending).toMatchObject({
      end: at(100) + CLEANUP,
      runsOn: 'lost',
      failure: 'source-host-lost',
      lastWalkDuring: 'stun',
      lastWalk: { end: at(100), complete: false },
    })
    expect(parts.at(-1)).toEqual(['lastPages', 5, 100])
    expect(facts.at(-1)).toEqual({
      kind: 'migration-failed',
      at: at(100),
      reason: 'source-host-lost',
    })
    expect(calls[0]).toEqual(['untraced', at(100), 0, 0])
    expect(phases[0]).toEqual({ kind: 'switchover', start: S, end: at(100) })
  })

  it('before the last pages began there were none', () => {
    expect(run({ scheduled: { sourceDies: at(4) } }).ending.lastWalk).toBe(undefined)
    expect(run({ scheduled: { sourceDies: at(5) } }).ending.lastWalk!.end).toBe(at(5))
  })

  it('when the last pages are through they are whole', () => {
    const { lastWalk } = run({ scheduled: { sourceDies: at(210) } }).ending
    expect([lastWalk!.end, lastWalk!.complete]).toEqual([at(205), true])
  })

  it('not when the VM runs at the destination', () => {
    expect(run({ scheduled: { sourceDies: at(215) } }).ending.runsOn).toBe('destination')
  })

  it('before the stun is given up, or at that very moment', () => {
    const dead = { rates: wire([0, 1], [1050, 0]), values: { 'Migrate.NetTimeout': 5 } }
    const reason = (sourceDies: number) =>
      run({ ...dead, scheduled: { sourceDies } }).ending.failure
    expect([reason(at(5049)), reason(at(5050)), reason(at(5051))]).toEqual([
      'source-host-lost',
      'source-host-lost',
      'connection-lost',
    ])
  })

  it('after the limit the guest is not stopped for it', () => {
    const { ending } = run({
      values: { 'vmotion.maxSwitchoverSeconds': 0.1 },
      scheduled: { sourceDies: at(100) },
    })
    expect(ending.failure).toBe('maximum-switchover-time')
  })

  it('the destination in the cleanup: the VM is lost with it', () => {
    const { ending, facts, calls, phases } = run({ destinationDies: at(300) })
    expect(ending).toMatchObject({ end: at(300), runsOn: 'lost', failure: 'vm-lost' })
    expect(facts.at(-1)).toEqual({ kind: 'migration-failed', at: at(300), reason: 'vm-lost' })
    expect(calls.at(-1)).toEqual(['untraced', at(300), 1, 1])
    expect(phases.at(-1)).toEqual({ kind: 'cleanup', start: at(215), end: at(300) })
  })

  it.each([
    ['in the stun, unnoticed by the wire: when it resumed', 100, 215],
    ['when the cleanup is done: it does not matter', 715, 715],
  ])('%s', (_, dies, ends) => {
    const { ending } = run({ destinationDies: at(dies) })
    expect([ending.end, ending.runsOn]).toEqual([at(ends), dies === 715 ? 'destination' : 'lost'])
  })

  it('a cancel comes too late', () => {
    expect(run({ scheduled: { cancels: [at(10)] } }).ending.runsOn).toBe('destination')
  })
})

describe('switched over by hand, in the middle of a pass', () => {
  /** 300 pages of which 100 have gone: 200 go first, then the 200 that are left. */
  const forced = (rates = wire([0, 1])) => walkOf([300], rates, { start: at(-100) })

  it('its rest goes first, then what fired in it', () => {
    const { ending, facts, parts } = run({ forced: forced() })
    expect(facts[0]).toEqual({ kind: 'stun-began', at: S, pagesLeft: 400 })
    expect(parts).toEqual([
      ['quiesce', 0, 5],
      ['checkpoint', 5, 105],
      ['lastPages', 5, 400],
      ['bitmap', 400, 400],
      ['resume', 400, 410],
    ])
    expect(
      facts.find((fact) => fact.kind === 'stun-part' && fact.part === 'lastPages'),
    ).toMatchObject({
      bytes: 400 * 4096,
    })
    expect(ending.lastWalk).toMatchObject({ start: at(200), end: at(400) })
  })

  it('a pass that is given up in the stun ends it then', () => {
    // Dead from 50 ms on: the pass was cut short at the timeout, 5,050 ms.
    const rates = wire([0, 1], [1050, 0])
    const walk = { ...forced(rates), end: at(5050), complete: false }
    const { ending, facts } = run({
      rates,
      forced: walk,
      values: { 'Migrate.NetTimeout': 5 },
    })
    expect(ending).toMatchObject({ failure: 'connection-lost', end: at(5050) + CLEANUP })
    expect(ending.lastWalk).toBe(undefined)
    // All of its rest is still to be sent, and what fired in it.
    expect(facts[0]).toEqual({ kind: 'stun-began', at: S, pagesLeft: 400 })
    // The stall is reported with the pass.
    expect(facts.some(({ kind }) => kind === 'wire-stalled')).toBe(false)
  })

  it('a wire that was dead before it is given up with the pass', () => {
    // Dead from 50 ms before the stun on.
    const rates = wire([0, 1], [950, 0])
    const walk = { ...forced(rates), end: at(4950), complete: false }
    const { ending } = run({ rates, forced: walk, values: { 'Migrate.NetTimeout': 5 } })
    expect([ending.failure, ending.end]).toEqual(['connection-lost', at(4950) + CLEANUP])
  })

  it('one that is too long for the limit is under way until then', () => {
    const walk = { ...walkOf([5000], wire([0, 1]), { start: at(-100) }), end: at(2000) }
    const { ending, parts } = run({
      forced: { ...walk, complete: false },
      values: { 'vmotion.maxSwitchoverSeconds': 2 },
    })
    expect([ending.failure, ending.end]).toEqual(['maximum-switchover-time', at(2000) + CLEANUP])
    expect(parts).toEqual([
      ['quiesce', 0, 5],
      ['checkpoint', 5, 105],
      ['lastPages', 5, 2000],
    ])
  })

  it('one that is cut short at the limit ends it by the limit', () => {
    const rates = wire([0, 1], [1050, 0])
    const walk = { ...forced(rates), end: at(2000), complete: false }
    const { ending } = run({
      rates,
      forced: walk,
      values: { 'vmotion.maxSwitchoverSeconds': 2 },
    })
    expect([ending.failure, ending.end]).toEqual(['maximum-switchover-time', at(2000) + CLEANUP])
  })

  it('a walk with marks leaves its rest to the last pages', () => {
    const marks = {
      at: Float64Array.of(at(-100), S),
      bytes: Float64Array.of(0, 100 * 4096),
    }
    const walk = { ...forced(), end: S, complete: false, marks }
    const { facts, ending } = run({ forced: walk })
    expect(facts[0]).toEqual({ kind: 'stun-began', at: S, pagesLeft: 200 })
    expect(ending.end).toBe(at(215) + CLEANUP)
  })
})

describe('which ends of parts are facts', () => {
  const endsOf = (script: Script) =>
    run(script).facts.flatMap((fact) => (fact.kind === 'stun-part' ? [fact.part] : []))
  it.each([
    [
      'all of a stun that ends well',
      {},
      ['quiesce', 'checkpoint', 'lastPages', 'bitmap', 'resume'],
    ],
    [
      'all of one that ends with its limit',
      { values: { 'vmotion.maxSwitchoverSeconds': 0.215 } },
      ['quiesce', 'checkpoint', 'lastPages', 'bitmap', 'resume'],
    ],
    [
      // KB435078: the log of an exceeded switchover time says that the VM is stunned.
      'those before the limit of one that is bound to exceed it',
      { values: { 'vmotion.maxSwitchoverSeconds': 0.21 } },
      ['quiesce', 'checkpoint', 'lastPages', 'bitmap'],
    ],
    [
      // At 5 ms the cut is not foreseen; the devices and pages never end.
      'those before an unforeseen cut',
      { rates: wire([0, 1], [1050, 0]) },
      ['quiesce'],
    ],
    [
      'also after the cut, which what needs no wire outlives',
      { rates: wire([0, 1], [1003, 0]) },
      ['quiesce'],
    ],
    [
      // The wire slows at 50 ms to a tenth: 45 pages, then 155 in 1.55 s, beyond the limit of 1 s; the devices are across before.
      'those before the limit where the wire slows',
      { rates: wire([0, 1], [1050, 0.1]), values: { 'vmotion.maxSwitchoverSeconds': 1 } },
      ['quiesce', 'checkpoint'],
    ],
    [
      'all where a cut is mended in time',
      { rates: wire([0, 1], [1050, 0], [2050, 1]) },
      ['quiesce', 'checkpoint', 'lastPages', 'bitmap', 'resume'],
    ],
    [
      'those after a wire that was dead when it began, as it was before',
      { rates: wire([0, 1], [900, 0]) },
      ['quiesce'],
    ],
  ] as const)('%s', (_, script, parts) => {
    expect(endsOf(script as Script)).toEqual(parts)
  })

  it('all, where the rest of a pass goes first and there is time for it', () => {
    // 200 pages of the pass, then 200: resumed after 410 ms.
    const forced = walkOf([300], wire([0, 1]), { start: at(-100) })
    expect(endsOf({ forced, values: { 'vmotion.maxSwitchoverSeconds': 0.5 } })).toHaveLength(5)
  })
})
