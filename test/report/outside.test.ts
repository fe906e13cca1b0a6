// The outside view: a ping sees the hole or does not, TCP waits for its timer, queues pay for every stop.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { RunInput } from '../../src/engine/scenario/scenario.ts'
import { MILLISECOND, SECOND } from '../../src/engine/units.ts'
import { guestTimesOf } from '../../src/recording/questions/guest-times.ts'
import {
  APP_LOAD,
  APP_SERVICE_SECONDS,
  MIN_RTO,
  ROUND_TRIP,
  STREAM_BYTES_PER_SECOND,
  SWITCH_LEARNS,
} from '../../src/report/outside/assumptions.ts'
import { clockBehind } from '../../src/report/guest-clock.ts'
import { outsideView as outsideSteps } from '../../src/report/outside/outside.ts'
import { phasesThatNotice, pings as pingSteps } from '../../src/report/outside/ping.ts'
import { reachOf, type Reach } from '../../src/report/outside/reach.ts'
import { retransmissions, streamStall } from '../../src/report/outside/stream.ts'
import { summarize } from '../../src/report/summarize.ts'
import { streamStory } from '../../src/text/outside.ts'
import { plain } from '../../src/text/sentence.ts'
import { inputOf, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

function seen(input: RunInput) {
  const record = runOnce(input)
  const summary = summarize(record)
  const times = guestTimesOf(record)
  return { summary, times, reach: reachOf(summary) }
}

/** Work that yields, in one go. */
function whole<Result>(work: Generator<undefined, Result>): Result {
  for (;;) {
    const step = work.next()
    if (step.done === true) return step.value
  }
}
const outsideView = (...args: Parameters<typeof outsideSteps>) => whole(outsideSteps(...args))
const pings = (...args: Parameters<typeof pingSteps>) => whole(pingSteps(...args))

const hole = (seconds: number): Reach => ({
  start: 10 * SECOND,
  end: 10 * SECOND + seconds * SECOND,
  resumed: 10 * SECOND + seconds * SECOND,
  frames: undefined,
  lost: Infinity,
})

describe('pings', () => {
  it('of a second notice a hole as often as it is long', () => {
    for (const share of [0, 0.05, 0.25, 0.5, 0.99])
      expect(phasesThatNotice(hole(share), 100).filter(Boolean)).toHaveLength(
        Math.round(share * 100),
      )
    expect(phasesThatNotice(hole(3), 100).every(Boolean)).toBe(true)
  })

  it('are lost in the hole and nowhere else, one in 10 ms a hundred times as often', () => {
    const { summary, times, reach } = seen(inputOf({}))
    const all = pings(
      times,
      reach,
      0,
      10 * MILLISECOND,
      0,
      reach.start - SECOND,
      reach.end + SECOND,
    )
    const lost = all.filter(({ latency }) => latency === undefined)
    // A grid of 10 ms has the whole number above or below in it.
    const expected = (reach.end - reach.start) / (10 * MILLISECOND)
    expect(Math.abs(lost.length - expected)).toBeLessThan(1)
    for (const { sent } of lost) {
      expect(sent + ROUND_TRIP / 2).toBeGreaterThanOrEqual(summary.stun.start)
      expect(sent + ROUND_TRIP / 2).toBeLessThan(summary.stun.end + SWITCH_LEARNS)
    }
    for (const { latency } of all)
      if (latency !== undefined) expect(latency).toBeGreaterThan(ROUND_TRIP)
  })

  it('agree with the hundred dots', () => {
    const { summary, times, reach } = seen(inputOf({}))
    const view = outsideView(summary, times)
    for (const [phase, notices] of view.notices.entries()) {
      const sent = pings(times, reach, 0, SECOND, (phase * SECOND) / 100, view.from, view.to)
      expect(sent.some(({ latency }) => latency === undefined)).toBe(notices)
    }
  })
})

describe('a TCP stream', () => {
  it('sends again after 200, 600, 1400 ms … until it gets through', () => {
    const tries = retransmissions(hole(1), 10 * SECOND)
    expect(tries.map(({ at }) => (at - 10 * SECOND) / MILLISECOND)).toEqual([200, 600, 1400])
    expect(tries.map(({ arrived }) => arrived)).toEqual([false, false, true])
  })

  it('stands still for longer than the hole, for less than twice and one timer more', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.001, max: 60, noNaN: true }), (seconds) => {
        const { start, end } = streamStall(hole(seconds))
        const stood = (end - start) / SECOND
        expect(stood).toBeGreaterThanOrEqual(seconds)
        expect(stood).toBeLessThanOrEqual(2 * seconds + (MIN_RTO + 2 * ROUND_TRIP) / SECOND)
      }),
    )
  })

  it('gives up on a VM that is lost', () => {
    expect(streamStall({ ...hole(1), end: Infinity, lost: 10 * SECOND }).end).toBe(Infinity)
  })
})

