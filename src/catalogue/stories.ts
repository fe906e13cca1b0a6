/**
 * Scenarios that tell the history of vMotion, and one for each myth about it. Each claims something that its run must
 * show: `report/claims.ts` checks the claims, `text/stories.ts` has the words.
 */
import type { Scenario } from '../engine/scenario/scenario.ts'

/** What a run can be asked, by name. */
export type ClaimName =
  | 'completes'
  | 'fails-on-source-too-long'
  | 'fails-on-source-no-progress'
  | 'stops-about-a-second'
  | 'misses-the-second'
  | 'resumes-early-and-pages-in'
  | 'file-carries-the-rest'
  | 'bus-binds'
  | 'source-cpu-binds'
  | 'sdps-engages'
  | 'one-pass-is-enough'
  | 'bitmap-takes-seconds'
  | 'runs-while-copied'
  | 'switches-with-pages-left'
  | 'sends-memory-once'
  | 'vcenter-was-down'
  | 'outside-round-trip'
  | 'outside-routed'
  | 'outside-memory'
  | 'supported-with-plus'
  | 'loss-binds'
  | 'session-survives'
  | 'stream-stalls-briefly'

interface Claim {
  readonly id: string
  readonly expect: ClaimName
}

/** The shape of a preset, and what the run claims. */
interface Entry<Id extends string> {
  readonly id: Id
  readonly kind: 'story' | 'myth'
  readonly scenario: Partial<Scenario>
  readonly claims: readonly Claim[]
}

function story<Id extends string>(
  id: Id,
  scenario: Partial<Scenario>,
  ...expected: readonly ClaimName[]
): Entry<Id> {
  return {
    id,
    kind: 'story',
    scenario,
    claims: expected.map((expect) => ({ id: `${id}/${expect}`, expect })),
  }
}

function myth<Id extends string>(
  id: Id,
  scenario: Partial<Scenario>,
  ...expected: readonly ClaimName[]
): Entry<Id> {
  return { ...story(id, scenario, ...expected), kind: 'myth' }
}

/** A VM and a network of the first years: both are our choice, no story tells them. */
const EARLY_VM: Partial<Scenario> = {
  generation: 'ESX2',
  'vm.memory': 1,
  'vm.vcpus': 1,
  'workload.writers': 1,
  'workload.workingSet': 0.125,
  'workload.writeRate': 2,
  'network.speed': '1',
  'network.mtu': '1500',
}

/** Within what 4.x supported. */
const SMALL_VM: Partial<Scenario> = {
  'vm.memory': 4,
  'vm.vcpus': 2,
  'workload.writers': 1,
  'workload.workingSet': 0.25,
  'workload.writeRate': 2,
}

/** Dirties faster than 10 GbE sends. */
const BUSY_VM: Partial<Scenario> = {
  'vm.memory': 32,
  'vm.vcpus': 8,
  'workload.writers': 6,
  'workload.workingSet': 16,
  'workload.writeRate': 4000,
}

const QUICK_RESUME: Partial<Scenario> = { ...BUSY_VM, generation: '4.1', 'workload.workingSet': 8 }

const LARGEST_VM: Partial<Scenario> = {
  'vm.memory': 24576,
  'vm.vcpus': 768,
  'workload.writers': 512,
  'workload.workingSet': 2048,
  'workload.writeRate': 800,
  'network.speed': '100',
  'network.nics': 4,
  'network.vmknics': 4,
  'hosts.sourceCores': 64,
  'hosts.destinationCores': 64,
}

