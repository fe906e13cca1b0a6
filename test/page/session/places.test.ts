// Where the playhead goes when a run is replaced, where steps stop, which speed comes next.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { phaseIndexAt, relocate } from '../../../src/page/session/relocate.ts'
import { besideSpeed, sameSpeed, SPEEDS } from '../../../src/page/session/speeds.ts'
import { eventTimes, phaseTimes, stopAfter, stopBefore } from '../../../src/page/session/steps.ts'
import { seriesTimes } from '../../../src/page/session/series.ts'
import { axisOf } from '../../../src/page/session/axes.ts'
import { spanAroundStun } from '../../../src/page/session/switchover.ts'
import { RUNS, runOf } from './run-of.ts'

const runs = RUNS.map(([, run]) => run)
const anyRun = fc.constantFrom(...runs).map((run) => run())
const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('a replaced run', () => {
  test('keeps phase and pass where the new run has them, and stays inside of it', () => {
    fc.assert(
      fc.property(anyRun, anyRun, share, (before, after, at) => {
        const time = Math.round(at * before.end)
        const kept = relocate(time, before.phases, after.phases)
        expect(kept).toBeGreaterThanOrEqual(0)
        expect(kept).toBeLessThanOrEqual(after.end)
        const phase = before.phases[phaseIndexAt(before.phases, time)]
        const twin = after.phases.find(
          ({ kind, pass }) => kind === phase?.kind && pass === phase.pass,
        )
        if (time >= before.end || !twin) return
        expect(kept).toBeGreaterThanOrEqual(twin.start)
        expect(kept).toBeLessThanOrEqual(twin.end)
      }),
    )
  })

  test('is the same place when nothing changed', () => {
    fc.assert(
      fc.property(anyRun, share, (run, at) => {
        const time = Math.round(at * run.end)
        expect(relocate(time, run.phases, run.phases)).toBeCloseTo(time, -1)
      }),
    )
  })

  test('keeps the end at the end', () => {
    const [one, other] = [runOf(), runOf('memtest')]
    expect(relocate(one.end, one.phases, other.phases)).toBe(other.end)
  })
})

test('steps go to the next and the previous stop, and stay at the ends', () => {
  fc.assert(
    fc.property(anyRun, share, (run, at) => {
      for (const stops of [eventTimes(run), phaseTimes(run)]) {
        const time = Math.round(at * run.end)
        const next = stopAfter(stops, time)
        if (time < run.end) expect(next).toBeGreaterThan(time)
        if (time < run.end) expect(stopBefore(stops, next)).toBeLessThanOrEqual(time)
        expect(stopAfter(stops, run.end)).toBe(run.end)
        expect(stopBefore(stops, 0)).toBe(0)
      }
    }),
  )
})

test('the neighbours of a speed are of its mode, and the ends have themselves', () => {
  for (const speed of SPEEDS) {
    for (const step of [-1, 1] as const) {
      const beside = besideSpeed(speed, step)
      expect(beside.mode).toBe(speed.mode)
      if (!sameSpeed(beside, speed)) expect(besideSpeed(beside, step === 1 ? -1 : 1)).toEqual(speed)
    }
  }
})

test('chart times ascend, hold both ends, and straddle each boundary', () => {
  for (const run of runs) {
    const { end, phases } = run()
    const times = seriesTimes(axisOf(run(), false, undefined))
    expect([times[0], times.at(-1)]).toEqual([0, end])
    for (let at = 1; at < times.length; at += 1)
      expect(times[at]).toBeGreaterThan(times[at - 1] ?? -1)
    for (const { start } of phases.slice(1))
      expect([...times]).toEqual(expect.arrayContaining([start - 1, start]))
  }
})

test('the seconds around the stun hold all of it, and lie within the run', () => {
  for (const run of runs) {
    const summary = run()
    const span = spanAroundStun(summary, 3)
    expect(span === undefined).toBe(summary.stun.end <= summary.stun.start)
    if (!span) continue
    expect(span.from).toBeGreaterThanOrEqual(0)
    expect(span.from).toBeLessThanOrEqual(summary.stun.start)
    expect(span.to).toBeGreaterThanOrEqual(summary.stun.end)
    expect(span.to).toBeLessThanOrEqual(summary.end)
  }
})
