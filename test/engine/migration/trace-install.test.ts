// Trace install by policy (facts 3.3, 8.5): how long it takes, and who stands still.
import { describe, expect, it } from 'vitest'
import { installTraces, traceInstallCost } from '../../../src/engine/migration/trace-install.ts'
import { drain, S, stageOf } from './contexts.ts'

const TIB_OF_PAGES = 268_435_456
const GIB_OF_PAGES = 262_144

describe('what it costs', () => {
  it.each([
    // 0.32 µs a page at 72 vCPUs: 85.9 s for 1 TiB; 5.87 % of it everybody stands still.
    ['stop-based', 'the case of the figure', TIB_OF_PAGES, 72, 10, 85.899, 5.0423, 0.9413, 0.9413],
    ['stop-based', 'half of the vCPUs', TIB_OF_PAGES, 36, 10, 42.95, 2.5211, 0.9413, 0.9413],
    ['stop-based', 'a quarter of memory', TIB_OF_PAGES / 4, 72, 10, 21.475, 1.2606, 0.9413, 0.9413],
    // 7.5 s for 1 TiB, by one of four that do not write.
    ['loose', 'a vCPU that does not write', TIB_OF_PAGES, 8, 4, 7.5, 0, 1, 0.75],
    ['loose', 'all write: one of eight', TIB_OF_PAGES, 8, 0, 7.5, 0, 0.875, 1],
    ['loose', 'one that does not', GIB_OF_PAGES, 8, 1, 7.5 / 1024, 0, 1, 0],
    // 0.8 ms a GiB, without stopping any vCPU.
    ['dirty-log', 'QEMU', GIB_OF_PAGES, 8, 0, 0.0008, 0, 1, 1],
  ] as const)('%s, %s', (tracer, _, pages, vcpus, others, seconds, stopped, writer, other) => {
    const cost = traceInstallCost(tracer, pages, vcpus, others)
    expect(cost.seconds).toBeCloseTo(seconds, 3)
    expect(cost.stoppedSeconds).toBeCloseTo(stopped, 3)
    expect(cost.writerSpeed).toBeCloseTo(writer, 12)
    expect(cost.otherSpeed).toBeCloseTo(other, 12)
  })
})

describe('the phase', () => {
  /** 64 MiB in use, 16,384 pages; 8 vCPUs of which 6 write: 16,384 × 0.32 µs × 8 ÷ 72 = 582.6 µs. */
  const SIX_OF_EIGHT = { 'vm.vcpus': 8, 'workload.writers': 6, 'vm.inUse': 100 } as const
  const LASTS = Math.ceil((16384 * 0.32e-6 * 8 * 1e9) / 72)

  it('stops all by turns, and says for how long', () => {
    const { context, calls } = stageOf({ ...SIX_OF_EIGHT, generation: '6.7' })
    expect(drain(installTraces(context, 3 * S))).toEqual({ traced: 3 * S + LASTS })
    expect(calls).toEqual([['untraced', 3 * S + LASTS, 1 - 0.0587, 1 - 0.0587]])
    expect(context.journal.phases).toEqual([{ kind: 'trace', start: 3 * S, end: 3 * S + LASTS }])
    expect(context.journal.facts).toEqual([
      { kind: 'trace-install-began', at: 3 * S, tracer: 'stop-based', pages: 16384 },
      {
        kind: 'trace-install-ended',
        at: 3 * S + LASTS,
        stoppedNanoseconds: Math.ceil(16384 * 0.32e-6 * (8 / 72) * 0.0587 * 1e9),
      },
    ])
  })

  it('slows one of the two that do not write, from 7.0 U1 on', () => {
    const { context, calls } = stageOf({ ...SIX_OF_EIGHT, generation: '7.0U1' })
    drain(installTraces(context, 0))
    // 1/16 GiB of 7.5 s a TiB.
    expect(calls).toEqual([['untraced', Math.ceil((7.5e9 / 1024) * 0.0625), 1, 0.5]])
  })

  it('is broken off by a cancel', () => {
    const at = 3 * S + 1000
    const { context, calls } = stageOf(
      { ...SIX_OF_EIGHT, generation: '6.7' },
      { scheduled: { cancels: [at] } },
    )
    const done = drain(installTraces(context, 3 * S))
    expect(done).toMatchObject({ ending: { failure: 'cancelled', runsOn: 'source' } })
    expect(calls[0]!.slice(0, 2)).toEqual(['untraced', at])
    expect(context.journal.phases[0]).toEqual({ kind: 'trace', start: 3 * S, end: at })
    expect(context.journal.facts.map(({ kind }) => kind)).toEqual([
      'trace-install-began',
      'migration-failed',
    ])
  })

  it('is not by one that comes when it is done', () => {
    const { context } = stageOf(
      { ...SIX_OF_EIGHT, generation: '6.7' },
      { scheduled: { cancels: [3 * S + LASTS] } },
    )
    expect(drain(installTraces(context, 3 * S))).toEqual({ traced: 3 * S + LASTS })
  })
})
