// A moment that is found belongs to the stretch alone: not to who asks, in which order, for what else.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countReached } from '../../src/recording/count-reached.ts'

/** Saturating like page fires, with a rest in the middle in which nothing is counted. */
const curve = (pages: number, rate: number) => (guest: number) => {
  const written = guest < 2 ? guest : Math.max(2, guest - 1)
  return -pages * Math.expm1(-rate * written)
}

const pages = fc.constantFrom(3, 500, 20_000, 16_777_216)
const rate = fc.constantFrom(1e-4, 0.05, 1, 40)
const share = fc.double({ min: 0, max: 1, noNaN: true })

test('a count is reached where it is that count, wherever the search began', () => {
  fc.assert(
    fc.property(
      pages,
      rate,
      fc.array(share, { minLength: 2, maxLength: 20 }),
      (all, each, asked) => {
        const countAt = curve(all, each)
        const last = 5
        const counts = asked.map((part) => part * countAt(last))
        const inOrder = countReached(0, last, countAt)
        const found = new Map(
          counts.toSorted((a, b) => a - b).map((count) => [count, inOrder(count)]),
        )
        for (const count of counts) {
          expect(countReached(0, last, countAt)(count)).toBe(found.get(count))
          expect(Math.abs(countAt(found.get(count)!) - count)).toBeLessThanOrEqual(
            1e-6 + all * 1e-13,
          )
        }
        const times = [...found.values()]
        // Two counts that are nearer to each other than the search comes may change places.
        for (const [index, time] of times.entries())
          expect(countAt(time)).toBeGreaterThanOrEqual(
            countAt(times[index - 1] ?? 0) - 2e-6 - all * 2e-13,
          )
      },
    ),
  )
})

test('what is not reached is an end', () => {
  const reached = countReached(1, 3, (guest) => 10 * guest)
  expect(reached(5)).toBe(1)
  expect(reached(31)).toBe(3)
  expect(countReached(2, 2, () => 7)(7)).toBe(2)
})

test('takes few looks: a lane of thousands of stops is drawn with every frame', () => {
  let looks = 0
  const countAt = curve(200_000, 0.3)
  const reached = countReached(0, 5, (guest) => {
    looks++
    return countAt(guest)
  })
  const asked = 20_000
  for (let count = 0; count < asked; count++) reached(count + 0.5)
  expect(looks / asked).toBeLessThan(4)
})
