/** What the page knows of an evacuation, reply by reply: the former result stays marked, and what is missing says why. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  asked,
  askedAgain,
  cancelled,
  FIRST_STATE,
  gaveUp,
  heard,
  isFormer,
  restarted,
  type EvacuationState,
} from '../../../../src/page/features/evacuation/evacuation-state.ts'
import {
  ALTERNATIVES,
  type Alternative,
  type EvacuationSummary,
} from '../../../../src/report/evacuation.ts'
import type { Death } from '../../../../src/text/threads.ts'
import { runs } from '../../../properties.ts'

type Step = (state: EvacuationState) => EvacuationState

const summaryOf = (end: number) => ({ totals: { end } }) as EvacuationSummary
const DEATH: Death = { kind: 'failed', message: 'out of memory' }
const PACE = { share: 0.6, secondsLeft: 10 }

const evacuated =
  (end: number): Step =>
  (state) =>
    heard(state, { kind: 'evacuated', orderId: 1, summary: summaryOf(end) })
const alternative =
  (atOnce: number): Step =>
  (state) =>
    heard(state, { kind: 'alternative', orderId: 1, alternative: { atOnce } as Alternative })
const progress: Step = (state) => heard(state, { kind: 'progress', orderId: 1, pace: PACE })
const compared: Step = (state) => heard(state, { kind: 'compared', orderId: 1 })
const error: Step = (state) =>
  heard(state, { kind: 'evacuation-error', orderId: 1, message: 'its code did not load' })
const died: Step = (state) => restarted(state, DEATH)
const lastDied: Step = (state) => gaveUp(state, DEATH)

const after = (...steps: readonly Step[]) => steps.reduce((state, step) => step(state), FIRST_STATE)
const THERE = [evacuated(1), ...ALTERNATIVES.map(alternative), compared]

describe('a result', () => {
  it('is all there in the end, with nothing missing', () => {
    expect(after(...THERE)).toEqual({
      summary: summaryOf(1),
      alternatives: ALTERNATIVES.map((atOnce) => ({ atOnce })),
      missing: undefined,
    })
  })

  it.each<[what: string, steps: Step[], how: string]>([
    ['is computed', [], 'computing'],
    ['was cancelled', [cancelled], 'cancelled'],
    ['was cancelled when it took long', [progress, cancelled], 'cancelled'],
    ['could not be computed', [error], 'failed'],
    ['lost its last thread', [died, died, lastDied], 'failed'],
    ['is asked for again', [lastDied, askedAgain], 'computing'],
  ])('stays as the former one while another %s', (_, steps, how) => {
    const state = after(...THERE, asked, ...steps)
    expect(state).toMatchObject({ summary: summaryOf(1), missing: { part: 'evacuation', how } })
    expect(state.alternatives).toHaveLength(ALTERNATIVES.length)
    expect(isFormer(state)).toBe(true)
  })

  it.each<[what: string, steps: Step[], how: string]>([
    ['is computed', [], 'computing'],
    ['was cancelled', [progress, cancelled], 'cancelled'],
    ['could not be computed', [error], 'failed'],
    ['lost its last thread', [died, died, lastDied], 'failed'],
  ])('is not a former one while its comparison %s', (_, steps, how) => {
    const state = after(evacuated(1), alternative(1), ...steps)
    expect(state).toMatchObject({ summary: summaryOf(1), missing: { part: 'comparison', how } })
    expect(state.alternatives).toEqual([{ atOnce: 1 }])
    expect(isFormer(state)).toBe(false)
  })
})

describe('the words of what takes long', () => {
  const slowOf = ({ missing }: EvacuationState) => missing?.how === 'computing' && missing.slow
  const paceOf = ({ missing }: EvacuationState) =>
    missing?.how === 'computing' ? missing.pace : undefined

  it('stay from the first until all is there: through each alternative, and from the evacuation on', () => {
    const steps = [progress, evacuated(1), progress, ...ALTERNATIVES.map(alternative)]
    for (const [index] of steps.entries())
      expect(slowOf(after(...steps.slice(0, index + 1))), `after ${index}`).toBe(true)
    expect(paceOf(after(...steps))).toEqual(PACE)
    expect(after(...steps, compared).missing).toBeUndefined()
  })

  it('do not carry over what is no longer true: the comparison begins anew, and so does another thread', () => {
    expect(paceOf(after(progress, evacuated(1)))).toBeUndefined()
    const another = after(progress, died)
    expect(another.missing).toMatchObject({
      slow: true,
      pace: undefined,
      restarted: expect.stringContaining('stopped (out of memory)') as string,
    })
    expect(paceOf(died(after(evacuated(1), progress)))).toBeUndefined()
  })

  it('say why it failed, and never that a person cancelled it', () => {
    expect(after(error).missing).toMatchObject({ reason: 'Reason: its code did not load.' })
    expect(after(lastDied).missing).toMatchObject({
      reason: expect.stringContaining('for the third time in a row') as string,
    })
  })
})

it('whatever happens, a result in full colour is that of what was asked, and what is missing can be had', () => {
  const steps = { progress, error, died, lastDied, cancelled, asked, askedAgain }
  const name = fc.constantFrom(...(Object.keys(steps) as (keyof typeof steps)[]))
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (names) => {
      const state = after(...THERE, asked, ...names.map((one) => steps[one]))
      expect(isFormer(state)).toBe(true)
      const there = [askedAgain, evacuated(2), ...ALTERNATIVES.map(alternative), compared]
      const end = there.reduce((before, step) => step(before), state)
      expect(end).toMatchObject({ summary: summaryOf(2), missing: undefined })
      expect(end.alternatives).toHaveLength(ALTERNATIVES.length)
    }),
    runs(60),
  )
})
