/** Names and addresses that the model invents, once for the spec, the calls and the logs. */
import type { Scenario } from '../scenario/scenario.ts'
import { createSeedDraw } from './seed-draw.ts'

/** TCP port of vMotion's streams (facts 1.1). */
export const VMOTION_PORT = 8000

export interface HostAddresses {
  readonly name: string
  /** One address for each vMotion vmknic. */
  readonly vmotion: readonly string[]
}

/** One subnet, or two where the migration is routed. */
export function hostAddresses(scenario: Scenario): {
  readonly source: HostAddresses
  readonly destination: HostAddresses
} {
  const far = scenario['network.routed'] === 'yes' ? '192.168.2' : '192.168.1'
  const vmknics = Array.from({ length: scenario['network.vmknics'] }, (_, vmknic) => vmknic)
  return {
    source: { name: 'esx-a', vmotion: vmknics.map((vmknic) => `192.168.1.${20 + vmknic}`) },
    destination: { name: 'esx-b', vmotion: vmknics.map((vmknic) => `${far}.${120 + vmknic}`) },
  }
}

/** A UUID in the usual notation; `uuid` is the VM's. */
export function uuidOf(seed: number, of: 'uuid' | 'source uuid' | 'destination uuid'): string {
  const { hex } = createSeedDraw(seed)
  return ['a', 'b', 'c', 'd', 'e']
    .map((part, index) => hex(`${of} ${part}`, [8, 4, 4, 4, 12][index]!))
    .join('-')
}
