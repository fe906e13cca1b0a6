// Where the pages of a measured curve lie is not known: every part of memory holds its share of every class.
import { expect, test } from 'vitest'
import { fitDirtyCurve } from '../../../src/engine/guest/dirty-curve.ts'
import { createWorkload, pagesInUse } from '../../../src/engine/guest/workload.ts'
import { createLayout } from '../../../src/engine/memory/layout.ts'
import { DEFAULT_SCENARIO } from '../../../src/engine/scenario/scenario.ts'

test('the classes of a curve are evenly mixed, and have the pages that they should', () => {
  const scenario = { ...DEFAULT_SCENARIO, 'workload.pattern': 'curve' } as const
  const { classes } = createWorkload(scenario, fitDirtyCurve)
  const pages = pagesInUse(scenario)
  const layout = createLayout(pages, pages, 0, classes)
  for (const { id, pages: wanted } of classes.slice(1)) {
    const regions = [...layout.classOf.keys()].filter((region) => layout.classOf[region] === id)
    const total = regions.reduce((sum, region) => sum + layout.classPages[region]!, 0)
    expect(total).toBe(wanted)
    if (regions.length < 8) continue
    // Each quarter of memory holds a quarter of the class, but for a region.
    for (const quarter of [0, 1, 2, 3]) {
      const inside = regions.filter(
        (region) => Math.floor((4 * region) / layout.regions) === quarter,
      )
      expect(Math.abs(inside.length - regions.length / 4)).toBeLessThanOrEqual(1.5)
    }
  }
})

test('a measured curve that nothing can fit is refused, and no other workload needs that', () => {
  const curve = { ...DEFAULT_SCENARIO, 'workload.pattern': 'curve' } as const
  expect(() => createWorkload(curve)).toThrow('workload.pattern: curve is not to be had here')
  expect(createWorkload(DEFAULT_SCENARIO).classes.length).toBeGreaterThan(1)
})
