// The guest's console and playback: slow motion slows both balls, and a person's hands are part of the state.
import { describe, expect, it } from 'vitest'
import { createTimeLens } from '../../../src/report/time-lens.ts'
import { perform } from '../../../src/page/session/commands.ts'
import { FIRST_PLAYBACK } from '../../../src/page/session/initial-state.ts'
import { advance, cursorAt } from '../../../src/page/session/playback.ts'
import { createRecording } from '../../../src/recording/recording.ts'
import { runToEnd } from '../../../src/engine/run.ts'
import { SECOND } from '../../../src/engine/units.ts'
import { inputOf } from '../../engine/arbitrary-scenario.ts'
import { fakeSession } from './fake-session.ts'

describe('slow motion is not slowdown', () => {
  it('a playback speed moves guest and twin alike, a slowdown the guest alone', () => {
    const record = runToEnd(inputOf({ 'workload.writeRate': 3000, 'workload.workingSet': 40 }))
    const recording = createRecording(record)
    const axis = createTimeLens(recording.phases, { linear: true })
    const at = recording.passes[0]!.start + SECOND
    const moved = (rate: number) => {
      const playback = { ...FIRST_PLAYBACK, mode: 'rate', rate, autoSlow: false } as const
      const { time } = advance(cursorAt(at, axis), playback, axis, 0.2)
      const guest =
        recording.sampleAt(time).writerGuestTime - recording.sampleAt(at).writerGuestTime
      return { guest, twin: time - at }
    }
    const [fast, slow] = [moved(1), moved(0.1)]
    expect(fast.twin / slow.twin).toBeCloseTo(10, 3)
    expect(fast.guest / slow.guest).toBeGreaterThan(9)
    expect(fast.guest / slow.guest).toBeLessThan(11)
    // What the migration costs is there at any playback speed.
    for (const { guest, twin } of [fast, slow]) expect(guest / twin).toBeLessThan(0.9)
  })
})

describe('a person plays', () => {
  it('only at real speed, and what was recorded for later is played anew', () => {
    const { session, state, answer, player } = fakeSession()
    session.run(state().input)
    answer()
    const show = (time: number) => {
      const sample = createRecording(runToEnd(state().input)).sampleAt(time)
      const view = { firstPage: 0, pagesPerCell: 1, cells: 0 }
      player().frame({ runId: state().runId, time, view, sample, cells: new Uint32Array() })
    }
    show(20 * SECOND)
    perform(session, 'flip', 'upper')
    expect(state().console.flips).toEqual([])
    perform(session, 'console-play')
    session.seek(20 * SECOND)
    session.refresh()
    perform(session, 'flip', 'upper')
    show(30 * SECOND)
    perform(session, 'flip', 'lower')
    expect(state().console.flips.map(({ side }) => side)).toEqual(['upper', 'lower'])
    const [first, second] = state().console.flips
    expect(second!.step - first!.step).toBeGreaterThan(9 * 120)
    expect(first!.lead).toBeGreaterThan(0)
    show(25 * SECOND)
    perform(session, 'flip', 'lower')
    expect(state().console.flips).toHaveLength(2)
    expect(state().console.flips[1]!.step).toBeLessThan(second!.step)
    session.play(false)
    perform(session, 'flip', 'upper')
    expect(state().console.flips).toHaveLength(2)
  })

  it('programs take turns, and the vCPU changes only where there are both kinds', () => {
    const { session, state, answer } = fakeSession()
    session.run(state().input)
    answer()
    perform(session, 'console-program', undefined)
    expect(state().console.program).toBe('film')
    perform(session, 'console-program', 'terminal')
    perform(session, 'console-program', undefined)
    expect(state().console.program).toBe('pinball')
    perform(session, 'console-vcpu')
    expect(state().console.vcpu).toBe('other')
    perform(session, 'set-parameter', 'workload.writers', 16)
    perform(session, 'console-vcpu')
    expect(state().console.vcpu).toBe('other')
  })
})
