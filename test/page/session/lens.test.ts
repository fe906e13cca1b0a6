// The time axis that a person drags: the playhead keeps its time, playback goes on from it, the link brings it back.
import { beforeEach, expect, test } from 'vitest'
import { decodeLink, encodeLink } from '../../../src/saved/link.ts'
import { savedRunOf } from '../../../src/page/session/link-sync.ts'
import { perform } from '../../../src/page/session/commands.ts'
import { fakeSession, type FakeSession } from './fake-session.ts'

let fake: FakeSession
beforeEach(() => {
  fake = fakeSession()
  fake.session.run(fake.state().input)
  fake.answer()
})

const boundary = (index: number) => fake.session.axis()?.stretches[index]?.to ?? -1

test('a boundary goes where it is put, and back', () => {
  const before = boundary(2)
  perform(fake.session, 'move-boundary', 2, before - 0.1)
  expect(boundary(2)).toBeCloseTo(before - 0.1, 3)
  perform(fake.session, 'reset-lens')
  expect(boundary(2)).toBe(before)
})

test('the playhead keeps its time, and playback goes on from it', () => {
  perform(fake.session, 'seek', 60e9)
  perform(fake.session, 'play-pause')
  fake.session.tick(0.1)
  const { time } = fake.session.playhead
  perform(fake.session, 'move-boundary', 2, 0.2)
  expect(fake.session.playhead.time).toBe(time)
  fake.session.tick(0.001)
  expect(fake.session.playhead.time).toBeGreaterThan(time)
  expect(fake.session.playhead.time - time).toBeLessThan(0.1e9)
})

test('a link says exactly what is shown', () => {
  perform(fake.session, 'move-boundary', 3, 0.7)
  const link = decodeLink(encodeLink(savedRunOf(fake.state(), 0)))
  expect(link.notices).toEqual([])
  expect(link.run.view.tools.lens).toEqual(fake.state().tools.lens)
})

test('a linear axis has nothing to drag', () => {
  perform(fake.session, 'true-scale')
  perform(fake.session, 'move-boundary', 2, 0.2)
  expect(fake.state().tools.lens).toBeUndefined()
})
