// The time machine: intervening at the playhead, forks, undo; what was before stays as it was.
import { beforeEach, describe, expect, test } from 'vitest'
import { runToEnd } from '../../../src/engine/run.ts'
import { SECOND } from '../../../src/engine/units.ts'
import { perform } from '../../../src/page/session/commands.ts'
import { fakeSession, type FakeSession } from './fake-session.ts'

let fake: FakeSession

function open() {
  fake = fakeSession()
  fake.session.run(fake.state().input)
  fake.answer()
}

const list = () => fake.state().input.interventions ?? []
const at = (seconds: number) => perform(fake.session, 'seek', seconds * SECOND)

describe('intervening at the playhead', () => {
  beforeEach(open)

  test('adds an intervention there, keeps the playhead, and leaves the former future as the ghost', () => {
    const before = fake.state().summary
    at(20)
    perform(fake.session, 'intervene', { kind: 'set', parameter: 'network.speed', value: '1' })
    fake.answer()
    expect(list()).toEqual([
      { kind: 'set', parameter: 'network.speed', value: '1', at: 20 * SECOND },
    ])
    expect(fake.session.playhead.time).toBe(20 * SECOND)
    expect(fake.state().former?.summary).toBe(before)
    expect(fake.state().summary!.end).toBeGreaterThan(before!.end)
    const past = (facts = before!.facts) => facts.filter((fact) => fact.at < 20 * SECOND)
    expect(past(fake.state().summary!.facts)).toEqual(past())
  })

  test('can be moved, changed and taken back; a drag is one step to undo', () => {
    at(20)
    perform(fake.session, 'intervene', { kind: 'set', parameter: 'network.speed', value: '1' })
    fake.answer()
    for (const seconds of [21, 22, 23]) {
      fake.clock.now += 50
      perform(fake.session, 'move-intervention', 0, seconds * SECOND)
      fake.answer()
    }
    expect(list()[0]?.at).toBe(23 * SECOND)
    fake.clock.now += 5000
    perform(fake.session, 'edit-intervention', 0, '25')
    fake.answer()
    expect(list()[0]).toMatchObject({ value: '25' })
    perform(fake.session, 'undo')
    fake.answer()
    expect(list()[0]).toMatchObject({ value: '1', at: 23 * SECOND })
    perform(fake.session, 'undo')
    fake.answer()
    expect(list()[0]).toMatchObject({ at: 20 * SECOND })
    perform(fake.session, 'redo')
    fake.answer()
    perform(fake.session, 'remove-intervention', 0)
    fake.answer()
    expect(list()).toEqual([])
  })

  test('marks what comes after the end as without effect, and cancels with an outcome of its own', () => {
    at(20)
    perform(fake.session, 'intervene', { kind: 'cancel' })
    fake.answer()
    expect(fake.state().summary).toMatchObject({ outcome: 'cancelled', effects: ['done'] })
    perform(fake.session, 'intervene', { kind: 'cut-cable' })
    perform(fake.session, 'move-intervention', 1, 900 * SECOND)
    fake.answer()
    expect(fake.state().summary?.effects).toEqual(['done', 'after-end'])
  })
})

describe('futures', () => {
  beforeEach(open)

  test('fork at the playhead, both stay, and each is what a run from the start gives', () => {
    const first = fake.state().summary!
    at(30)
    perform(fake.session, 'fork')
    expect(fake.state().futures.list).toHaveLength(2)
    expect(fake.asked).toHaveLength(0)
    perform(fake.session, 'intervene', { kind: 'switch-over' })
    fake.answer()
    const second = fake.state().summary!
    expect(second.runHash).toBe(runToEnd(fake.state().input).runHash)
    expect(fake.state().former?.summary.runHash).toBe(first.runHash)
    const [one, other] = fake.state().futures.list
    perform(fake.session, 'show-future', one!.id)
    expect(fake.asked).toHaveLength(0)
    expect(fake.state().summary?.runHash).toBe(first.runHash)
    expect(fake.state().input.interventions ?? []).toEqual([])
    perform(fake.session, 'show-future', other!.id)
    expect(fake.state().summary?.runHash).toBe(second.runHash)
  })

  test('are named, compared and deleted; undo brings a deleted one back', () => {
    perform(fake.session, 'fork')
    const [, second] = fake.state().futures.list
    perform(fake.session, 'name-future', second!.id, 'Slow wire')
    perform(fake.session, 'compare-future', 1)
    expect(fake.state().futures).toMatchObject({ shown: second!.id, compared: 1 })
    fake.clock.now += 5000
    perform(fake.session, 'delete-future', second!.id)
    expect(fake.state().futures.list.map(({ id }) => id)).toEqual([1])
    perform(fake.session, 'delete-future', 1)
    expect(fake.state().futures.list).toHaveLength(1)
    perform(fake.session, 'undo')
    expect(fake.state().futures.list.map(({ name }) => name)).toEqual(['', 'Slow wire'])
  })

  test('are run again where the player has dropped one', () => {
    perform(fake.session, 'fork')
    perform(fake.session, 'intervene', { kind: 'switch-over' })
    fake.answer()
    perform(fake.session, 'show-future', 1)
    const { runId } = fake.state()
    fake.player().missing(runId)
    expect(fake.asked.at(-1)).toMatchObject({ runId })
  })
})

describe('undo', () => {
  beforeEach(open)

  test('takes back dials and jumps, each as one step, and redo does them again', () => {
    at(10)
    fake.clock.now += 5000
    perform(fake.session, 'set-parameter', 'workload.writeRate', 200)
    fake.answer()
    fake.clock.now += 5000
    at(40)
    perform(fake.session, 'undo')
    expect(fake.session.playhead.time).toBeLessThan(40 * SECOND)
    perform(fake.session, 'undo')
    expect(fake.state().input.scenario['workload.writeRate']).toBe(350)
    expect(fake.session.playhead.time).toBe(10 * SECOND)
    expect(fake.state().canRedo).toBe(true)
    perform(fake.session, 'redo')
    expect(fake.state().input.scenario['workload.writeRate']).toBe(200)
  })

  test('is not possible before anything was done', () => {
    expect(fake.state().canUndo).toBe(false)
    perform(fake.session, 'undo')
    expect(fake.asked).toHaveLength(0)
  })
})
