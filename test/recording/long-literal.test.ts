// A literal pass that outlasts what 32 bits of microseconds hold (71 minutes 35 seconds): its fires stay in their order.
import { expect, it } from 'vitest'
import { fireMoment, firesInAll, firesInRegion } from '../../src/recording/fires.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { runOnce } from '../engine/run-once.ts'
import { inputOf } from '../engine/arbitrary-scenario.ts'

const record = runOnce(
  inputOf({
    model: 'literal',
    'vm.memory': 0.5,
    'vm.inUse': 100,
    'vm.zeroPages': 0,
    'vm.vcpus': 1,
    'workload.writers': 1,
    'workload.workingSet': 0.01,
    'workload.writeRate': 0.02,
    'workload.background': 10,
    'network.rtt': 500,
    'network.loss': 5,
  }),
)
const table = record.passes[0]!
const { start, end } = table.walk
const moments = Array.from({ length: 21 }, (_, step) =>
  Math.round(start + ((end - start) * step) / 20),
)

it('fires go on to the end of the pass', () => {
  expect(end - start).toBeGreaterThan(2 ** 32 * 1000)
  const counts = moments.map((at) => firesInAll(record, fireMoment(record, table, at)))
  expect(counts.at(-1)).toBe(table.row.pagesDirtied)
  // The guest writes at an even rate to ever fewer pages that are traced: each part of the pass has some of its fires.
  for (const [index, count] of counts.entries())
    if (index > 0) expect(count).toBeGreaterThan(counts[index - 1]!)
})

it('all regions together are the whole, at each moment', () => {
  const regions = Array.from({ length: record.layout.regions }, (_, region) => region)
  for (const at of moments) {
    const moment = fireMoment(record, table, at)
    const sum = regions.reduce((all, region) => all + firesInRegion(record, moment, region), 0)
    expect(sum).toBe(firesInAll(record, moment))
  }
})

it('each fire that is told lies in its pass', () => {
  const fires = createRecording(record)
    .ask({ kind: 'pageFires', firstPage: 0, pages: 4096 })
    .filter(({ pass }) => pass === table.row.pass)
  expect(fires.length).toBeGreaterThan(0)
  expect(fires.some(({ at }) => at - start > 2 ** 32 * 1000)).toBe(true)
  for (const { at } of fires) expect(at > start && at <= end).toBe(true)
})
