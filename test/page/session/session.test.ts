// What a person does, and what follows: dials, presets, playback, film, ghost.
import { beforeEach, describe, expect, test } from 'vitest'
import { DEFAULT_SCENARIO } from '../../../src/engine/scenario/scenario.ts'
import { COMMAND_IDS, keysOf, perform, performKey } from '../../../src/page/session/commands.ts'
import { COMMAND_TEXT } from '../../../src/text/commands.ts'
import { plain } from '../../../src/text/sentence.ts'
import { fakeSession, type FakeSession } from './fake-session.ts'

let fake: FakeSession
const tick = (seconds: number) => {
  let goesOn = true
  for (let played = 0; played < seconds && goesOn; played += 1 / 30)
    goesOn = fake.session.tick(1 / 30)
  return goesOn
}

function open(fresh = false, reducedMotion = false) {
  fake = fakeSession(fresh, reducedMotion)
  fake.session.run(fake.state().input)
  fake.answer()
}

describe('the list of commands', () => {
  test('has words for each, and no key twice', () => {
    expect([...COMMAND_IDS].sort()).toEqual(Object.keys(COMMAND_TEXT).sort())
    const keys = COMMAND_IDS.flatMap((id) => keysOf(id))
    expect(new Set(keys).size).toBe(keys.length)
  })

  test('does nothing before the first run is there', () => {
    fake = fakeSession()
    expect(performKey(fake.session, ' ')).toBe(false)
    expect(performKey(fake.session, 'End')).toBe(false)
    expect(fake.state().playback.playing).toBe(false)
  })
})

test('how far a run had come is forgotten when its thread dies: it begins anew', () => {
  open()
  perform(fake.session, 'set-parameter', 'network.rtt', 1)
  const { requestedRunId } = fake.state()
  const pace = { share: 0.6, secondsLeft: 10 }
  fake.engine().progress(requestedRunId, pace)
  expect(fake.state().awaited).toEqual({ kind: 'computing', pace })
  fake.engine().restarted({ kind: 'forgetful' })
  expect(fake.state().awaited).toEqual({ kind: 'computing' })
  fake.answer()
  fake.engine().restarted({ kind: 'forgetful' })
  expect(fake.state().awaited).toBeUndefined()
})

describe('dials', () => {
  beforeEach(() => open())

  test('run from time zero and keep the place of the playhead', () => {
    const pass0 = fake.state().summary?.phases.find(({ pass }) => pass === 0)
    perform(fake.session, 'seek', ((pass0?.start ?? 0) + (pass0?.end ?? 0)) / 2)
    perform(fake.session, 'set-parameter', 'workload.writeRate', 200)
    fake.answer()
    const after = fake.state().summary?.phases.find(({ pass }) => pass === 0)
    const middle = ((after?.start ?? 0) + (after?.end ?? 0)) / 2
    expect(fake.session.playhead.time).toBeCloseTo(middle, -3)
    expect(fake.state().input.scenario['workload.writeRate']).toBe(200)
  })

  test('leave the run before as a ghost, through a whole drag', () => {
    const first = fake.state().summary
    for (const rate of [400, 500, 600]) {
      fake.clock.now += 100
      perform(fake.session, 'set-parameter', 'workload.writeRate', rate)
      fake.answer()
      expect(fake.state().former?.summary).toBe(first)
    }
    fake.clock.now += 5000
    const dragged = fake.state().summary
    perform(fake.session, 'set-parameter', 'workload.writeRate', 700)
    fake.answer()
    expect(fake.state().former?.summary).toBe(dragged)
  })

  test('say it when another value has to give way', () => {
    perform(fake.session, 'set-parameter', 'vm.memory', 8)
    expect(fake.state().input.scenario['workload.workingSet']).toBe(8)
    expect(fake.state().notice?.text).toContain('workload.workingSet')
  })

  test('refuse a wrong value by name and range', () => {
    perform(fake.session, 'set-parameter', 'vm.vcpus', 5000)
    expect(fake.state().input.scenario['vm.vcpus']).toBe(DEFAULT_SCENARIO['vm.vcpus'])
    expect(fake.state().notice?.text).toMatch(/vm\.vcpus.*1 to 768/)
  })

  test('go back one by one and all at once, the seed stays', () => {
    perform(fake.session, 'seed', 77)
    perform(fake.session, 'set-parameter', 'workload.writeRate', 900)
    perform(fake.session, 'set-parameter', 'network.rtt', 3)
    perform(fake.session, 'reset-parameter', 'network.rtt')
    expect(fake.state().input.scenario).toMatchObject({
      'workload.writeRate': 900,
      'network.rtt': 0.2,
    })
    perform(fake.session, 'reset')
    expect(fake.state().input).toEqual({ scenario: DEFAULT_SCENARIO, seed: 77 })
  })

  test('go back to the preset that was chosen', () => {
    perform(fake.session, 'preset', 'oltp')
    const preset = fake.state().input.scenario
    perform(fake.session, 'set-parameter', 'vm.memory', 200)
    perform(fake.session, 'reset')
    expect(fake.state().input.scenario).toEqual(preset)
    expect(fake.state().input.seed).toBe(1)
  })
})

