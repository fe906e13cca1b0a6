// What "Why?" asks about, by what became of the run.
import { expect, it } from 'vitest'
import { topicName } from '../../src/text/explain/explain.ts'

it.each([
  ['failed', 'it failed'],
  ['cancelled', 'it was cancelled'],
  ['never-ends', 'it never ends'],
  ['unfinished', 'it is unfinished'],
] as const)('a run that is %s is not asked why another thing happened', (outcome, name) => {
  expect(topicName('failure', { outcome })).toBe(name)
  expect(topicName('total', { outcome })).toBe('total time')
})
