// The pinball: the same game at the same guest time, whichever way one came there.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  createPinballGame,
  emptyView,
  SECONDS_A_BALL,
} from '../../../../src/page/features/console/pinball-game.ts'
import { TABLE } from '../../../../src/page/features/console/pinball-table.ts'
import {
  FLIP_SIDES,
  GUEST_STEPS_PER_SECOND,
  type Flip,
} from '../../../../src/saved/console-choice.ts'
import { runs } from '../../../properties.ts'

const seconds = fc.double({ min: 0, max: 300, noNaN: true })
const seed = fc.integer({ min: 0, max: 2 ** 32 - 1 })
const flips: fc.Arbitrary<readonly Flip[]> = fc
  .array(
    fc.record({
      step: fc.integer({ min: 0, max: 60 * GUEST_STEPS_PER_SECOND }),
      lead: fc.constant(0),
      side: fc.constantFrom(...FLIP_SIDES),
    }),
    { maxLength: 30 },
  )
  .map((some) => some.sort((a, b) => a.step - b.step))

describe('the pinball', () => {
  it('gives the same picture at the same guest time: after a seek, backwards, and with the same flips', () => {
    fc.assert(
      fc.property(
        seed,
        flips,
        fc.array(seconds, { minLength: 1, maxLength: 12 }),
        (key, pressed, times) => {
          const wandering = createPinballGame(key)
          wandering.setFlips(pressed)
          for (const time of times) {
            const fresh = createPinballGame(key)
            fresh.setFlips(pressed)
            expect(wandering.at(time, emptyView())).toEqual(fresh.at(time, emptyView()))
          }
        },
      ),
      runs(25),
    )
  })

  it('changes with a flip from that step on, and not before', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 200, max: 2000 }), (key, step) => {
        const game = createPinballGame(key)
        const at = (offset: number) => (step + offset + 0.5) / GUEST_STEPS_PER_SECOND
        const before = game.at(at(-2), emptyView())
        const after = game.at(at(3), emptyView())
        game.setFlips([{ step, lead: 0, side: 'upper' }])
        expect(game.at(at(-2), emptyView())).toEqual(before)
        const flipped = game.at(at(3), emptyView())
        expect(flipped.upper).toBeGreaterThan(0)
        expect(flipped.manual).toBeGreaterThan(after.manual)
        game.setFlips([])
        expect(game.at(at(3), emptyView())).toEqual(after)
      }),
      runs(30),
    )
  })

  it('keeps the ball on the table and moving, and the game goes on by itself', () => {
    for (let key = 0; key < 12; key++) {
      const game = createPinballGame(key)
      const view = emptyView()
      let [lastScore, quiet, longest] = [0, 0, 0]
      for (let step = 0; step < SECONDS_A_BALL * GUEST_STEPS_PER_SECOND; step++) {
        game.at((step + 0.5) / GUEST_STEPS_PER_SECOND, view)
        expect(view.x).toBeGreaterThan(-10)
        expect(view.x).toBeLessThan(TABLE.width)
        expect(view.y).toBeGreaterThan(0)
        expect(view.y).toBeLessThan(TABLE.height)
        quiet = view.score === lastScore ? quiet + 1 : 0
        longest = Math.max(longest, quiet)
        lastScore = view.score
      }
      expect(lastScore).toBeGreaterThan(1000)
      expect(longest / GUEST_STEPS_PER_SECOND).toBeLessThan(6)
    }
  })

  it('moves without a jump between two frames, but for a new ball', () => {
    const game = createPinballGame(5)
    const [now, next] = [emptyView(), emptyView()]
    for (let at = 1; at < 15; at += 0.003) {
      game.at(at, now)
      game.at(at + 0.001, next)
      if (now.wait === 0 && next.wait === 0)
        expect(Math.hypot(next.x - now.x, next.y - now.y)).toBeLessThan(1)
    }
  })
})
