// Where a run writes down what happens.
import { expect, it } from 'vitest'
import { addPhase, createJournal } from '../../../src/engine/migration/journal.ts'
import { MAX_COPY_TIME } from '../../../src/engine/migration/phase-times.ts'

it('is empty at first', () => {
  expect(createJournal()).toStrictEqual({ facts: [], phases: [], stunParts: [], frameBuffer: [] })
})

it('a phase has a pass only where it is one', () => {
  const journal = createJournal()
  addPhase(journal, 'pass', 1, 2, 0)
  addPhase(journal, 'switchover', 2, 3)
  expect(journal.phases).toStrictEqual([
    { kind: 'pass', pass: 0, start: 1, end: 2 },
    { kind: 'switchover', start: 2, end: 3 },
  ])
})

it('no copy goes on for longer than thirty days', () => {
  // 2,592,000 s.
  expect(MAX_COPY_TIME).toBe(2_592_000e9)
})
