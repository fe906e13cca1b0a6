/**
 * A cluster whose node is the VM: the others count it as gone when no heartbeat has come for that long. The node's own
 * heartbeat is the first that switches hear of it, so a lost RARP changes nothing. Sleeps of milliseconds (SDPS, page fires) do
 * not silence it (inferred).
 */
import { MILLISECOND, SECOND, type Nanoseconds } from '../../engine/units.ts'
import type { Summary } from '../summary.ts'

export type ClusterName = 'wsfc-2012' | 'wsfc' | 'etcd' | 'gemfire' | 'rac'

export interface Heartbeat {
  readonly interval: Nanoseconds
  /** The node counts as gone after this long without one. */
  readonly limit: Nanoseconds
}

/** From the shortest limit to the longest. */
export const CLUSTERS: readonly (Heartbeat & {
  readonly name: ClusterName
  readonly source: string
})[] = [
  {
    name: 'etcd',
    interval: 100 * MILLISECOND,
    limit: SECOND,
    source: 'etcd.io, Tuning: heartbeat interval 100 ms, election timeout 1000 ms',
  },
  {
    name: 'wsfc-2012',
    interval: SECOND,
    limit: 5 * SECOND,
    source: 'Microsoft: SameSubnetDelay 1000 ms, SameSubnetThreshold 5; VMware 8.0, WSFC: 5 s',
  },
  {
    name: 'wsfc',
    interval: SECOND,
    limit: 10 * SECOND,
    source: 'VMware 8.0, WSFC (GUID-6AA6AECB): SameSubnetThreshold 10 for vMotion',
  },
  {
    name: 'gemfire',
    interval: 5 * SECOND,
    limit: 10 * SECOND,
    source: 'GEODE-7357: twice member-timeout, which is 5000 ms',
  },
  {
    name: 'rac',
    interval: SECOND,
    limit: 30 * SECOND,
    source: 'Oracle Clusterware: CSS misscount 30 s',
  },
]

/** `by-chance`: it depends on how long before the stun the last heartbeat went out. */
export type FailsOver = 'no' | 'by-chance' | 'yes'

export interface HeartbeatVerdict {
  readonly failsOver: FailsOver
  /** Longest silence that the others may have heard: the stun and what was left of an interval before it. */
  readonly silence: Nanoseconds
  /** Limit − longest silence: what is to spare; negative: what is too much. */
  readonly spare: Nanoseconds
  /** 0 … 1: of all moments at which the stun may begin between two heartbeats. */
  readonly chance: number
}

/** How long the VM sends nothing: the stun; for ever when it is lost. */
export function silentFor({ stun, vmRunsOn }: Pick<Summary, 'stun' | 'vmRunsOn'>): Nanoseconds {
  return vmRunsOn === 'lost' ? Infinity : stun.end - stun.start
}

/** The last heartbeat went out up to one interval before the VM fell silent; the next goes out as it runs again. */
export function heartbeatVerdict(
  silent: Nanoseconds,
  { interval, limit }: Heartbeat,
): HeartbeatVerdict {
  const silence = silent > 0 ? silent + interval : interval
  const chance = silent > 0 ? Math.max(0, Math.min(1, (silence - limit) / interval)) : 0
  return {
    failsOver: chance <= 0 ? 'no' : chance < 1 ? 'by-chance' : 'yes',
    silence,
    spare: limit - silence,
    chance,
  }
}
