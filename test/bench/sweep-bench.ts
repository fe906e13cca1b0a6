/** A thousand scenarios of 4 GiB on two processors, as `npm run sweep` computes them. */
import { nodeIo } from '../../src/cli/io.ts'
import { foreseeSweep } from '../../src/cli/sweep-cost.ts'
import { runSweep } from '../../src/cli/sweep-row.ts'
import { DEFAULT_SCENARIO, type RunInput } from '../../src/engine/scenario/scenario.ts'
import { toEnd } from '../../src/engine/work.ts'

const SCENARIOS = 1000
const PROCESSORS = 2
const BUDGET_SECONDS = 5
const RUNS = 3

const inputs = Array.from({ length: SCENARIOS }, (_, index): RunInput => ({
  scenario: {
    ...DEFAULT_SCENARIO,
    'vm.memory': 4,
    'workload.workingSet': 0.5 + (index % 10) * 0.25,
    'workload.writeRate': 20 + 20 * Math.floor(index / 10),
  },
  seed: index,
}))

export async function benchSweep(): Promise<void> {
  const io = nodeIo()
  const times: number[] = []
  const used = process.cpuUsage()
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    await runSweep(io, inputs, toEnd(foreseeSweep(inputs, PROCESSORS)))
    times.push((performance.now() - start) / 1000)
  }
  const { user, system } = process.cpuUsage(used)
  const processor = (user + system) / 1e6 / RUNS / PROCESSORS
  const median = times.sort((a, b) => a - b)[RUNS >> 1]!
  console.log(
    `\n${SCENARIOS} scenarios of 4 GiB on ${PROCESSORS} processors: ${median.toFixed(2)} s, each processor busy ${processor.toFixed(2)} s` +
      `   budget ${BUDGET_SECONDS} s, used ${((100 * median) / BUDGET_SECONDS).toFixed(0)} %`,
  )
}
