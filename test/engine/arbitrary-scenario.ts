/** Arbitrary small runs of vMotion and of the other hypervisors, and helpers that run them. Small memory keeps a property of many runs fast. */
import fc from 'fast-check'
import { GENERATION_IDS, OTHER_IDS } from '../../src/engine/generations/difference.ts'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import type { DirtyModel } from '../../src/engine/memory/dirty-model.ts'
import type { LiteralModel } from '../../src/engine/memory/literal-model.ts'
import { runToEnd, startRun } from '../../src/engine/run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import {
  DEFAULT_SCENARIO,
  type RunInput,
  type Scenario,
} from '../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../src/engine/scenario/validate.ts'
import { intervened } from './arbitrary-intervention.ts'
import { parameterValue } from './scenario/arbitrary.ts'

/** Parameters in ranges that small VMs make interesting: working sets of all shares, rates around the wire's. */
const changes = fc.record(
  {
    generation: fc.constantFrom(...GENERATION_IDS, ...OTHER_IDS),
    'vm.memory': fc.constantFrom(0.125, 0.1875, 0.25, 0.3125),
    'vm.inUse': fc.integer({ min: 10, max: 100 }),
    'vm.zeroPages': fc.integer({ min: 0, max: 60 }),
    'vm.vcpus': fc.integer({ min: 1, max: 8 }),
    'vm.deviceState': fc.integer({ min: 0, max: 50 }),
    'vm.vgpuMemory': fc.constantFrom(0, 0, 0, 1),
    'vm.vgpuChanging': fc.constantFrom(0, 30, 100),
    'workload.pattern': fc.constantFrom('random', 'sweep', 'hotcold', 'bursts', 'curve'),
    'workload.writeRate': fc.constantFrom(0, 5, 30, 100, 150, 400),
    'workload.workingSet': fc.constantFrom(0, 0.0078125, 0.03125, 0.0625, 0.125),
    'workload.writers': fc.integer({ min: 1, max: 4 }),
    'workload.hotSet': parameterValue('workload.hotSet'),
    'workload.hotWrites': parameterValue('workload.hotWrites'),
    'workload.sweepStart': parameterValue('workload.sweepStart'),
    'workload.burstOn': fc.constantFrom(0.1, 0.5, 2),
    'workload.burstOff': fc.constantFrom(0, 0.3, 2),
    'workload.burstPattern': fc.constantFrom('random', 'sweep', 'hotcold'),
    'workload.background': fc.constantFrom(0, 25, 1000),
    'network.speed': fc.constantFrom('1', '10'),
    'network.mtu': parameterValue('network.mtu'),
    'network.rtt': fc.constantFrom(0, 0.2, 2, 20),
    'network.otherTraffic': fc.integer({ min: 0, max: 70 }),
    'hosts.pageFireCost': fc.constantFrom(0, 3, 20),
    'Migrate.PreCopySwitchoverTimeGoal': fc.constantFrom(100, 500),
    'Migrate.PreCopyPagesPerSend': fc.constantFrom(1, 32, 100),
    'Migrate.SdpsEnabled': parameterValue('Migrate.SdpsEnabled'),
    'Migrate.SdpsDynamicDelaySec': fc.constantFrom(1, 30),
    'Migrate.DetectZeroPages': parameterValue('Migrate.DetectZeroPages'),
    'vmotion.maxSwitchoverSeconds': fc.constantFrom(1, 100),
    'qemu.maxBandwidth': fc.constantFrom(0, 32, 200),
    'qemu.downtimeLimit': fc.constantFrom(20, 300),
    'qemu.autoConverge': parameterValue('qemu.autoConverge'),
    'qemu.postcopyAfter': fc.constantFrom(0, 0, 0.5),
    'xen.leastRate': fc.constantFrom(100, 400),
    'xen.mostRate': fc.constantFrom(500, 2000),
  },
  { requiredKeys: ['vm.memory', 'workload.workingSet', 'vm.vcpus', 'workload.writers'] },
)

export const anySeed: fc.Arbitrary<number> = fc.integer({ min: 0, max: 2 ** 32 - 1 })

/** Without a vGPU where no VM with one can move: there would be nothing to see. */
function movable(scenario: Scenario): Scenario {
  const { policy } = GENERATIONS[scenario.generation].vgpu
  return policy === 'none' ? { ...scenario, 'vm.vgpuMemory': 0 } : scenario
}

/** Any small valid scenario of one of the models. */
export function smallScenario(...models: readonly Scenario['model'][]): fc.Arbitrary<Scenario> {
  return fc
    .tuple(changes, fc.constantFrom(...models))
    .map(
      ([values, model]) =>
        clampScenario({ ...DEFAULT_SCENARIO, ...(values as Partial<Scenario>), model }).scenario,
    )
    .map(movable)
}

export function smallInput(...models: readonly Scenario['model'][]): fc.Arbitrary<RunInput> {
  return fc.record({ scenario: smallScenario(...models), seed: anySeed })
}

/** The same, in half of the cases with what a person does on the way. */
export function smallRun(...models: readonly Scenario['model'][]): fc.Arbitrary<RunInput> {
  const acted = intervened(smallInput(...models)).map(({ scenario, seed, list }) => ({
    scenario,
    seed,
    interventions: list,
  }))
  return fc.oneof(smallInput(...models), acted)
}

/** The default scenario with other values. */
export function inputOf(values: Partial<Scenario>, seed = 1): RunInput {
  return { scenario: { ...DEFAULT_SCENARIO, ...values }, seed }
}

/** Whether a person switched over: then the last pass may end in the stun. */
export function isForced({ facts }: RunRecord): boolean {
  return facts.some((fact) => fact.kind === 'intervened' && fact.intervention === 'switch-over')
}

/** Seconds that the guest may still run in a stun: switched over by hand, a literal run ends the turn of 1 ms that it is in. */
export function overrunSeconds(record: RunRecord): number {
  return record.input.scenario.model === 'literal' && isForced(record) ? 0.001 : 0
}

/** The passes that ran to their end: not the one that a person, or what failed, broke off. */
export function finishedPasses(record: RunRecord): RunRecord['passes'] {
  const broken = record.failure !== undefined || isForced(record)
  return broken ? record.passes.slice(0, -1) : record.passes
}

export function runWith(values: Partial<Scenario>, seed = 1): RunRecord {
  return runToEnd(inputOf(values, seed))
}

/** A literal run together with its model, which knows the version of every page at both hosts. */
export function runLiteral(input: RunInput): { record: RunRecord; model: LiteralModel } {
  let model: DirtyModel | undefined
  const run = startRun(
    { ...input, scenario: { ...input.scenario, model: 'literal' } },
    (created) => (model = created),
  )
  for (;;) {
    const step = run.next()
    if (step.done === true) return { record: step.value, model: model as LiteralModel }
  }
}
