// What ends a migration from outside before its time: the first that counts, from a moment on and before another.
import { describe, expect, test } from 'vitest'
import { interruptionIn } from '../../../src/engine/migration/interruption.ts'
import { scheduleOf } from './schedules.ts'

interface Row {
  readonly name: string
  readonly cancels?: readonly number[]
  readonly sourceDies?: number
  /** False: the stun has begun. */
  readonly cancellable?: boolean
  readonly ends: readonly ['cancelled' | 'source-host-lost', number] | undefined
}

/** A phase from 10 to 20. */
const ROWS: readonly Row[] = [
  { name: 'nothing', ends: undefined },
  { name: 'a cancel before it', cancels: [9], ends: undefined },
  { name: 'a cancel as it begins', cancels: [10], ends: ['cancelled', 10] },
  { name: 'a cancel in it', cancels: [9, 12, 15], ends: ['cancelled', 12] },
  { name: 'a cancel just before its end', cancels: [19], ends: ['cancelled', 19] },
  { name: 'a cancel at its end: the next phase has it', cancels: [20], ends: undefined },
  { name: 'a cancel in the stun: too late', cancels: [12], cancellable: false, ends: undefined },
  { name: 'the source dies in it', sourceDies: 12, ends: ['source-host-lost', 12] },
  { name: 'the source has died before it', sourceDies: 3, ends: ['source-host-lost', 10] },
  { name: 'the source dies at its end', sourceDies: 20, ends: undefined },
  {
    name: 'the source dies in the stun',
    sourceDies: 12,
    cancellable: false,
    ends: ['source-host-lost', 12],
  },
  { name: 'a cancel first', cancels: [12], sourceDies: 13, ends: ['cancelled', 12] },
  { name: 'the source first', cancels: [13], sourceDies: 12, ends: ['source-host-lost', 12] },
  {
    name: 'both at once: the host is gone',
    cancels: [12],
    sourceDies: 12,
    ends: ['source-host-lost', 12],
  },
]

describe('a phase is ended by', () => {
  test.each(ROWS)('$name', ({ cancels = [], sourceDies = Infinity, cancellable, ends }) => {
    const schedule = scheduleOf({ cancels, sourceDies })
    const found = interruptionIn({ schedule }, 10, 20, cancellable)
    expect(found && [found.reason, found.at]).toEqual(ends)
  })
})