describe('an application', () => {
  it('before the migration is the queue of the textbook: M/M/1 at 60 %', () => {
    const { summary, times } = seen(inputOf({}))
    const [before] = outsideView(summary, times).rows
    const vcpus = Math.min(8, times.writers)
    const arrivals = (vcpus * APP_LOAD) / APP_SERVICE_SECONDS
    expect(before!.app.perSecond / arrivals).toBeGreaterThan(0.85)
    expect(before!.app.perSecond / arrivals).toBeLessThan(1.15)
    // Time in an M/M/1 system is exponential with mean s ÷ (1 − load): 12.5 ms, its median 8.7 ms.
    const mean = APP_SERVICE_SECONDS / (1 - APP_LOAD)
    expect(before!.app.median / SECOND / (mean * Math.LN2)).toBeGreaterThan(0.75)
    expect(before!.app.median / SECOND / (mean * Math.LN2)).toBeLessThan(1.35)
  })

  it('pays for the stun: its slowest transactions waited for a retransmission', () => {
    const { summary, times } = seen(inputOf({}))
    const { rows, stall } = outsideView(summary, times)
    const [before, stun] = [rows[0]!, rows.at(-1)!]
    expect(stun.moment).toBe('switchover')
    expect(stun.app.worst).toBeGreaterThanOrEqual(MIN_RTO)
    expect(stun.app.p99).toBeGreaterThan(5 * before.app.p99)
    expect(stun.pingsLost).toBeGreaterThan(10)
    expect(stall.end - stall.start).toBeGreaterThan(summary.stun.end - summary.stun.start)
    expect(stun.streamBytesPerSecond).toBeLessThan(STREAM_BYTES_PER_SECOND)
    expect(before.streamBytesPerSecond).toBeCloseTo(STREAM_BYTES_PER_SECOND, -4)
  })

  it('drowns where SDPS takes more than it leaves', () => {
    const { summary, times } = seen(
      inputOf({ 'workload.writeRate': 3000, 'workload.workingSet': 40 }),
    )
    const worst = outsideView(summary, times).rows.find(({ moment }) => moment === 'worst')!
    const [before] = outsideView(summary, times).rows
    expect(worst.app.p99).toBeGreaterThan(3 * before!.app.p99)
  })
})

describe('a VM whose first RARP is lost', () => {
  const { summary, times, reach } = seen(inputOf({ 'network.rarpLost': 1 }))

  it('runs and is out of reach for 0.786 s more: pings are lost until the second frame', () => {
    expect(reach.end - summary.stun.end).toBe(786 * MILLISECOND + SWITCH_LEARNS)
    const after = pings(times, reach, 0, 10 * MILLISECOND, 0, summary.stun.end, reach.end + SECOND)
    const lost = after.filter(({ latency }) => latency === undefined)
    expect(Math.abs(lost.length - 78.7)).toBeLessThan(1)
    // One in a second is lost for sure: the hole is longer than that.
    expect(reach.end - reach.start).toBeGreaterThan(SECOND)
    expect(outsideView(summary, times).notices.every(Boolean)).toBe(true)
  })

  it('tells each frame in its place among the client’s tries', () => {
    const told = streamStory(outsideView(summary, times)).map(plain)
    const [runs, lost, heard] = ['the VM runs', 'a RARP is lost', 'A RARP arrives'].map((words) =>
      told.findIndex((line) => line.includes(words)),
    )
    expect(runs).toBeGreaterThan(0)
    expect(lost).toBeGreaterThan(runs!)
    expect(heard).toBeGreaterThan(lost!)
    expect(told[heard! - 1]).toContain('lost.')
  })

  it('is found after 300 s where switches are not notified and the guest is silent', () => {
    const silent = seen(inputOf({ 'network.notifySwitches': 'no' }))
    expect(silent.reach.end - silent.summary.stun.end).toBe(300 * SECOND + SWITCH_LEARNS)
    const told = streamStory(outsideView(silent.summary, silent.times)).map(plain).join(' ')
    expect(told).toContain('Switches are not notified.')
    expect(told).not.toContain('RARP is lost')
  })
})

describe('a lost VM', () => {
  it('is told nothing of what would have followed its loss', () => {
    const input = inputOf({ 'network.notifySwitches': 'no' })
    const end = summarize(runOnce(input)).stun.end
    const at = end + 100 * MILLISECOND
    const { summary, times } = seen({
      ...input,
      interventions: [{ kind: 'power-off-destination', at }],
    })
    expect(summary.vmRunsOn).toBe('lost')
    const told = streamStory(outsideView(summary, times)).map(plain).join(' ')
    expect(told).toContain('the VM is lost.')
    expect(told).toContain('The client gives up.')
    expect(told).not.toMatch(/RARP|forgets/)
    expect(clockBehind(summary)).toBeUndefined()
  })

  it('that was never stunned is not said to be always within reach', () => {
    const { summary, times } = seen({
      ...inputOf({}),
      interventions: [{ kind: 'power-off-source', at: 30 * SECOND }],
    })
    expect(streamStory(outsideView(summary, times)).map(plain)).toEqual([
      'The VM is lost: from then on nothing answers.',
    ])
  })
})

describe('the outside view', () => {
  it('never keeps its thread for long: each step follows one packet or transaction', () => {
    const { summary, times } = seen(inputOf({}))
    const work = outsideSteps(summary, times)
    let steps = 0
    while (work.next().done !== true) steps++
    const { slow, fast, edges } = outsideView(summary, times)
    expect(steps).toBeGreaterThan(slow.length + fast.length + edges.length)
  })

  it('is there for any run, finite and the same each time', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), (input) => {
        const { summary, times } = seen(input)
        const view = outsideView(summary, times)
        expect(outsideView(summary, times)).toEqual(view)
        expect(view.to).toBeGreaterThan(view.from)
        expect(view.edges).toHaveLength(view.p99.length + 1)
        for (const values of [view.streamBytesPerSecond, view.transactionsPerSecond, view.p99])
          for (const value of values) {
            expect(Number.isFinite(value)).toBe(true)
            expect(value).toBeGreaterThanOrEqual(0)
          }
      }),
      runs(15),
    )
  })
})
