// Playback stops exactly where a condition comes true, whatever the size of its steps, and says why.
import { beforeEach, describe, expect, test } from 'vitest'
import { perform } from '../../../src/page/session/commands.ts'
import { fakeSession, type FakeSession } from './fake-session.ts'

let fake: FakeSession
beforeEach(async () => {
  fake = fakeSession()
  fake.session.run(fake.state().input)
  fake.answer()
  await Promise.resolve()
})

/** Plays in steps of a size until it stands still; the answers of the player come in between. */
async function play(step: number): Promise<void> {
  perform(fake.session, 'play-pause')
  for (let tick = 0; tick < 5000 && fake.session.tick(step); tick++) await Promise.resolve()
}

const passes = () => fake.state().summary?.passes.map(({ start }) => start) ?? []

describe('pause when', () => {
  test.each([1 / 60, 0.37, 5])('a pass begins, in steps of %s s: at each of them', async (step) => {
    perform(fake.session, 'add-pause', { kind: 'fact', fact: 'pass-began' })
    for (const start of passes()) {
      await play(step)
      expect(fake.session.playhead.time).toBe(start)
      expect(fake.state().playback.playing).toBe(false)
      expect(fake.state().notice?.text).toContain('a pass begins')
    }
    await play(step)
    expect(fake.session.playhead.time).toBe(fake.state().summary?.end)
  })

  test('does nothing while it is switched off, or when it is removed', async () => {
    perform(fake.session, 'add-pause', { kind: 'fact', fact: 'pass-began' })
    perform(fake.session, 'toggle-pause', 0)
    await play(1)
    expect(fake.session.playhead.time).toBe(fake.state().summary?.end)
    perform(fake.session, 'toggle-pause', 0)
    perform(fake.session, 'remove-pause', 0)
    expect(fake.state().tools.pauses).toEqual([])
    await play(1)
    expect(fake.session.playhead.time).toBe(fake.state().summary?.end)
  })

  test('does not hold up the replay at real speed', async () => {
    perform(fake.session, 'add-pause', { kind: 'fact', fact: 'stun-began' })
    perform(fake.session, 'replay')
    for (let tick = 0; tick < 100 && fake.session.tick(0.1); tick++) await Promise.resolve()
    expect(fake.session.playhead.time).toBeGreaterThan(fake.state().summary?.stun.end ?? Infinity)
  })

  test('is stepped through in both directions', async () => {
    perform(fake.session, 'add-pause', { kind: 'fact', fact: 'pass-began' })
    perform(fake.session, 'add-pause', { kind: 'left-below', bytes: 2 ** 30 })
    await Promise.resolve()
    const seen: number[] = []
    for (let step = 0; step < 5; step++) {
      perform(fake.session, 'next-pause')
      seen.push(fake.session.playhead.time)
    }
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b))
    expect(seen).toEqual(expect.arrayContaining([...passes()]))
    expect(fake.state().notice?.text).toMatch(
      /^Paused at .*(a pass begins|less than 1 GiB is left)/,
    )
    for (const time of seen.toReversed().slice(1)) {
      perform(fake.session, 'previous-pause')
      expect(fake.session.playhead.time).toBe(time)
    }
  })

  test('is asked anew when a run replaces another', async () => {
    perform(fake.session, 'add-pause', { kind: 'fact', fact: 'pass-began' })
    await Promise.resolve()
    perform(fake.session, 'set-parameter', 'workload.writeRate', 200)
    fake.answer()
    await Promise.resolve()
    perform(fake.session, 'start')
    perform(fake.session, 'next-pause')
    expect(fake.session.playhead.time).toBe(passes()[0])
    perform(fake.session, 'next-pause')
    expect(fake.session.playhead.time).toBe(passes()[1])
  })
})
