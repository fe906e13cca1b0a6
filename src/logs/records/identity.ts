/**
 * What every line carries and no fact says: the migration ID, worlds, processors, operation IDs, addresses. ID, UUID and
 * addresses are those of the migration spec; the rest is drawn from the seed by name, so the same run has the same.
 */
import type { Host } from '../../engine/facts.ts'
import { hostAddresses, uuidOf } from '../../engine/host/addresses.ts'
import { migrationId } from '../../engine/host/migration-id.ts'
import { createSeedDraw, type SeedDraw } from '../../engine/host/seed-draw.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'

interface HostIdentity {
  readonly vmxWorld: number
  /** The world of the first vCPU. */
  readonly leaderWorld: number
  readonly firstHelperWorld: number
  readonly workerWorld: number
  readonly processors: number
  /** Milliseconds since the host started, at model time 0. */
  readonly uptime: number
  readonly operation: string
  readonly thread: number
  /** Of the vMotion vmknics, at least one. */
  readonly addresses: readonly string[]
}

export interface Identity extends SeedDraw {
  readonly migrationId: string
  readonly uuid: string
  readonly path: string
  readonly vmid: number
  readonly hosts: Readonly<Record<Host, HostIdentity>>
}

function hostIdentity(
  version: number,
  host: Host,
  addresses: readonly string[],
  { draw }: SeedDraw,
): HostIdentity {
  const pick = (name: string, from: number, count: number) =>
    from + (draw(`${host} ${name}`) % count)
  const vmxWorld = version < 5 ? pick('world', 4100, 16000) : pick('world', 30000, 2900000)
  return {
    vmxWorld,
    leaderWorld: vmxWorld + 3,
    firstHelperWorld: vmxWorld + pick('helpers', 1000, 14000),
    workerWorld: vmxWorld - 1,
    processors: 32,
    uptime: pick('days', 3, 300) * 86400000 + pick('clock', 0, 86400000),
    operation: draw(`${host} operation`).toString(16).padStart(8, '0'),
    thread: draw(`${host} thread`),
    addresses,
  }
}

/** `start`: the wall clock at model time 0, in milliseconds since 1970. */
export function createIdentity(input: RunInput, version: number, start: number): Identity {
  const { scenario, seed } = input
  const draws = createSeedDraw(seed)
  const { draw, hex } = draws
  const { source, destination } = hostAddresses(scenario)
  const datastore = `${hex('datastore a', 8)}-${hex('datastore b', 8)}-${hex('datastore c', 4)}-${hex('datastore d', 12)}`
  return {
    ...draws,
    migrationId: migrationId(input, start).decimal,
    uuid: uuidOf(seed, 'uuid'),
    path: `/vmfs/volumes/${datastore}/vm-01/vm-01.vmx`,
    vmid: 10 + (draw('vmid') % 900),
    hosts: {
      source: hostIdentity(version, 'source', source.vmotion, draws),
      destination: hostIdentity(version, 'destination', destination.vmotion, draws),
    },
  }
}
