/** Ready-made scenarios. Each names only what differs from the default run; names and descriptions are in `text/`. */
import { suggestion } from '../engine/scenario/closest.ts'
import { type Problem, quote } from '../engine/scenario/problem.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../engine/scenario/scenario.ts'
import { STORIES, type StoryId } from './stories.ts'

interface Entry {
  readonly id: string
  readonly scenario: Partial<Scenario>
}

const LIST = [
  { id: 'default', scenario: {} },
  {
    id: 'idle-web',
    scenario: {
      'vm.memory': 8,
      'vm.inUse': 75,
      'vm.zeroPages': 20,
      'vm.vcpus': 4,
      'workload.writers': 1,
      'workload.workingSet': 0.25,
      'workload.writeRate': 2,
      'workload.background': 30,
    },
  },
  {
    id: 'file-server',
    scenario: {
      'vm.memory': 32,
      'vm.inUse': 90,
      'vm.zeroPages': 5,
      'vm.vcpus': 8,
      'workload.pattern': 'sweep',
      'workload.writers': 2,
      'workload.workingSet': 16,
      'workload.writeRate': 150,
    },
  },
  {
    id: 'oltp',
    scenario: {
      'vm.memory': 96,
      'vm.inUse': 95,
      'vm.vcpus': 16,
      'workload.pattern': 'hotcold',
      'workload.writers': 12,
      'workload.workingSet': 40,
      'workload.writeRate': 420,
      'workload.hotSet': 5,
      'workload.hotWrites': 80,
      'network.speed': '25',
    },
  },
  {
    id: 'in-memory-db',
    scenario: {
      'vm.memory': 512,
      'vm.inUse': 90,
      'vm.vcpus': 64,
      'workload.writers': 48,
      'workload.workingSet': 220,
      'workload.writeRate': 1500,
      'network.speed': '40',
      'network.vmknics': 3,
    },
  },
  {
    id: 'memtest',
    scenario: {
      'vm.memory': 48,
      'vm.vcpus': 8,
      'workload.writers': 6,
      'workload.workingSet': 40,
      'workload.writeRate': 6000,
    },
  },
  {
    id: 'monster-1tib',
    scenario: {
      'vm.memory': 1024,
      'vm.vcpus': 72,
      'workload.pattern': 'hotcold',
      'workload.writers': 64,
      'workload.workingSet': 300,
      'workload.writeRate': 1800,
      'workload.hotSet': 4,
      'workload.hotWrites': 70,
      'network.speed': '100',
      'network.vmknics': 6,
    },
  },
  {
    id: 'monster-24tib',
    scenario: {
      'vm.memory': 24576,
      'vm.vcpus': 768,
      'workload.writers': 512,
      'workload.workingSet': 2048,
      'workload.writeRate': 3200,
      'network.speed': '100',
      'network.vmknics': 7,
      'hosts.sourceCores': 64,
      'hosts.destinationCores': 64,
    },
  },
  {
    id: 'long-distance',
    scenario: {
      'vm.memory': 16,
      'vm.vcpus': 4,
      'workload.writers': 2,
      'workload.workingSet': 2,
      'workload.writeRate': 20,
      'network.rtt': 100,
      'network.mtu': '1500',
    },
  },
  {
    id: 'branch-office',
    scenario: {
      generation: '5.0',
      'vm.memory': 8,
      'vm.inUse': 80,
      'vm.vcpus': 2,
      'workload.writers': 1,
      'workload.workingSet': 1,
      'workload.writeRate': 10,
      'network.speed': '1',
      'network.mtu': '1500',
    },
  },
  {
    // A quarter of what each pass sends is written again: 16, 4 and 1 s, then 0.25 s of last pages (opvizor-table).
    id: 'worked-example',
    scenario: {
      generation: '5.0',
      model: 'fluid',
      'vm.memory': 2,
      'vm.vcpus': 1,
      'workload.pattern': 'sweep',
      'workload.writers': 1,
      'workload.workingSet': 2,
      'workload.writeRate': 32,
      'workload.background': 0,
      'network.limit': 134.217728,
      'network.rtt': 0,
      'hosts.pageFireCost': 0,
    },
  },
] as const satisfies readonly Entry[]

export type PresetId = (typeof LIST)[number]['id']

export interface Preset extends Entry {
  readonly id: PresetId
}

export const PRESETS: readonly Preset[] = LIST

export const PRESET_IDS: readonly PresetId[] = PRESETS.map(({ id }) => id)

/** What opens by name, in a link and on the command line: stories open like presets; lists show them apart. */
export type ScenarioId = PresetId | StoryId

const NAMED: ReadonlyMap<string, Partial<Scenario>> = new Map(
  [...PRESETS, ...STORIES].map(({ id, scenario }) => [id, scenario]),
)

/** Whether a preset or a story has this name. */
export function isPreset(id: string): id is ScenarioId {
  return NAMED.has(id)
}

/** The whole scenario of a preset or a story. */
export function presetScenario(id: ScenarioId): Scenario {
  return { ...DEFAULT_SCENARIO, ...NAMED.get(id) }
}

/** What is wrong with a name that `isPreset` refuses. */
export function unknownPreset(field: string, id: unknown): Problem {
  const hint = typeof id === 'string' ? suggestion(id, PRESET_IDS) : ''
  return { field, message: `unknown preset ${quote(id)}${hint}`, allowed: PRESET_IDS.join(', ') }
}