const LIST = [
  // Only the pause is reported. The 100 Mb/s network is our choice: it makes the pause a second long (see the text).
  story(
    'first-demo-2003',
    {
      ...EARLY_VM,
      'vm.memory': 0.25,
      'workload.workingSet': 0.0625,
      'workload.writeRate': 1,
      'network.limit': 12,
    },
    'completes',
    'stops-about-a-second',
    'runs-while-copied',
  ),
  story('rdp-ten-times', EARLY_VM, 'completes', 'session-survives'),
  story(
    'film-no-buffer',
    { ...EARLY_VM, 'workload.writeRate': 4 },
    'completes',
    'stream-stalls-briefly',
  ),
  story(
    'pentium-iii-jbod',
    {
      ...EARLY_VM,
      'vm.memory': 0.25,
      'workload.workingSet': 0.0625,
      'workload.writeRate': 0.25,
      'network.limit': 12,
      'hosts.sourceCores': 1,
      'hosts.destinationCores': 1,
    },
    'completes',
    'sends-memory-once',
    'stops-about-a-second',
  ),
  story(
    'nested-array-2007',
    {
      ...EARLY_VM,
      'vm.memory': 2,
      'vm.vcpus': 2,
      'workload.writers': 2,
      'workload.workingSet': 0.5,
      'workload.writeRate': 40,
    },
    'completes',
    'session-survives',
  ),
  story(
    'laser-between-buildings',
    { ...EARLY_VM, 'network.loss': 1, 'network.rtt': 1 },
    'completes',
    'loss-binds',
  ),
  story('quick-resume-41', QUICK_RESUME, 'completes', 'resumes-early-and-pages-in'),
  story(
    'quick-resume-file-41',
    { ...QUICK_RESUME, failure: 'link-cut', 'failure.at': 55 },
    'completes',
    'file-carries-the-rest',
  ),
  story(
    'round-trip-44ms',
    { ...SMALL_VM, generation: '4.1', 'network.rtt': 44 },
    'completes',
    'outside-round-trip',
  ),
  story(
    'round-trip-80ms',
    { ...SMALL_VM, generation: '4.1', 'network.rtt': 80 },
    'completes',
    'outside-round-trip',
  ),
  // Four lanes of the first PCI Express: 4 × 2.5 GT/s × 8 ÷ 10 = 8 Gb/s.
  story('old-bus-10gbe', { generation: '5.0', 'network.busLimit': 8 }, 'completes', 'bus-binds'),
  story(
    'metro-10ms-plus',
    { ...SMALL_VM, generation: '5.0', 'network.rtt': 10 },
    'completes',
    'supported-with-plus',
  ),
  // A host so loaded that it has half a core to spare.
  story('started-by-drs', { 'hosts.sourceCores': 0.5 }, 'completes', 'source-cpu-binds'),
  // Eight VMs leave at once: an eighth of the wire, taken as constant.
  story('started-by-maintenance', { 'network.otherTraffic': 87 }, 'completes', 'sdps-engages'),
  story(
    'started-by-dpm',
    { ...SMALL_VM, 'vm.memory': 16, 'workload.writeRate': 0 },
    'completes',
    'one-pass-is-enough',
  ),
  story(
    'largest-vm-67',
    { ...LARGEST_VM, generation: '6.7' },
    'outside-memory',
    'bitmap-takes-seconds',
    'misses-the-second',
  ),
  story(
    'vgpu-12gb-67',
    { ...SMALL_VM, generation: '6.7', 'vm.vgpuMemory': 12 },
    'completes',
    'misses-the-second',
  ),
  story(
    'vgpu-16gb-67',
    { ...SMALL_VM, generation: '6.7', 'vm.vgpuMemory': 16 },
    'fails-on-source-too-long',
  ),
  story(
    'no-convergence',
    { ...BUSY_VM, 'Migrate.SdpsEnabled': '0' },
    'fails-on-source-no-progress',
  ),

  myth('myth-suspended', {}, 'completes', 'runs-while-copied'),
  myth(
    'myth-layer-2',
    { ...SMALL_VM, generation: '4.1', 'network.routed': 'yes', 'network.rtt': 1 },
    'completes',
    'outside-routed',
  ),
  myth('myth-any-dirty-page', {}, 'completes', 'switches-with-pages-left'),
  myth('myth-vcenter', { failure: 'vcenter-down' }, 'completes', 'vcenter-was-down'),
  myth('myth-disk', { ...SMALL_VM, 'vm.memory': 16 }, 'completes', 'sends-memory-once'),
]

export type StoryId = (typeof LIST)[number]['id']

export type Story = Entry<StoryId>

export const STORIES: readonly Story[] = LIST

export function isStory(id: string): id is StoryId {
  return STORIES.some((candidate) => candidate.id === id)
}
