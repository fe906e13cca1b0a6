// Which pages of a region fired, and which hold zeros: the first ones of a keyed order, asked for in two ways.
import { describe, expect, it } from 'vitest'
import { classesOf, smallLayout, sweeping } from './small.ts'
import {
  fireOrderKey,
  firedPageTest,
  forEachFiredPage,
} from '../../../src/engine/memory/fired-pages.ts'
import { sweepFires } from '../../../src/engine/memory/sweep.ts'
import { forEachZeroPage } from '../../../src/engine/memory/zero-pages.ts'
import { createPermutation, rank } from '../../../src/engine/random/permutation.ts'

const SEED = 7
const PASS = 2
/** Four regions; the second and third belong to class 1, the third with 100 pages only. */
const layout = smallLayout()

const firedOf = (region: number, count: number, sweep?: ReturnType<typeof sweepFires>) => {
  const pages: number[] = []
  forEachFiredPage(layout, SEED, PASS, region, count, sweep, (page) => pages.push(page))
  const test = firedPageTest(layout, SEED, PASS, region, count, sweep)
  // Both ways say the same, of each page of the region.
  expect(Array.from({ length: 512 }, (_, page) => page).filter(test)).toEqual(
    [...pages].sort((a, b) => a - b),
  )
  return pages
}

describe('fired', () => {
  it.each([0, 1, 49, 50, 51, 99, 100, 150])('%i of 100: the first of the order', (count) => {
    const order = createPermutation(100, fireOrderKey(layout, SEED, PASS, 2))
    const first = Array.from({ length: 100 }, (_, page) => page).filter(
      (page) => rank(order, page) < count,
    )
    expect(firedOf(2, count).sort((a, b) => a - b)).toEqual(first)
  })

  it.each([0.5, 70.5])('an expected value of %f counts the page that has begun', (count) => {
    expect(firedOf(2, count)).toHaveLength(Math.ceil(count))
  })

  it('each region and each pass has an order of its own', () => {
    const keys = [
      fireOrderKey(layout, SEED, PASS, 1),
      fireOrderKey(layout, SEED, PASS, 2),
      fireOrderKey(layout, SEED, PASS + 1, 1),
      fireOrderKey(layout, SEED + 1, PASS, 1),
    ]
    expect(new Set(keys).size).toBe(4)
  })

  it('the run of a sweep, by the place of the region in its class', () => {
    const [, sweep] = classesOf(sweeping)
    // Writes 500 … 559 of 612 pages: 12 in the first region, 48 in the second.
    const run = sweepFires(sweep!, 0.5, 0.56)
    expect(firedOf(1, 12, run)).toEqual(Array.from({ length: 12 }, (_, i) => 500 + i))
    expect(firedOf(2, 48, run)).toEqual(Array.from({ length: 48 }, (_, i) => i))
    expect(firedOf(2, 0, run)).toEqual([])
    // 600 … 611, then the class begins anew: what lies behind its last page is not of it.
    const round = sweepFires(sweep!, 0.6, 0.65)
    expect(firedOf(2, 12, round)).toEqual(Array.from({ length: 12 }, (_, i) => 88 + i))
    expect(firedOf(1, 38, round)).toEqual(Array.from({ length: 38 }, (_, i) => i))
  })
})

describe('zeros', () => {
  const zerosOf = (region: number, count: number) => {
    const pages: number[] = []
    forEachZeroPage(layout, SEED, region, count, (page) => pages.push(page))
    return pages
  }
  it.each([0, 1, 60, 100])('%i of 100, each once', (count) => {
    const pages = zerosOf(2, count)
    expect(new Set(pages).size).toBe(count)
    expect(pages.every((page) => page >= 0 && page < 100)).toBe(true)
  })

  it('more zeros are the same and others', () => {
    const many = new Set(zerosOf(2, 60))
    expect(zerosOf(2, 20).every((page) => many.has(page))).toBe(true)
  })

  it('another region, other pages', () => {
    expect(zerosOf(0, 50)).not.toEqual(zerosOf(3, 50))
  })
})
