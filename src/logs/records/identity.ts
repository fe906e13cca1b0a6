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
  /** What VMkernel prints for an operation ID: eight digits. */
  readonly kernelOperation: string
  /** Of hostd: `sid=` from 8 on. */
  readonly session: string
  readonly thread: number
  /** Of the vMotion vmknics, at least one. */
  readonly addresses: readonly string[]
}

export interface Identity extends SeedDraw {
  readonly migrationId: string
  readonly uuid: string
  readonly path: string
  readonly vmid: number
  /** The operation ID that a component of a host prints. */
  readonly operation: (component: 'vmx' | 'hostd' | 'vpxa', host: Host) => string
  readonly hosts: Readonly<Record<Host, HostIdentity>>
}

function hostIdentity(
  version: number,
  host: Host,
  addresses: readonly string[],
  { draw, hex }: SeedDraw,
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
    kernelOperation: hex(`${host} operation`, 8),
    session: hex(`${host} session`, 8),
    thread: draw(`${host} thread`),
    addresses,
  }
}

const BEFORE_TASKS = { vmx: '57C757C9', hostd: '57C757C9', vpxa: 'task-internal-1' } as const

/**
 * From 6.7 on the ID of the client's task, longer by two parts for each agent that passes it on:
 * `lgfd4abh-18745-auto-egq-h5:70005734-88-01-39-6b81` (HAE), `k41obmfo-4080728-auto-2fgpl-h5:70354825-27-02-a3-d55d` (6.7).
 * That the first part is a time in base 36, here that of the client's session, is inferred from these two.
 */
function operationIds(
  version: number,
  start: number,
  { draw, hex }: SeedDraw,
): Identity['operation'] {
  if (version < 6.7)
    return (component, host) => `${BEFORE_TASKS[component]}-${hex(`${host} ${component}`, 8)}`
  const session = Math.max(0, start - (draw('client session') % 200000000)).toString(36)
  const task = `${session}-${10000 + (draw('task') % 90000)}-auto-${hex('client', 3)}-h5:${70000000 + (draw('h5') % 999999)}`
  return (component, host) => {
    const suffix = hex(`${host} ${component}`, 6)
    const step = host === 'source' ? '01' : '02'
    return `${task}-88-${step}-${suffix.slice(0, 2)}-${suffix.slice(2)}`
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
    operation: operationIds(version, start, draws),
    hosts: {
      source: hostIdentity(version, 'source', source.vmotion, draws),
      destination: hostIdentity(version, 'destination', destination.vmotion, draws),
    },
  }
}
