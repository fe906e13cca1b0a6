// The player's cache: bounded by bytes, the least recently used goes first, the newest stays.
import { expect, test } from 'vitest'
import type { Recording } from '../../../src/recording/recording.ts'
import { createRecordingCache } from '../../../src/page/workers/recording-cache.ts'

const recording = (bytes: number) => ({ bytes }) as Recording

test('drops what was used longest ago', () => {
  const cache = createRecordingCache(100)
  cache.add(1, recording(40))
  cache.add(2, recording(40))
  cache.get(1)
  cache.add(3, recording(40))
  expect([1, 2, 3].map((id) => cache.get(id) !== undefined)).toEqual([true, false, true])
  expect(cache.bytes).toBe(80)
})

test('keeps the newest, however large', () => {
  const cache = createRecordingCache(100)
  cache.add(1, recording(40))
  cache.add(2, recording(500))
  expect(cache.get(1)).toBeUndefined()
  expect(cache.get(2)).toBeDefined()
})

test('counts a recording once that comes again', () => {
  const cache = createRecordingCache(100)
  cache.add(1, recording(40))
  cache.add(1, recording(50))
  expect(cache.bytes).toBe(50)
})
