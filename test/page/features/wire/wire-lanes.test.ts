/** Streams on the wire: a lane each, never more than can be distinguished, that leave and arrive where the walk stands. */
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fanAt, MAX_LANES, wireLanes } from '../../../../src/page/features/wire/wire-lanes.ts'
import { laneAt, layBundle } from '../../../../src/page/features/wire/wire-marks.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../../src/engine/scenario/scenario.ts'

const scenarioOf = (values: Partial<Scenario>): Scenario => ({ ...DEFAULT_SCENARIO, ...values })

it('draws one lane a stream, with room between the NICs', () => {
  expect(wireLanes(scenarioOf({})).count).toBe(1)
  const two = wireLanes(
    scenarioOf({
      'network.speed': '40',
      'network.nics': 2,
      'network.vmknics': 2,
      generation: '7.0U2',
    }),
  )
  expect(two.count).toBeGreaterThan(2)
  const steps = two.offsets.slice(1).map((offset, lane) => offset - (two.offsets[lane] ?? 0))
  expect(steps.filter((step) => step > 1.5)).toHaveLength(1)
})

it('has between one and eight lanes, around the middle, whatever the network', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('1', '10', '25', '40', '50', '100'),
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 1, max: 16 }),
      fc.integer({ min: 0, max: 112 }),
      fc.constantFrom('4.0', '5.0', '7.0U1', '9.0'),
      (speed, nics, vmknics, helpers, generation) => {
        const lanes = wireLanes(
          scenarioOf({
            generation,
            'network.speed': speed,
            'network.nics': nics,
            'network.vmknics': vmknics,
            'Migrate.VMotionStreamHelpers': helpers,
          }),
        )
        expect(lanes.count).toBeGreaterThanOrEqual(1)
        expect(lanes.count).toBeLessThanOrEqual(MAX_LANES)
        expect(lanes.offsets).toHaveLength(lanes.count)
        expect((lanes.offsets[0] ?? 0) + (lanes.offsets.at(-1) ?? 0)).toBeCloseTo(0, 9)
      },
    ),
  )
})

it('leaves and arrives at the height of the walk and stays on the wire in between', () => {
  const lanes = wireLanes(scenarioOf({ 'Migrate.VMotionStreamHelpers': 8 }))
  for (const walk of [0, 40, 150, 300]) {
    const bundle = layBundle(lanes, 250, 300, 23, walk)
    for (let lane = 0; lane < lanes.count; lane++) {
      expect(laneAt(bundle, lane, 0)).toBeCloseTo(walk, 9)
      expect(laneAt(bundle, lane, 1)).toBeCloseTo(walk, 9)
      const out = laneAt(bundle, lane, 0.5)
      expect(out - bundle.thick / 2).toBeGreaterThanOrEqual(0)
      expect(out + bundle.thick / 2).toBeLessThanOrEqual(300)
    }
  }
  expect(fanAt(0.5)).toBe(1)
})