describe('playback', () => {
  beforeEach(() => open())

  test('plays to the end, by way of the replay at real speed, and stands still', () => {
    perform(fake.session, 'play-pause')
    let replayed = false
    for (let at = 0; at < 40 * 30 && fake.session.tick(1 / 30); at += 1) {
      if (!fake.state().playback.replay) continue
      replayed = true
      expect(plain(fake.session.moment.getState().sentence)).toBe('At real speed.')
      expect(fake.session.moment.getState().speed).toBe(1)
    }
    expect(replayed).toBe(true)
    expect(fake.state().playback.playing).toBe(false)
    expect(fake.session.playhead.time).toBe(fake.state().summary?.end)
  })

  test('starts anew at the end', () => {
    perform(fake.session, 'end')
    perform(fake.session, 'play-pause')
    expect(fake.session.playhead.time).toBe(0)
  })

  test('replays on request and stays paused after it', () => {
    perform(fake.session, 'replay')
    expect(fake.state().playback.replay).toBeDefined()
    tick(6)
    expect(fake.state().playback).toMatchObject({ replay: undefined, playing: false })
    expect(fake.session.playhead.time).toBeGreaterThan(fake.state().summary?.stun.end ?? Infinity)
  })

  test('steps by event and by phase, both ways', () => {
    perform(fake.session, 'step-forward')
    const first = fake.session.playhead.time
    expect(first).toBeGreaterThan(0)
    performKey(fake.session, ']')
    performKey(fake.session, ']')
    const phase = fake.session.moment.getState().phase
    expect(fake.session.playhead.time).toBe(fake.state().summary?.phases[phase]?.start)
    performKey(fake.session, '[')
    performKey(fake.session, '[')
    performKey(fake.session, 'ArrowLeft')
    expect(fake.session.playhead.time).toBe(0)
  })

  test('goes to phases by digit, to the ends by Home and End', () => {
    performKey(fake.session, '3')
    expect(fake.session.playhead.time).toBe(fake.state().summary?.phases[2]?.start)
    performKey(fake.session, 'End')
    expect(fake.session.moment.getState().atEnd).toBe(true)
    performKey(fake.session, 'Home')
    expect(fake.session.playhead.time).toBe(0)
  })

  test('never leaves the run, wherever it is sent', () => {
    perform(fake.session, 'seek', -5)
    expect(fake.session.playhead.time).toBe(0)
    perform(fake.session, 'seek', 1e18)
    expect(fake.session.playhead.time).toBe(fake.state().summary?.end)
  })
})

describe('the film', () => {
  test('runs by itself on a fresh page, hides the outcome, and stands still after a minute', () => {
    open(true)
    expect(fake.state()).toMatchObject({ film: 'running', playback: { playing: true } })
    tick(59.5)
    expect(fake.state().film).toBe('running')
    tick(2)
    expect(fake.state()).toMatchObject({
      film: 'over',
      playback: { playing: false },
      linearAxis: true,
    })
    expect(fake.session.moment.getState()).toMatchObject({ invites: true, atEnd: true })
  })

  test('pauses without ending', () => {
    open(true)
    tick(10)
    perform(fake.session, 'play-pause')
    const { time } = fake.session.playhead
    tick(5)
    expect(fake.session.playhead.time).toBe(time)
    expect(fake.state().film).toBe('running')
    perform(fake.session, 'play-pause')
    tick(1)
    expect(fake.session.playhead.time).toBeGreaterThan(time)
  })

  test('ends when a dial moves or the playhead is taken', () => {
    open(true)
    perform(fake.session, 'set-parameter', 'workload.writeRate', 500)
    expect(fake.state().film).toBe('over')
    open(true)
    perform(fake.session, 'seek', 1e9)
    expect(fake.state().film).toBe('over')
  })

  test('gives the axis back when playback goes on', () => {
    open(true)
    tick(61)
    perform(fake.session, 'play-pause')
    expect(fake.state().linearAxis).toBe(false)
    expect(fake.session.moment.getState().invites).toBe(false)
  })

  test('is a row of stills where motion is not wanted', () => {
    open(true, true)
    const times = new Set<number>()
    for (let at = 0; at < 62 * 10; at += 1) {
      fake.session.tick(0.1)
      times.add(fake.session.playhead.time)
    }
    expect(times.size).toBe(12)
    expect(fake.state().film).toBe('over')
  })
})

describe('recordings', () => {
  test('that were dropped are run again, unless a newer run is under way', () => {
    open()
    const { runId } = fake.state()
    fake.player().missing(runId)
    expect(fake.asked.map((ask) => ask.runId)).toEqual([runId])
    fake.answer()
    perform(fake.session, 'set-parameter', 'workload.writeRate', 500)
    fake.player().missing(runId)
    expect(fake.asked.map((ask) => ask.runId)).toEqual([runId + 1])
  })
})

describe('the page is busy', () => {
  beforeEach(() => open())

  test('from the moment a run is asked for until its recording is there, whatever older ones do', () => {
    expect(fake.busy()).toBe(false)
    perform(fake.session, 'set-parameter', 'workload.writeRate', 200)
    expect(fake.busy()).toBe(true)
    const [first] = fake.asked
    perform(fake.session, 'set-parameter', 'workload.writeRate', 300)
    fake.player().recorded(first?.runId ?? -1)
    expect(fake.busy()).toBe(true)
    fake.answer()
    expect(fake.busy()).toBe(false)
  })

  test('no longer when the run failed', () => {
    perform(fake.session, 'set-parameter', 'workload.writeRate', 200)
    fake.engine().error(fake.asked.at(-1)?.runId ?? -1, 'broken')
    expect(fake.busy()).toBe(false)
  })

  test('while the player has not answered', () => {
    fake.player().waiting(true)
    expect(fake.busy()).toBe(true)
    fake.player().waiting(false)
    expect(fake.busy()).toBe(false)
  })
})
