/** What a person has chosen for an evacuation, and the request that it becomes. */
import type { Limits } from '../../../engine/host/admission.ts'
import type { EvacuationRequest, Initiator } from '../../../engine/host/evacuation-plan.ts'
import { PRESET_IDS, presetScenario, type PresetId } from '../../../catalogue/presets.ts'
import { DEFAULT_SEED, type Scenario } from '../../../engine/scenario/scenario.ts'

export const MIX = 'mix'

/** What is on the host: VMs of one preset, or a mix. */
export type Guest = PresetId | typeof MIX

const MIX_OF = ['idle-web', 'file-server', 'idle-web', 'default'] as const
/** A host does not hold many VMs of a terabyte. */
const MAX_GUEST_GIB = 128

export interface Choice {
  readonly vms: number
  readonly guest: Guest
  /** In percent. */
  readonly spread: number
  readonly generation: Scenario['generation']
  readonly speed: Scenario['network.speed']
  readonly initiator: Initiator
  readonly limits: Partial<Limits>
}

export const GUESTS: readonly PresetId[] = PRESET_IDS.filter(
  (id) => presetScenario(id)['vm.memory'] <= MAX_GUEST_GIB,
)

const hostOf = (guest: Guest) => presetScenario(guest === MIX ? 'default' : guest)

/** Another guest brings its generation and network along. */
export function withGuest(choice: Choice, guest: Guest): Choice {
  const host = hostOf(guest)
  return { ...choice, guest, generation: host.generation, speed: host['network.speed'] }
}

export const FIRST_CHOICE: Choice = {
  vms: 20,
  guest: MIX,
  spread: 50,
  generation: hostOf(MIX).generation,
  speed: hostOf(MIX)['network.speed'],
  initiator: 'maintenance-mode',
  limits: {},
}

export function requestOf(choice: Choice): EvacuationRequest {
  const { vms, guest, spread, generation, speed, initiator, limits } = choice
  const host = { ...hostOf(guest), generation, 'network.speed': speed }
  const guests = guest === MIX ? MIX_OF.map((id) => presetScenario(id)) : [host]
  return { host, guests, vms, spread: spread / 100, seed: DEFAULT_SEED, limits, initiator }
}
