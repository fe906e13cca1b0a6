/**
 * Rules between parameters. Each names the field that gives way: a value that the person gave is refused, one that was
 * only inherited (from the default or a preset) follows, and a notice says so.
 */
import type { ParameterId } from './parameters.ts'
import type { Problem } from './problem.ts'
import type { Scenario } from './scenario.ts'
import { lossWindow } from './loss-window.ts'
import { GIB, PAGES_PER_GIB } from '../units.ts'

interface Conflict<Id extends ParameterId> {
  readonly message: string
  readonly allowed: string
  /** The nearest value that fits. */
  readonly value: Scenario[Id]
}

type Rules = { readonly [Id in ParameterId]?: (scenario: Scenario) => Conflict<Id> | undefined }

const LITERAL_GIB = 64
/** What `literal` may execute in one copy of memory: about half a minute of work, whatever a stranger's link asks for. */
const LITERAL_WRITES = 2e9
const LITERAL_HOURS = 2
/** `VMotionStreamHelpers` goes up to 32, and to 112 from 7.0 U2 on (facts 2.2, LAM). */
const MAX_HELPERS = 32
const GENERATIONS_WITH_MORE_HELPERS: readonly string[] = ['7.0U2', '8.0', '9.0']
/** Payload of a segment at MTU 9000. */
const LARGEST_SEGMENT = 8948
/** The guest works while its frame buffer is copied. */
const COPIES_FRAME_BUFFER: readonly string[] = ['9.0']
/** Their guests may write to memory that was zero when the migration began, as in the traces that they are held against. */
const OTHER_HYPERVISORS: readonly string[] = ['QEMU7.2', 'XEN2005', 'SIMGRID']

/** Memory in use in GiB. */
function gibInUse(scenario: Scenario): number {
  return (scenario['vm.memory'] * scenario['vm.inUse']) / 100
}

/** Memory in use that is not zero, in GiB and whole pages: what a working set may cover. */
function gibWritable(scenario: Scenario): number {
  const pages = (gibInUse(scenario) * PAGES_PER_GIB * (100 - scenario['vm.zeroPages'])) / 100
  return Math.floor(pages + 1e-6) / PAGES_PER_GIB
}

/**
 * Seconds that one copy of memory takes at least: by the speed of all NICs, by shaping, by what loss leaves
 * of a window, with the largest segments and the most streams.
 */
function leastCopySeconds(scenario: Scenario): number {
  const nics = scenario['network.nics'] + scenario['network.extraNics']
  const fastest = Math.max(
    Number(scenario['network.speed']),
    Number(scenario['network.extraSpeed']),
  )
  const free = 1 - scenario['network.otherTraffic'] / 100
  const shaped = scenario['network.limit'] > 0 ? scenario['network.limit'] * 1e6 : Infinity
  const round = scenario['network.rtt'] / 1000
  const control = scenario['network.congestionControl']
  const window = lossWindow(control, scenario['network.loss'] / 100, round)
  const streams = Math.max(scenario['network.vmknics'], scenario['Migrate.VMotionStreamHelpers'], 7)
  const lossy = round > 0 ? (streams * window * LARGEST_SEGMENT) / round : Infinity
  const rate = Math.min(nics * fastest * free * 125e6, shaped, lossy)
  const frameBuffer = COPIES_FRAME_BUFFER.includes(scenario.generation)
    ? scenario['vm.vgpuMemory'] * 1e9
    : 0
  return (gibInUse(scenario) * GIB + frameBuffer) / rate
}

function literalTooLong(scenario: Scenario): string | undefined {
  const seconds = leastCopySeconds(scenario)
  const touched = scenario['workload.writeRate'] + scenario['workload.readRate']
  const perSecond = touched * 256 + scenario['workload.background']
  const hours = seconds / 3600
  if (perSecond * seconds <= LITERAL_WRITES && hours <= LITERAL_HOURS) return undefined
  const copy = hours >= 1 ? `${hours.toFixed(1)} hours` : `${Math.ceil(seconds)} s`
  return `literal would execute ${perSecond} page writes a second over ${copy}, more than ${LITERAL_WRITES} writes or ${LITERAL_HOURS} hours`
}

const shown = (gib: number) => String(Math.floor(gib * 1000) / 1000)

const RULES: Rules = {
  model: (scenario) => {
    if (scenario.model !== 'literal') return undefined
    const inUse = gibInUse(scenario)
    const message =
      inUse > LITERAL_GIB
        ? `literal executes every write and takes at most ${LITERAL_GIB} GiB in use, not ${shown(inUse)}`
        : literalTooLong(scenario)
    return message === undefined
      ? undefined
      : { message, allowed: 'sampled, fluid', value: 'sampled' }
  },

  'Migrate.VMotionStreamHelpers': (scenario) => {
    const helpers = scenario['Migrate.VMotionStreamHelpers']
    if (helpers <= MAX_HELPERS || GENERATIONS_WITH_MORE_HELPERS.includes(scenario.generation))
      return undefined
    const message = `${scenario.generation} has at most ${MAX_HELPERS} stream helpers, not ${helpers}`
    return { message, allowed: `a whole number, 0 to ${MAX_HELPERS}`, value: MAX_HELPERS }
  },

  'workload.writers': (scenario) => {
    const vcpus = scenario['vm.vcpus']
    if (scenario['workload.writers'] <= vcpus) return undefined
    const message = `${scenario['workload.writers']} writers are more than the vCPUs (vm.vcpus is ${vcpus})`
    return { message, allowed: `a whole number, 1 to ${vcpus}`, value: vcpus }
  },

  'workload.workingSet': (scenario) => {
    const other = OTHER_HYPERVISORS.includes(scenario.generation)
    const room = other ? gibInUse(scenario) : gibWritable(scenario)
    const workingSet = scenario['workload.workingSet']
    if (scenario['workload.pattern'] === 'curve' || workingSet <= room) return undefined
    const zero = scenario['vm.zeroPages'] > 0 && !other ? ' that is not zero' : ''
    const message = `${shown(workingSet)} GiB is more than the memory in use${zero} (${shown(room)} GiB)`
    return { message, allowed: `0 to ${shown(room)} GiB`, value: room }
  },
}

const RULE_FIELDS = Object.keys(RULES) as (keyof typeof RULES)[]

function conflictOf(id: ParameterId, scenario: Scenario): Conflict<ParameterId> | undefined {
  return RULES[id]?.(scenario)
}

export interface Settled {
  /** Free of conflicts, whatever the input was. */
  readonly scenario: Scenario
  /** Conflicts of values that were given. */
  readonly problems: readonly Problem[]
  /** Inherited values that followed. */
  readonly notices: readonly Problem[]
}

/** Resolves every conflict. `given`: the fields that the person set. */
export function settleConflicts(scenario: Scenario, given: ReadonlySet<string>): Settled {
  const problems: Problem[] = []
  const notices: Problem[] = []
  let settled = scenario
  for (const field of RULE_FIELDS) {
    const conflict = conflictOf(field, settled)
    if (conflict === undefined) continue
    const { message, allowed, value } = conflict
    ;(given.has(field) ? problems : notices).push({ field, message, allowed })
    settled = { ...settled, [field]: value }
  }
  return { scenario: settled, problems, notices }
}
