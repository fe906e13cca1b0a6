/**
 * Published figures of vMotion beside the engine. Many were used to set a constant of the model: those are `fitted`
 * (they guard the constant, they prove nothing) and counted apart.
 */
import { destinationCores, sourceCores } from '../engine/network/cpu-rate.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { presetScenario } from '../catalogue/presets.ts'
import { PARAMETERS } from '../engine/scenario/parameters.ts'
import { MIB, PAGE_BYTES, SECOND } from '../engine/units.ts'
import type { NotModelled, Quantities, ValidatedCase } from './case.ts'
import { copySeconds, inputOf, runOf, stunSeconds } from './engine-run.ts'
import type { ValidationGroup } from './group.ts'
import { numberAt } from './json.ts'
import { readVmwareRows, type Figure, type VmwareRow } from './vmware-rows.ts'

const NEAR_IDLE: Partial<Scenario> = {
  'vm.memory': 8,
  'vm.vcpus': 4,
  'workload.writers': 1,
  'workload.workingSet': 0,
  'workload.writeRate': 0,
}

type Prediction = Pick<
  ValidatedCase,
  'part' | 'evidence' | 'measured' | 'predicted' | 'run' | 'note'
>
type Of<Kind extends Figure['kind']> = Extract<Figure, { kind: Kind }>
type Generation = Scenario['generation']

function vgpuStun({ gigabytes, seconds }: Of<'vgpu-stun'>, generation: Generation): Prediction {
  const run = inputOf({ ...NEAR_IDLE, generation, 'vm.vgpuMemory': gigabytes })
  const summary = runOf(run)
  const downtimeSeconds = stunSeconds(summary)
  const failed = summary.outcome === 'failed'
  return {
    part: 'vgpu',
    evidence: 'fitted',
    measured:
      seconds === undefined
        ? { verdict: 'failed' }
        : { verdict: 'completed', downtimeSeconds: seconds },
    predicted: failed ? { verdict: 'failed' } : { verdict: 'completed', downtimeSeconds },
    run,
    note: 'The line of the model is drawn through these points; that 16 GB and more fail is not.',
  }
}

function throughput({ network, gigabits }: Of<'throughput'>, generation: Generation): Prediction {
  const link = String(numberAt(network, 'linkGbps') ?? 100)
  const speed = PARAMETERS['network.speed'].options.find((option) => option === link) ?? '100'
  const vmknics = numberAt(network, 'vmknics') ?? 1
  const run = inputOf({
    ...NEAR_IDLE,
    generation,
    'network.speed': speed,
    'network.nics': numberAt(network, 'nics') ?? 1,
    'network.vmknics': vmknics,
    // A helper's own limit is only seen where nothing else binds.
    ...(numberAt(network, 'vmknics') === undefined && { 'Migrate.VMotionStreamHelpers': 1 }),
  })
  return {
    part: 'throughput',
    evidence: 'fitted',
    measured: { verdict: 'completed', bytesPerSecond: gigabits * 125e6 },
    predicted: { verdict: 'completed', bytesPerSecond: runOf(run).bandwidth.bytesPerSecond },
    run,
    note: 'What streams carry together over one NIC is taken from these figures.',
  }
}

function cores({ gigabits, host, encrypted, cores: measured }: Of<'cores'>): Prediction {
  const needed = host === 'source' ? sourceCores : destinationCores
  return {
    part: 'host CPU',
    evidence: 'fitted',
    measured: { verdict: 'completed', cores: measured },
    predicted: { verdict: 'completed', cores: needed(gigabits, encrypted) },
    note: 'Straight lines through bars read by eye (±0.05 core).',
  }
}

function duration(
  { memoryGiB, gigabits, seconds }: Of<'duration'>,
  generation: Generation,
): Prediction {
  const speed = PARAMETERS['network.speed'].options.find((id) => id === String(gigabits)) ?? '10'
  const run = inputOf({
    ...NEAR_IDLE,
    generation,
    'vm.memory': memoryGiB,
    'network.speed': speed,
    'network.mtu': '1500',
  })
  return {
    part: 'duration',
    evidence: 'published',
    measured: { verdict: 'completed', totalSeconds: seconds },
    predicted: { verdict: 'completed', totalSeconds: copySeconds(runOf(run)) },
    run,
    note: 'The set-up isn’t given: a nearly idle VM and an MTU of 1500 are assumed.',
  }
}

