/** Real runs for tests: what the page would show for a scenario. */
import { startRun } from '../../../src/engine/run.ts'
import { PARAMETERS } from '../../../src/engine/scenario/parameters.ts'
import { presetScenario, type ScenarioId } from '../../../src/catalogue/presets.ts'
import { DEFAULT_SEED, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { summarize } from '../../../src/report/summarize.ts'
import type { Summary } from '../../../src/report/summary.ts'

const known = new Map<string, Summary>()

export function runOf(preset: ScenarioId = 'default', changes: Partial<Scenario> = {}): Summary {
  const key = JSON.stringify([preset, changes])
  const found = known.get(key)
  if (found) return found
  const run = startRun({ scenario: { ...presetScenario(preset), ...changes }, seed: DEFAULT_SEED })
  let step = run.next()
  while (!step.done) step = run.next()
  const summary = summarize(step.value)
  known.set(key, summary)
  return summary
}

const faults = PARAMETERS.failure.options.filter((option) => option !== 'none')

/** Runs that end in every way that the page shows. */
export const RUNS: readonly (readonly [name: string, run: () => Summary])[] = [
  ['default', () => runOf()],
  ['idle web server', () => runOf('idle-web')],
  ['with SDPS', () => runOf('memtest')],
  ['without SDPS', () => runOf('memtest', { 'Migrate.SdpsEnabled': '0' })],
  ['6.7, page-in after the resume', () => runOf('default', { generation: '6.7' })],
  [
    'switchover too long',
    () => runOf('branch-office', { 'vmotion.maxSwitchoverSeconds': 1, 'vm.deviceState': 544 }),
  ],
  ['4.1, Quick Resume', () => runOf('memtest', { generation: '4.1' })],
  ...faults.map((failure): [string, () => Summary] => [
    `failure on demand: ${failure}`,
    () => runOf('default', { failure, 'failure.at': 5 }),
  ]),
  [
    'destination dies after the resume',
    () => runOf('default', { failure: 'destination-dies', 'failure.at': 69.4 }),
  ],
]
