// Single stops of vCPUs: as many as the engine counted, none twice, and together what the clock says.
import { STOP_CAUSES } from '../../src/recording/stop-causes.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { presetScenario } from '../../src/catalogue/presets.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { firstWhere } from '../../src/engine/search.ts'
import { SECOND } from '../../src/engine/units.ts'
import { laneStops, stopAt, stopsIn } from '../../src/recording/vcpu-lanes.ts'
import { groupSize, stopsOf, vcpusOf } from '../../src/recording/vcpu-times.ts'
import { guestTimesOf } from '../../src/recording/questions/guest-times.ts'
import { inputOf, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

/** A quick small run with many stops of every kind. */
const small = {
  'vm.memory': 0.25,
  'vm.vcpus': 4,
  'workload.writers': 3,
  'workload.workingSet': 0.125,
}

describe('the lanes', () => {
  it('add up to what each vCPU lost, cause by cause', () => {
    fc.assert(
      fc.property(smallRun('sampled'), (input) => {
        const times = guestTimesOf(runOnce(input))
        for (let vcpu = 0; vcpu < vcpusOf(times); vcpu++) {
          const lost = stopsOf(times, vcpu, times.end)
          const stops = laneStops(times, vcpu, 0, times.end)
          const group = vcpu < times.writers ? 0 : 1
          const { segments } = times.clocks[group]
          const longest = segments.reduce(
            (most, segment) =>
              segment.kind === 'linear'
                ? most
                : Math.max(most, segment.costSeconds * groupSize(times, group) + 0.003),
            0,
          )
          for (const cause of STOP_CAUSES) {
            const mine = stops.filter((stop) => stop.cause === cause)
            const sum = mine.reduce((all, { from, to }) => all + (to - from) / SECOND, 0)
            // A throttled vCPU sleeps in whole turns of 10 ms, stretched to its share: one turn for each share is open.
            const turns = new Set(
              segments.map((segment) => (segment.kind === 'traced' ? (segment.speed ?? 1) : 1)),
            )
            const open = [...turns].reduce((all, speed) => all + 0.01 / speed, 0)
            // In each stretch of the clock a vCPU's share is rounded to whole stops.
            const slack = ['stun', 'gone', 'tracing'].includes(cause)
              ? 1e-6
              : 2 * segments.length * longest +
                0.05 * lost[cause] +
                1e-4 +
                (cause === 'throttle' ? open : 0)
            expect(Math.abs(sum - lost[cause])).toBeLessThanOrEqual(slack)
          }
        }
      }),
      runs(25),
    )
  })

  it('hold as many fires as the pass dirtied pages, each on one vCPU', () => {
    const record = runToEnd(
      inputOf({ ...small, 'workload.writeRate': 40, 'workload.background': 0 }),
    )
    const times = guestTimesOf(record)
    for (const { row, walk } of record.passes) {
      const fires = Array.from(
        { length: vcpusOf(times) },
        (_, vcpu) =>
          laneStops(times, vcpu, walk.start, walk.end).filter(
            ({ cause, from }) => cause === 'fires' && from >= walk.start,
          ).length,
      )
      const expected = stopsIn(times, walk.start, walk.end)
      const all = fires.reduce((sum, count) => sum + count, 0)
      expect(Math.abs(all - expected)).toBeLessThanOrEqual(2)
      expect(Math.abs(expected - row.pagesDirtied)).toBeLessThan(
        5 * Math.sqrt(row.pagesDirtied) + 5,
      )
      expect(Math.max(...fires.slice(0, 3)) - Math.min(...fires.slice(0, 3))).toBeLessThanOrEqual(2)
    }
  })

  it('say the same of a window, whatever window it is cut from', () => {
    fc.assert(
      fc.property(
        smallRun('sampled'),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 1e-6, max: 0.01, noNaN: true }),
        (input, at, width) => {
          const times = guestTimesOf(runOnce(input))
          const from = at * times.end
          const to = from + width * SECOND
          const inside = laneStops(times, 0, 0, times.end).filter(
            (stop) => stop.to > from && stop.from < to,
          )
          const cut = laneStops(times, 0, from, to)
          expect(cut.length).toBe(inside.length)
          for (const [index, stop] of cut.entries()) {
            expect(stop.from).toBe(inside[index]?.from)
            expect(stop.cause).toBe(inside[index]?.cause)
          }
        },
      ),
      runs(25),
    )
  })

  it('say the same of a wide window in which SDPS begins to slow', () => {
    const times = guestTimesOf(runToEnd({ scenario: presetScenario('memtest'), seed: 1 }))
    const start = firstWhere(0, Math.ceil(times.end), (at) => stopsOf(times, 0, at).sdps > 0)
    const around = laneStops(times, 0, start - 2 * SECOND, start + SECOND)
    const first = around.find(({ cause }) => cause === 'sdps')!
    for (const after of [1, 1e5, 7e5, 5e6]) {
      const [from, to] = [first.from - SECOND / 4, first.from + after]
      const inside = around.filter((stop) => stop.to > from && stop.from < to)
      const cut = laneStops(times, 0, from, to)
      expect(cut.length).toBe(inside.length)
      // Tens of thousands: compared at once, the first that differs is shown.
      const differs = cut.findIndex(
        (stop, index) =>
          stop.from !== inside[index]!.from ||
          stop.to !== inside[index]!.to ||
          stop.cause !== inside[index]!.cause,
      )
      expect(cut[differs]).toEqual(inside[differs])
    }
  })

  it('follow the guest that writes more from a moment on', () => {
    const interventions = [
      { kind: 'set', at: 0, parameter: 'workload.writeRate', value: 400 },
    ] as const
    const record = runToEnd({
      ...inputOf({ ...small, 'workload.writeRate': 40, 'workload.background': 0 }),
      interventions,
    })
    const times = guestTimesOf(record)
    for (const { row, walk } of record.passes) {
      const fires = [0, 1, 2].flatMap((vcpu) =>
        laneStops(times, vcpu, walk.start, walk.end).filter(
          ({ cause, from }) => cause === 'fires' && from >= walk.start,
        ),
      ).length
      expect(Math.abs(fires - row.pagesDirtied)).toBeLessThan(5 * Math.sqrt(row.pagesDirtied) + 5)
    }
  })

  it('never overlap: a vCPU that auto-converge puts to sleep cannot write', () => {
    const record = runToEnd(
      inputOf({
        ...small,
        generation: 'QEMU7.2',
        'vm.vcpus': 1,
        'workload.writers': 1,
        'workload.writeRate': 400,
        'hosts.pageFireCost': 20,
        'qemu.maxBandwidth': 32,
        'qemu.autoConverge': 'on',
      }),
    )
    const times = guestTimesOf(record)
    const stops = laneStops(times, 0, 0, times.end)
    const sleeps = stops.filter(({ cause }) => cause === 'throttle')
    const fires = stops.filter(({ cause, from, to }) => cause === 'fires' && to > from)
    expect(Math.min(sleeps.length, fires.length)).toBeGreaterThan(100)
    let next = 0
    const asleep = fires.filter(({ from }) => {
      while (sleeps[next] !== undefined && sleeps[next]!.to <= from) next++
      // A trap that began is handled: it alone may reach into a sleep.
      return (sleeps[next]?.from ?? Infinity) < from - 1
    })
    expect(asleep).toEqual([])
    // Traps take from the share that the throttle leaves, they do not add to it.
    const lost = stopsOf(times, 0, times.end)
    const slept = sleeps.reduce((sum, { from, to }) => sum + (to - from) / SECOND, 0)
    expect(lost.fires).toBeGreaterThan(1)
    expect(Math.abs(slept - lost.throttle)).toBeLessThan(0.2)
  })

  it('never overlap: a vCPU that sleeps cannot write', () => {
    const record = runToEnd({ scenario: presetScenario('memtest'), seed: 1 })
    const times = guestTimesOf(record)
    const { start, end } = record.passes.find(({ row }) => row.pass === 0)!.walk
    for (const at of [0.1, 0.5, 0.9]) {
      const from = start + at * (end - start)
      for (const vcpu of [0, 1, times.writers - 1]) {
        const stops = laneStops(times, vcpu, from, from + SECOND / 50)
        expect(stops.some(({ cause }) => cause === 'sdps')).toBe(true)
        for (const [index, stop] of stops.entries())
          expect(stop.from).toBeGreaterThanOrEqual((stops[index - 1]?.to ?? 0) - 1)
      }
    }
  })

  it('find the stun at any moment of it, and nothing after the run', () => {
    const record = runToEnd(inputOf({}))
    const times = guestTimesOf(record)
    const stun = record.phases.find(({ kind }) => kind === 'switchover')!
    expect(stopAt(times, 3, (stun.start + stun.end) / 2)).toEqual({
      from: stun.start,
      to: stun.end,
      cause: 'stun',
    })
    expect(stopAt(times, 3, stun.end)).toBeUndefined()
  })

  it('show a stop-based install as stops of all vCPUs at once, one for each GiB', () => {
    const record = runToEnd(
      inputOf({ generation: '6.5', 'vm.memory': 16, 'workload.workingSet': 1 }),
    )
    const times = guestTimesOf(record)
    const { start, end } = record.phases.find(({ kind }) => kind === 'trace')!
    const lanes = [0, 15].map((vcpu) => laneStops(times, vcpu, start, end - 1))
    expect(lanes[0]).toHaveLength(16)
    expect(lanes[1]).toEqual(lanes[0])
    const stopped = lanes[0]!.reduce((sum, { from, to }) => sum + (to - from), 0)
    const fact = record.facts.find((each) => each.kind === 'trace-install-ended')!
    expect(stopped / fact.stoppedNanoseconds).toBeCloseTo(1, 5)
  })
})
