// vCPUs that write one after the other: when each writes, what stops it, and what becomes of its next write.
import { describe, expect, it } from 'vitest'
import { createTracer, installTraces } from '../../../src/engine/memory/literal-tracer.ts'
import { burstEnds, createVcpus, type WritePlan } from '../../../src/engine/memory/literal-vcpus.ts'
import { createPageCopies } from '../../../src/engine/memory/page-copies.ts'
import type { WriteStream } from '../../../src/engine/memory/write-stream.ts'

/** Pages 0, 1, 2 … as often as they are asked for, at these gaps; `pages`: others instead. */
function evenly(gapSeconds: number, pages?: number[], even = true): WriteStream {
  const batch = Int32Array.from(pages ?? Array.from({ length: 1024 }, (_, page) => page))
  const stream: WriteStream = {
    gapSeconds,
    even,
    pages: batch,
    gaps: new Float64Array(batch.length).fill(gapSeconds),
    next: 0,
    picks: 0,
    refill: () => (stream.next = 0),
    giveBack() {
      // Not asked of it.
    },
  }
  return stream
}
const NEVER = evenly(Infinity)
/** Other pages than the first plan's. */
const OTHERS = Array.from({ length: 512 }, (_, page) => 512 + page)
const plan = (
  on: WriteStream,
  off = on,
  endOf: WritePlan['endOf'] = () => Infinity,
): WritePlan => ({
  streams: [on, off],
  endOf,
})

interface Given {
  readonly vcpus?: number
  readonly firstVcpu?: number
  readonly fireSeconds?: number
}

/** What fires, in the order of the log: pages, and milliseconds since the start. */
function start(first: WritePlan, { vcpus = 1, firstVcpu = 0, fireSeconds = 0 }: Given = {}) {
  const costs = { fireSeconds, splitSeconds: 0, mappingPages: 512 }
  const tracer = createTracer(createPageCopies(1024), costs, 8)
  installTraces(tracer)
  const group = createVcpus(0, firstVcpu, vcpus, first, tracer, 3)
  const log = () =>
    Array.from({ length: tracer.log.count }, (_, index) =>
      tracer.log.chunks[0]!.slice(2 * index, 2 * index + 2),
    )
  return {
    group,
    tracer,
    pages: () => log().map(([page]) => page),
    times: () => log().map(([, time]) => time! / 1000),
    run: (milliseconds: number) => group.run(milliseconds / 1000),
  }
}

describe('bursts', () => {
  it.each([
    ['none', undefined, [Infinity, Infinity]],
    ['never off', { on: 1, off: 0, start: 0 }, [Infinity, Infinity]],
    ['from the start', { on: 1, off: 3, start: 0 }, [1, 4, 5, 8, 9]],
    ['from the middle of what is on', { on: 1, off: 3, start: 0.25 }, [0.75, 3.75, 4.75]],
    ['from what is off', { on: 1, off: 3, start: 2 }, [-1, 2, 3, 6]],
  ])('%s', (_, burst, ends) => {
    expect(ends.map((__, change) => burstEnds(burst)(change))).toEqual(ends)
  })

  it.each([
    // On for 1 s of 4: a write each 250 ms, and half a second apart in between. A half period begins with a gap.
    ['from the start', 0, [250, 500, 750, 1500, 2000, 2500, 3000, 3500, 4250]],
    ['from the middle', 0.5, [250, 1000, 1500, 2000, 2500, 3000, 3750, 4000, 4250]],
    ['from what is off', 3, [500, 1250, 1500, 1750, 2500, 3000, 3500, 4000, 4500]],
    [
      'from the moment at which it goes off',
      1,
      [500, 1000, 1500, 2000, 2500, 3250, 3500, 3750, 4500],
    ],
  ])('%s: each half period has its writes', (_, begun, expected) => {
    const endOf = burstEnds({ on: 1, off: 3, start: begun })
    const { run, times } = start(plan(evenly(0.25), evenly(0.5, OTHERS), endOf))
    for (let time = 100; time <= 4600; time += 100) run(time)
    expect(times().slice(0, 9)).toEqual(expected)
  })

  it('a stop delays the half period as well', () => {
    const endOf = burstEnds({ on: 1, off: 3, start: 0 })
    const { run, times } = start(plan(evenly(0.25), NEVER, endOf), { fireSeconds: 0.5 })
    for (let time = 100; time <= 6400; time += 100) run(time)
    // Three writes of the first second, then 3.25 s of guest time; each delayed by those before.
    expect(times()).toEqual([250, 1000, 1750, 5750])
  })
})

