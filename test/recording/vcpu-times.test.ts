// The law of the guest's time: what a vCPU got and what took the rest add up to wall time, at any moment of any run.
import { STOP_CAUSES, totalLost } from '../../src/recording/stop-causes.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SECOND } from '../../src/engine/units.ts'
import { createRecording } from '../../src/recording/recording.ts'
import {
  guestSecondsOf,
  stopsOf,
  timeOfGuest,
  vcpusOf,
  vcpuSpeedOf,
} from '../../src/recording/vcpu-times.ts'
import { guestTimesOf } from '../../src/recording/questions/guest-times.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { lostSeconds } from '../../src/report/lost-seconds.ts'
import { inputOf, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('what a vCPU gets', () => {
  it('is wall time less its stops, for each vCPU, at any moment', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid', 'literal'), share, (input, at) => {
        const record = runOnce(input)
        const times = guestTimesOf(record)
        const time = Math.round(at * record.end)
        for (let vcpu = 0; vcpu < vcpusOf(times); vcpu++) {
          const guest = guestSecondsOf(times, vcpu, time)
          const stops = stopsOf(times, vcpu, time)
          const stopped = STOP_CAUSES.reduce((sum, cause) => sum + stops[cause], 0)
          expect(guest + stopped).toBeCloseTo(time / SECOND, 6)
          for (const cause of STOP_CAUSES) expect(stops[cause]).toBeGreaterThanOrEqual(-1e-9)
        }
      }),
      runs(60),
    )
  })

  it('is what the sample shows, to the console and the charts', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), share, (input, at) => {
        const record = runOnce(input)
        const recording = createRecording(record)
        const times = recording.ask({ kind: 'guestTimes' })
        const time = Math.round(at * record.end)
        const sample = recording.sampleAt(time)
        expect(sample.writerGuestTime / SECOND).toBeCloseTo(guestSecondsOf(times, 0, time), 9)
        if (times.others > 0)
          expect(sample.otherGuestTime / SECOND).toBeCloseTo(
            guestSecondsOf(times, times.writers, time),
            9,
          )
      }),
      runs(40),
    )
  })

  it('stands still in the stun, and only there goes on at once', () => {
    const record = runToEnd(inputOf({}))
    const times = guestTimesOf(record)
    const stun = record.phases.find(({ kind }) => kind === 'switchover')!
    for (let vcpu = 0; vcpu < vcpusOf(times); vcpu++) {
      const before = guestSecondsOf(times, vcpu, stun.start)
      expect(guestSecondsOf(times, vcpu, stun.end)).toBe(before)
      expect(vcpuSpeedOf(times, vcpu, stun.start)).toBe(0)
      expect(guestSecondsOf(times, vcpu, stun.end + SECOND / 60)).toBeCloseTo(before + 1 / 60, 9)
      expect(timeOfGuest(times, vcpu, before)).toBe(stun.end)
      expect(stopsOf(times, vcpu, record.end).stun).toBeCloseTo((stun.end - stun.start) / SECOND, 9)
    }
  })

  it('can be asked backwards: the moment at which so much guest time was reached', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'fluid', 'literal'), share, (input, at) => {
        const record = runOnce(input)
        const times = guestTimesOf(record)
        const time = at * record.end
        for (const vcpu of [0, vcpusOf(times) - 1]) {
          const guest = guestSecondsOf(times, vcpu, time)
          const back = timeOfGuest(times, vcpu, guest)
          expect(guestSecondsOf(times, vcpu, back)).toBeCloseTo(guest, 6)
          if (vcpuSpeedOf(times, vcpu, time) > 0.01)
            expect(back / SECOND).toBeCloseTo(time / SECOND, 4)
        }
      }),
      runs(40),
    )
  })

  it('differs in a loose trace install: one vCPU works for it, the others run', () => {
    const record = runToEnd(inputOf({ 'vm.vcpus': 4, 'workload.writers': 2 }))
    const times = guestTimesOf(record)
    const { start, end } = record.phases.find(({ kind }) => kind === 'trace')!
    const got = [0, 1, 2, 3].map(
      (vcpu) => guestSecondsOf(times, vcpu, end) - guestSecondsOf(times, vcpu, start),
    )
    const length = (end - start) / SECOND
    for (const [vcpu, seconds] of got.entries())
      expect(seconds).toBeCloseTo(vcpu === 3 ? 0 : length, 9)
    expect(lostSeconds(times).tracing).toBeCloseTo(length, 9)
  })
})

describe('at a slowdown of 60 %', () => {
  it('the console’s guest time is 40 % of model time, and its twin’s is all of it', () => {
    const record = runToEnd(inputOf({ 'workload.writeRate': 3000, 'workload.workingSet': 40 }))
    const recording = createRecording(record)
    const times = recording.ask({ kind: 'guestTimes' })
    const slow = recording.passes
      .flatMap(({ start, end }) =>
        [0.1, 0.3, 0.5, 0.7, 0.9].map((at) => start + at * (end - start)),
      )
      .map((time) => ({ time, speed: recording.sampleAt(time).writerSpeed }))
      .sort((a, b) => Math.abs(a.speed - 0.4) - Math.abs(b.speed - 0.4))[0]!
    const step = SECOND / 1000
    const guest = (time: number) => recording.sampleAt(time).writerGuestTime
    expect((guest(slow.time + step) - guest(slow.time)) / step).toBeCloseTo(slow.speed, 2)
    expect(vcpuSpeedOf(times, 0, slow.time)).toBeCloseTo(slow.speed, 9)
  })

  it('which a clock of that speed shows exactly', () => {
    const record = runToEnd(inputOf({}))
    const segment = {
      kind: 'linear',
      start: 0,
      end: 10 * SECOND,
      guestStart: 0,
      speed: 0.4,
    } as const
    const clocks = [
      { group: 0, segments: [segment] },
      { group: 1, segments: [{ ...segment, speed: 1 }] },
    ] as const
    const slowed = { ...record, clocks, facts: [], end: 10 * SECOND }
    const times = guestTimesOf({
      ...slowed,
      phases: [{ kind: 'pass', pass: 0, start: 0, end: 10 * SECOND }],
    })
    expect(guestSecondsOf(times, 0, 5 * SECOND)).toBeCloseTo(2, 12)
    expect(guestSecondsOf(times, times.writers, 5 * SECOND)).toBeCloseTo(5, 12)
  })
})

describe('the pain budget', () => {
  it('adds up what every vCPU lost, the stun included', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), (input) => {
        const times = guestTimesOf(runOnce(input))
        const lost = lostSeconds(times)
        const all = Array.from({ length: vcpusOf(times) }, (_, vcpu) =>
          stopsOf(times, vcpu, times.end),
        )
        for (const cause of STOP_CAUSES)
          expect(lost[cause]).toBeCloseTo(
            all.reduce((sum, stops) => sum + stops[cause], 0),
            6,
          )
        expect(totalLost(lost)).toBeLessThanOrEqual((vcpusOf(times) * times.end) / SECOND + 1e-9)
      }),
      runs(40),
    )
  })
})
