// Film and terminal of the guest's console: what a vCPU's lost time does to them.
import { totalLost } from '../../src/recording/stop-causes.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { MILLISECOND, SECOND } from '../../src/engine/units.ts'
import { createFilm, FRAME } from '../../src/recording/console-film.ts'
import { LINE_SECONDS, terminalLines } from '../../src/recording/console-terminal.ts'
import { guestSecondsOf, type GuestTimes } from '../../src/recording/vcpu-times.ts'
import { guestTimesOf } from '../../src/recording/questions/guest-times.ts'
import { stopsBetween } from '../../src/report/lost-seconds.ts'
import { inputOf, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

const share = fc.double({ min: 0, max: 1, noNaN: true })

/** A run whose writing vCPUs get a fixed share of wall time for so long. */
function steady(speed: number, seconds: number): GuestTimes {
  const record: RunRecord = runToEnd(inputOf({}))
  const end = seconds * SECOND
  const segment = { kind: 'linear', start: 0, end, guestStart: 0, speed } as const
  const clocks = [
    { group: 0, segments: [segment] },
    { group: 1, segments: [{ ...segment, speed: 1 }] },
  ] as const
  const phases = [{ kind: 'pass', pass: 0, start: 0, end }] as const
  return guestTimesOf({ ...record, clocks, phases, facts: [], end })
}

describe('the film', () => {
  it('is on time on a vCPU that runs', () => {
    const film = createFilm(steady(1, 30), 0)
    expect(film.at(20 * SECOND, 25)).toMatchObject({ frame: 500, due: 500, late: 0, dropped: 0 })
  })

  it('is late on a vCPU that is slow, and loses frames on one that cannot keep up', () => {
    // 20 ms of work in 40 ms: at 60 % speed it is done in time, at 40 % it is not.
    expect(createFilm(steady(0.6, 30), 0).at(20 * SECOND, 25)).toMatchObject({
      late: 0,
      dropped: 0,
    })
    const slow = createFilm(steady(0.4, 30), 0).at(20 * SECOND, 25)
    expect(slow.late).toBeGreaterThan(100)
    expect(slow.dropped).toBeGreaterThan(20)
    // The twin on a vCPU that does not write sees nothing of it.
    const times = steady(0.4, 30)
    expect(createFilm(times, times.writers).at(20 * SECOND, 25)).toMatchObject({
      late: 0,
      dropped: 0,
    })
  })

  it('drops what falls into the stun, to the frame', () => {
    const record = runToEnd(inputOf({}))
    const stun = record.phases.find(({ kind }) => kind === 'switchover')!
    const film = createFilm(guestTimesOf(record), 0)
    const { dropped, recent } = film.at(Math.min(record.end, stun.end + 200 * MILLISECOND), 25)
    const within = (stun.end - stun.start) / FRAME
    expect(dropped).toBeGreaterThanOrEqual(Math.floor(within) - 2)
    expect(dropped).toBeLessThanOrEqual(Math.ceil(within))
    for (const { due, fate } of recent)
      if (due > stun.start + FRAME && due + FRAME < stun.end) expect(fate).toBe('dropped')
    const during = film.at((stun.start + stun.end) / 2, 5)
    expect(film.at(stun.end - MILLISECOND, 5).frame).toBe(during.frame)
  })

  it('says the same whichever way one came to a moment', () => {
    fc.assert(
      fc.property(
        smallRun('sampled'),
        fc.array(share, { minLength: 1, maxLength: 6 }),
        (input, ats) => {
          const record = runOnce(input)
          const times = guestTimesOf(record)
          const film = createFilm(times, 0)
          for (const at of ats) {
            const time = at * record.end
            const moment = film.at(time, 10)
            expect(moment).toEqual(createFilm(times, 0).at(time, 10))
            expect(moment.frame).toBeLessThanOrEqual(moment.due)
          }
        },
      ),
      runs(30),
    )
  })
})

describe('the terminal', () => {
  it('shows the stun as a jump of its clock', () => {
    const record = runToEnd(inputOf({}))
    const times = guestTimesOf(record)
    const stun = record.phases.find(({ kind }) => kind === 'switchover')!
    const guest = guestSecondsOf(times, 0, stun.end)
    const lines = terminalLines(times, 0, guest + LINE_SECONDS, 8)
    const jump = lines.reduce((most, line) => (line.step > most.step ? line : most))
    const lost = stopsBetween(times, 0, jump.clock - jump.step, jump.clock)
    expect(lost.stun).toBeCloseTo((stun.end - stun.start) / SECOND, 9)
    expect(jump.step / SECOND).toBeCloseTo(LINE_SECONDS + totalLost(lost), 6)
  })

  it('counts guest time and never runs backwards', () => {
    fc.assert(
      fc.property(smallRun('sampled', 'literal'), share, (input, at) => {
        const record = runOnce(input)
        const times = guestTimesOf(record)
        const guest = guestSecondsOf(times, 0, at * record.end)
        const lines = terminalLines(times, 0, guest, 6)
        expect(lines.at(-1)?.count).toBe(Math.floor(guest / LINE_SECONDS + 1e-9))
        for (const { step } of lines) expect(step).toBeGreaterThanOrEqual(-1)
      }),
      runs(30),
    )
  })
})
