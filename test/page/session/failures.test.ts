// Stories, failures on demand and evacuated VMs, as commands: what runs, and where the playhead stands then.
import { beforeEach, describe, expect, test } from 'vitest'
import { presetScenario } from '../../../src/catalogue/presets.ts'
import { perform } from '../../../src/page/session/commands.ts'
import { fakeSession, type FakeSession } from './fake-session.ts'

let fake: FakeSession

beforeEach(() => {
  fake = fakeSession()
  fake.session.run(fake.state().input)
  fake.answer()
})

describe('a failure', () => {
  test('that is there from the beginning runs at once, on the VM of the screen', () => {
    perform(fake.session, 'set-parameter', 'vm.vcpus', 20)
    fake.answer()
    perform(fake.session, 'fail', 'evc-mismatch')
    expect(fake.state().input.scenario).toMatchObject({ failure: 'evc-mismatch', 'vm.vcpus': 20 })
    fake.answer()
    expect(fake.state().summary?.failure).toBe('cpu-incompatible')
    expect(fake.session.playhead.time).toBe(0)
    expect(fake.state().playback.playing).toBe(true)
  })

  test('that has a moment strikes there in the run without it, which stays as the ghost', () => {
    perform(fake.session, 'overlay', 'failures')
    perform(fake.session, 'fail', 'destination-dies-before')
    expect(fake.state().overlay).toBeUndefined()
    expect(fake.state().input.scenario.failure).toBe('none')
    fake.answer()
    const healthy = fake.state().summary!
    const { failure, 'failure.at': at } = fake.state().input.scenario
    expect(failure).toBe('destination-dies')
    expect(at * 1e9).toBeGreaterThan(healthy.stun.start)
    expect(at * 1e9).toBeLessThan(healthy.stun.end)
    fake.answer()
    expect(fake.state().summary?.vmRunsOn).toBe('source')
    expect(fake.state().former?.summary).toBe(healthy)
  })

  test('does not follow when another run is asked for in between', () => {
    perform(fake.session, 'fail', 'link-cut-pre-copy')
    perform(fake.session, 'set-parameter', 'network.rtt', 1)
    fake.answer()
    expect(fake.state().input.scenario.failure).toBe('none')
    expect(fake.asked).toEqual([])
  })

  test('whose moment never comes says so', () => {
    perform(fake.session, 'open-story', 'no-convergence')
    fake.answer()
    perform(fake.session, 'fail', 'destination-dies-after')
    fake.answer()
    expect(fake.state().notice?.text).toContain('never gets that far')
    expect(fake.state().input.scenario.failure).toBe('none')
  })
})

describe('a story', () => {
  test('plays from its beginning, and a reset goes back to it', () => {
    perform(fake.session, 'seek', 5e9)
    perform(fake.session, 'open-story', 'quick-resume-41')
    fake.answer()
    expect(fake.state().input.scenario).toEqual(presetScenario('quick-resume-41'))
    expect(fake.session.playhead.time).toBe(0)
    perform(fake.session, 'set-parameter', 'network.rtt', 3)
    fake.answer()
    perform(fake.session, 'reset')
    expect(fake.state().input.scenario).toEqual(presetScenario('quick-resume-41'))
  })
})

describe('the run of an evacuated VM', () => {
  const rates = [
    { from: 0, bytesPerSecond: 2e8 },
    { from: 3e9, bytesPerSecond: 6e8 },
  ]

  test('keeps its share of the wire under a dial, and loses it with another preset', () => {
    const { input } = fake.state()
    perform(fake.session, 'open-run', { ...input, rates })
    fake.answer()
    perform(fake.session, 'set-parameter', 'vm.vcpus', 8)
    fake.answer()
    expect(fake.state().input.rates).toEqual(rates)
    perform(fake.session, 'preset', 'oltp')
    expect(fake.state().input.rates).toBeUndefined()
  })

  test('can have the whole wire', () => {
    const { input } = fake.state()
    perform(fake.session, 'own-wire')
    expect(fake.asked).toEqual([])
    perform(fake.session, 'open-run', { ...input, rates })
    fake.answer()
    perform(fake.session, 'own-wire')
    expect(fake.state().input).toEqual(input)
  })
})