/** Each pass leaves the same share of itself: a sweep at that share of the wire's rate. */
function passTable(figure: Of<'passes'>): Prediction {
  const { bytesPerSecond, megabytes, seconds } = figure
  const base = presetScenario('worked-example')
  const share = megabytes[1]! / megabytes[0]!
  const run = inputOf({
    ...base,
    'vm.memory': megabytes[0]! / 1024,
    'workload.workingSet': megabytes[0]! / 1024,
    'workload.writeRate': (share * bytesPerSecond) / MIB,
    'network.limit': bytesPerSecond / 1e6,
  })
  const { passes, stunParts, facts } = runOf(run)
  const last = stunParts.find(({ part }) => part === 'lastPages')!
  const lastBytes = facts.find((fact) => fact.kind === 'stun-began')
  const rounds = [
    ...passes.map(({ bytesSent, start, end }) => ({
      bytes: bytesSent,
      seconds: (end - start) / SECOND,
    })),
    {
      bytes: lastBytes?.kind === 'stun-began' ? lastBytes.pagesLeft * PAGE_BYTES : 0,
      seconds: (last.end - last.start) / SECOND,
    },
  ]
  // The goal of half a second ends one pass earlier than the author does: the rounds that both have are compared.
  const count = Math.min(rounds.length, megabytes.length)
  const sum = (list: readonly number[]) =>
    list.slice(0, count).reduce((total, value) => total + value, 0)
  return {
    part: 'worked example',
    evidence: 'prediction',
    measured: {
      verdict: 'completed',
      totalSeconds: sum(seconds),
      bytes: sum(megabytes) * MIB,
      rounds: megabytes.map((size, index) => ({ bytes: size * MIB, seconds: seconds[index]! })),
    },
    predicted: {
      verdict: 'completed',
      totalSeconds: sum(rounds.map((round) => round.seconds)),
      bytes: sum(rounds.map(({ bytes }) => bytes)),
      rounds,
    },
    run,
    note: 'A teaching example. Its author copies until 8 MB are left; the goal of 0.5 s stops at 32 MB.',
  }
}

function stun({ range }: Of<'stun'>, generation: Generation): Prediction {
  const run = inputOf({ generation })
  return {
    part: 'stun',
    evidence: 'published',
    measured: {
      verdict: 'completed',
      downtimeSeconds: (range[0] + range[1]) / 2,
      ranges: { downtimeSeconds: range },
    },
    predicted: { verdict: 'completed', downtimeSeconds: stunSeconds(runOf(run)) },
    run,
    note: 'The VMs aren’t described: the default VM of that version is used. Anything inside the published range counts as no error. The fixed parts of the stun were set to lie within 100 to 200 ms.',
  }
}

/** A nearly idle VM in a log: pages left after its one pass. */
function idleLog(figure: Of<'idle-log'>, generation: Generation): Prediction {
  const run = inputOf({
    ...NEAR_IDLE,
    generation,
    'vm.memory': figure.memoryGiB,
    'network.speed': figure.megabytesPerSecond > 200 ? '10' : '1',
    'network.limit': figure.megabytesPerSecond,
  })
  const { passes } = runOf(run)
  const bytes = (pages: number): Quantities => ({ verdict: 'completed', bytes: pages * PAGE_BYTES })
  return {
    part: 'log lines',
    evidence: 'fitted',
    measured: bytes(figure.pagesLeft),
    predicted: bytes(passes[passes.length - 1]!.pagesDirtied),
    run,
    note: 'Pages left at the end of the pass; the background writes of the model are read off such lines.',
  }
}

function predictionOf(figure: Figure, generation: Generation): Prediction {
  switch (figure.kind) {
    case 'vgpu-stun':
      return vgpuStun(figure, generation)
    case 'throughput':
      return throughput(figure, generation)
    case 'cores':
      return cores(figure)
    case 'duration':
      return duration(figure, generation)
    case 'passes':
      return passTable(figure)
    case 'stun':
      return stun(figure, generation)
    case 'idle-log':
      return idleLog(figure, generation)
  }
}

function predictVmware(row: VmwareRow): ValidatedCase | NotModelled {
  const { id, source, figure, generation } = row
  if (figure === undefined || generation === undefined) {
    const reason = 'The figure comes without the set-up that a run needs.'
    return { id, group: 'vmware', part: 'no set-up', reason }
  }
  return { id, group: 'vmware', source, ...predictionOf(figure, generation) }
}

export const VMWARE: ValidationGroup<VmwareRow> = {
  id: 'vmware',
  files: ['published-figures.json'],
  data: 'own',
  read: readVmwareRows,
  predict: predictVmware,
}
