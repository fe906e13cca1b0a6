// How many passes are simulated: passes count once nothing lies ahead that may still end the copying.
import { describe, expect, it } from 'vitest'
import type { ClockSegment } from '../../../src/engine/guest/clock-segment.ts'
import { guardPasses, MAX_PASSES_AHEAD } from '../../../src/engine/migration/pass-guard.ts'
import type { Schedule } from '../../../src/engine/migration/schedule.ts'
import type { Scenario } from '../../../src/engine/scenario/scenario.ts'
import { S, stageOf, wire } from './contexts.ts'

interface Case {
  readonly values?: Partial<Scenario>
  readonly scheduled?: Partial<Omit<Schedule, 'conditions'>>
  readonly rates?: Schedule['rates']
  readonly resumesFrom?: number
  /** By pass: how often the throttle has slowed the guest by then. */
  readonly steps?: (pass: number) => number
  /** Seconds of the guest in one of the wall. */
  readonly speed?: number
}

/** The first pass at which no more are simulated: each takes a second, pass −1 ends at 0. */
function guarded({
  values = {},
  scheduled = {},
  rates,
  resumesFrom = Infinity,
  steps = () => 0,
  speed = 1,
}: Case): number {
  const { context } = stageOf(
    { generation: '7.0U1', ...values },
    { scheduled, ...(rates && { rates }) },
  )
  const segments: ClockSegment[] = [{ kind: 'linear', start: 0, end: 1e15, guestStart: 0, speed }]
  const model = {
    ...context.model,
    clocks: [
      { group: 0, segments },
      { group: 1, segments },
    ] as const,
  }
  let taken = 0
  const throttle = {
    get steps() {
      return taken
    },
  }
  const isTooMany = guardPasses({ ...context, model }, { resumesFrom }, throttle)
  for (let pass = -1; ; pass++) {
    taken = steps(pass)
    if (isTooMany((pass + 1) * S, pass)) return pass
  }
}

const acts = (...times: number[]): Partial<Schedule> => ({
  interventions: times.map((at, index) => ({
    what: { kind: 'stop-vcenter', at: at * S },
    index,
    from: undefined,
    fault: undefined,
    idle: false,
  })),
})
const BURSTS: Partial<Scenario> = {
  'workload.pattern': 'bursts',
  'workload.burstOn': 100,
  'workload.burstOff': 200,
}

describe('passes are counted', () => {
  it.each<[what: string, one: Case, last: number]>([
    ['from pass 0, where nothing lies ahead', {}, 200],
    ['with QEMU, whose passes may be short', { values: { generation: 'QEMU7.2' } }, 1000],
    // At 300 s pass 299 ends: it is the first to count from.
    ['after the last thing that a person does', { scheduled: acts(20, 300.5) }, 299 + 200],
    ['after it, not when it is done', { scheduled: acts(300) }, 298 + 200],
    ['after a cancel', { scheduled: { cancels: [300.5 * S] } }, 299 + 200],
    ['after a host has died', { scheduled: { sourceDies: 300.5 * S } }, 299 + 200],
    ['after the wire has changed', { rates: wire([0, 1], [300_500, 2]) }, 299 + 200],
    ['after post-copy was to begin', { resumesFrom: 300.5 * S }, 299 + 200],
    [
      'after the last step of the throttle',
      { steps: (pass) => Math.min(7, Math.floor(pass / 40)) },
      480,
    ],
    ['after a period of the bursts', { values: BURSTS }, 298 + 200],
    ['which goes by the clock of the guest', { values: BURSTS, speed: 0.25 }, 1198 + 200],
    [
      'that begins when nothing else lies ahead',
      { values: BURSTS, scheduled: acts(300.5) },
      // At 301 s a period begins, and pass 599 ends before it does.
      599 + 200,
    ],
    ['not after bursts without a rest', { values: { ...BURSTS, 'workload.burstOff': 0 } }, 200],
    ['and never more than ten thousand', { scheduled: acts(20_000) }, MAX_PASSES_AHEAD],
  ])('%s', (_, one, last) => {
    expect(guarded(one)).toBe(last)
  })

  it('ten thousand at most', () => {
    expect(MAX_PASSES_AHEAD).toBe(10_000)
  })
})
