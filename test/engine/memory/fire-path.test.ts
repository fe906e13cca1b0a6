// How many pages of a region have fired: never fewer than before, also where the sampler goes over to another way to compute.
import { describe, expect, it } from 'vitest'
import { firePath } from '../../../src/engine/memory/fire-path.ts'
import { binomialSampler } from '../../../src/engine/random/binomial.ts'

/** Where n · p · (1 − p) = 12, the sampler goes over: from p = ½ so far to either side. */
const reach = (pages: number) => Math.sqrt(1 / 4 - 12 / pages)

describe('at a border, at which the sampler alone would fall by a page', () => {
  it.each([
    // Pages, side, draw, pages that have fired at the border and by the sampler alone.
    [49, -1, 0.1565, 18, 17],
    [60, -1, 0.1175, 13, 12],
    [100, 1, 0.9045, 91, 90],
    [512, 1, 0.7855, 503, 502],
    [2048, -1, 0.1505, 9, 8],
    [2048, 1, 0.9135, 2041, 2040],
  ])('of %i pages (%i), drawn %f: %i, not %i', (pages, side, u, fired, alone) => {
    const border = 0.5 + side * reach(pages)
    // Beside the border, so that rounding does not decide on which side of it this is.
    const [before, after] = [border * (1 - 1e-9), border * (1 + 1e-9)]
    expect(binomialSampler(pages, after)(u)).toBe(alone)
    expect(firePath(pages, before)(u)).toBe(fired)
    expect(firePath(pages, after)(u)).toBe(fired)
  })
})

it('at the very border it has not fallen', () => {
  // 64 × ¼ × ¾ = 12.
  expect(binomialSampler(64, 0.25)(0.1565)).toBe(12)
  expect(firePath(64, 0.25)(0.1565)).toBe(13)
})

describe('as the share grows', () => {
  const draws = Array.from({ length: 20 }, (_, index) => (index + 0.5) / 20)
  it.each([1, 10, 48, 49, 60, 100, 512, 2048])('the fires of %i pages never fall', (pages) => {
    let before = draws.map(() => 0)
    let falls = 0
    for (let step = 0; step <= 200; step++) {
      const fired = draws.map(firePath(pages, step / 200))
      falls += fired.filter((count, index) => count < before[index]!).length
      before = fired
    }
    expect(falls).toBe(0)
    expect(before).toEqual(draws.map(() => pages))
  })

  it.each([
    [512, 0.3],
    [512, 0.7],
    [40, 0.2],
    [2048, 0.05],
  ])('far from a border they are the quantile: %i pages, %f', (pages, share) => {
    const [path, quantile] = [firePath(pages, share), binomialSampler(pages, share)]
    for (const u of draws) expect(path(u)).toBe(quantile(u))
  })
})