describe('writes', () => {
  it('of several vCPUs begin one after the other', () => {
    const { run, times, pages } = start(plan(evenly(0.1)), { vcpus: 4 })
    run(210)
    // In turns: each takes the next pages of the stream.
    expect(times()).toEqual([25, 125, 50, 150, 75, 175, 100, 200])
    expect(pages()).toEqual([0, 1, 2, 3, 4, 5, 6, 7])
  })

  it('are executed when their time has come, not at it', () => {
    const { run, times } = start(plan(evenly(0.1)), { vcpus: 2 })
    const counts = [50, 51, 70, 100, 101, 149, 150, 151].map((time) => {
      run(time)
      return times().length
    })
    expect(counts).toEqual([0, 1, 1, 1, 2, 2, 2, 3])
  })

  it('at random begin a gap after the start, on average', () => {
    const { run, times } = start(plan(evenly(0.1, undefined, false)), { vcpus: 400 })
    run(101)
    const within = (from: number, to: number) =>
      times().filter((time) => time >= from && time < to).length
    // 1 − e^(−1) of them within a gap: 253 (without those that follow: all gaps but the first are even here).
    expect(Math.abs(within(0, 101) - 253)).toBeLessThan(30)
    expect(Math.abs(within(0, 50) - 157)).toBeLessThan(30)
  })

  it('to a page without a place touch nothing', () => {
    const { run, times, pages, tracer } = start(plan(evenly(0.1, [0, -1, 5])))
    run(350)
    expect(pages()).toEqual([0, 5])
    expect(times()).toEqual([100, 300])
    expect([...tracer.copies.stale].filter((word) => word !== 0)).toEqual([0b100001])
  })

  it('fire once, and are followed each time', () => {
    const { run, pages, tracer } = start(plan(evenly(0.1, [7])))
    run(350)
    expect(pages()).toEqual([7])
    tracer.copies.stale.fill(0)
    tracer.following = false
    run(450)
    expect(tracer.copies.stale[0]).toBe(0)
    tracer.following = true
    run(550)
    expect(tracer.copies.stale[0]).toBe(1 << 7)
  })
})

describe('what stops a vCPU', () => {
  it('a fire delays its next writes, and its clock', () => {
    const { run, times, group } = start(plan(evenly(0.1)), { fireSeconds: 0.02 })
    run(300)
    expect(times()).toEqual([100, 220])
    expect(group.meanGuestSeconds(0.3)).toBeCloseTo(0.26, 9)
  })

  it('its clock stands at the write that is being stopped', () => {
    const { run, group } = start(plan(evenly(0.1)), { fireSeconds: 0.5 })
    run(150)
    expect(group.meanGuestSeconds(0.15)).toBeCloseTo(0.1, 9)
  })

  it('each by itself: the group’s clock is their mean', () => {
    const { run, group } = start(plan(evenly(0.1)), { vcpus: 2, fireSeconds: 0.02 })
    run(100)
    // One has fired at 50 ms.
    expect(group.meanGuestSeconds(0.1)).toBeCloseTo(0.09, 9)
  })

  it('the sleep that it owes is its own', () => {
    const { run, tracer } = start(plan(evenly(0.1)), { vcpus: 2, firstVcpu: 3 })
    tracer.sleepSeconds = 0.001
    tracer.quantumSeconds = 1
    run(120)
    expect([...tracer.debts]).toEqual([0, 0, 0, 0.001, 0.001, 0, 0, 0])
    run(160)
    expect([...tracer.debts]).toEqual([0, 0, 0, 0.002, 0.001, 0, 0, 0])
  })

  it('a sleep of all delays all', () => {
    const { run, times, group } = start(plan(evenly(0.1)), { vcpus: 2 })
    run(40)
    group.sleep(0.03)
    run(140)
    expect(times()).toEqual([80, 130])
  })

  it('nothing while it runs freely, at a share of the time', () => {
    const { group, pages, run } = start(plan(evenly(0.1)), { fireSeconds: 10 })
    group.runFreely(0, 0.5, 0.5)
    expect(pages()).toEqual([0])
    expect(group.meanGuestSeconds(0.5)).toBeCloseTo(0.25, 9)
    group.runFreely(0.5, 0.6, 0.5)
    expect(group.meanGuestSeconds(0.6)).toBeCloseTo(0.3, 9)
    // Then at full speed: what the write took did not count.
    run(680)
    expect(group.meanGuestSeconds(0.68)).toBeCloseTo(0.3, 9)
  })
})

describe('another plan', () => {
  it.each([
    ['half the pace: what is left of the gap doubles', 0.1, 0.2, [150, 350, 550]],
    ['twice the pace: it halves', 0.2, 0.1, [125, 225, 325]],
    ['nothing any more', 0.1, Infinity, []],
    ['something for the first time', Infinity, 0.2, [250, 450, 650]],
    ['nothing before and after', Infinity, Infinity, []],
  ])('%s', (_, before, after, expected) => {
    const { run, group, times } = start(plan(evenly(before)))
    run(50)
    group.follow(plan(evenly(after, OTHERS)), 0.05)
    run(700)
    expect(times().slice(0, 3)).toEqual(expected)
  })

  it('counts by the guest’s clock, and for each vCPU', () => {
    const { run, group, times } = start(plan(evenly(0.1)), { vcpus: 2, fireSeconds: 0.02 })
    run(80)
    // The first wrote at 50 ms and stands at 60 ms of its time, 90 ms before its next; the second writes in 20 ms.
    group.follow(plan(evenly(0.2, OTHERS)), 0.08)
    run(270)
    expect(times()).toEqual([50, 80 + 180, 80 + 40])
  })
})
