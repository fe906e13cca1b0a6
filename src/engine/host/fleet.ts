/** The VMs on a host: guests taken in turn, each made a little different by keyed draws, all on the host's network. */
import { drawKey, STREAM, streamKey, uniform } from '../random/hash.ts'
import { PARAMETERS } from '../scenario/parameters.ts'
import { PARAMETER_IDS, type RunInput, type Scenario } from '../scenario/scenario.ts'
import { clampScenario } from '../scenario/validate.ts'

export const MAX_VMS = 64

export interface FleetRequest {
  /** Network, hosts, generation and options: the same for all. */
  readonly host: Scenario
  /** Memory and workload, in turn. */
  readonly guests: readonly Scenario[]
  readonly vms: number
  /** The share by which memory, working set and writes differ at most, 0 … 1. */
  readonly spread: number
  readonly seed: number
}

const MEMORY_STEP = 0.125

/** A VM and its guest on the network of the host. Failures on demand hit one VM, not a host: they are left out. */
function onHost(host: Scenario, guest: Scenario): Scenario {
  const own = PARAMETER_IDS.filter((id) => ['vm', 'workload'].includes(PARAMETERS[id].group))
  return { ...host, ...Object.fromEntries(own.map((id) => [id, guest[id]])), failure: 'none' }
}

/** Three draws for a VM: memory, working set, write rate. */
function varied(scenario: Scenario, spread: number, key: number): Scenario {
  const factor = (draw: number) => 1 + spread * (2 * uniform(key, draw) - 1)
  const memory = scenario['vm.memory'] * factor(0)
  const size = Math.max(MEMORY_STEP, Math.round(memory / MEMORY_STEP) * MEMORY_STEP)
  const workingSet = scenario['workload.workingSet'] * factor(1)
  return clampScenario({
    ...scenario,
    'vm.memory': size,
    'workload.workingSet': (workingSet * size) / scenario['vm.memory'],
    'workload.writeRate': scenario['workload.writeRate'] * factor(2),
  }).scenario
}

/** The first of each guest is as it was given, so that a host with one VM is that VM. */
export function fleetOf({ host, guests, vms, spread, seed }: FleetRequest): RunInput[] {
  return Array.from({ length: vms }, (_, index) => {
    const scenario = onHost(host, guests[index % guests.length]!)
    const key = streamKey(seed, STREAM.fleet, index, 0)
    return {
      scenario:
        index < guests.length || spread === 0
          ? clampScenario(scenario).scenario
          : varied(scenario, spread, key),
      seed: index === 0 ? seed : drawKey(key, 3),
    }
  })
}
