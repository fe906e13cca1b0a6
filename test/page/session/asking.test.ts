// The session's question: an equal one to the same run is not asked twice, a refused one may be.
import { expect, test } from 'vitest'
import type { Ask } from '../../../src/page/workers/player-client.ts'
import { createAsk, isSameQuestion } from '../../../src/page/session/asking.ts'

function player(refuses = false) {
  const asked: unknown[] = []
  const ask = ((runId: number, question: unknown) => {
    asked.push([runId, question])
    return refuses ? Promise.reject(new Error('no')) : Promise.resolve(asked.length)
  }) as unknown as Ask
  return { asked, ask: createAsk(ask) }
}

test('the last answer of a kind is kept until something else of that kind is asked', async () => {
  const { asked, ask } = player()
  const first = ask(1, { kind: 'guestTimes' })
  expect(ask(1, { kind: 'guestTimes' })).toBe(first)
  void ask(1, { kind: 'pageLife', page: 3 })
  void ask(1, { kind: 'pageLife', page: 3 })
  expect(ask(1, { kind: 'guestTimes' })).toBe(first)
  void ask(1, { kind: 'pageLife', page: 4 })
  void ask(2, { kind: 'pageLife', page: 4 })
  expect(asked).toEqual([
    [1, { kind: 'guestTimes' }],
    [1, { kind: 'pageLife', page: 3 }],
    [1, { kind: 'pageLife', page: 4 }],
    [2, { kind: 'pageLife', page: 4 }],
  ])
})

test('what was refused is asked again, and each asker hears why', async () => {
  const { asked, ask } = player(true)
  await expect(ask(1, { kind: 'mostSent' })).rejects.toThrow('no')
  await expect(ask(1, { kind: 'mostSent' })).rejects.toThrow('no')
  expect(asked).toHaveLength(2)
})

test('questions are the same when every field is', () => {
  const view = { firstPage: 0, pagesPerCell: 1, cells: 1 }
  const heat = { kind: 'heat', time: 1, view }
  expect(isSameQuestion(heat, { ...heat })).toBe(true)
  expect(isSameQuestion(heat, { ...heat, time: 2 })).toBe(false)
  expect(isSameQuestion(heat, { ...heat, stream: 0 })).toBe(false)
  expect(isSameQuestion({ ...heat, stream: 0 }, heat)).toBe(false)
  expect(isSameQuestion(undefined, heat)).toBe(false)
})
