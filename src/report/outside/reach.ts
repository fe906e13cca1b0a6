/** When packets reach the VM: not while it is stunned, and not until the switch knows its new port. */
import { announcementsOf, foundAfter, type Announcement } from '../../engine/network/announce.ts'
import type { Nanoseconds } from '../../engine/units.ts'
import type { Summary } from '../summary.ts'
import { SWITCH_LEARNS } from './assumptions.ts'

export interface Reach {
  /** The hole in which what is sent to the VM is lost; none when start = end. */
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  /** When the VM ran again. */
  readonly resumed: Nanoseconds
  /** What its host then sends, from the resume on; undefined when the VM stayed where it was. */
  readonly frames: readonly Announcement[] | undefined
  /** From here on there is no answer: the VM is lost. */
  readonly lost: Nanoseconds
}

export function reachOf({ stun, facts, vmRunsOn, failure, input }: Summary): Reach {
  const failedAt = facts.find((fact) => fact.kind === 'migration-failed')?.at
  const resumed = facts.find((fact) => fact.kind === 'resumed')
  const moved = resumed?.host === 'destination' && stun.end > stun.start
  return {
    start: stun.start,
    end: moved ? stun.end + foundAfter(input.scenario) + SWITCH_LEARNS : stun.end,
    resumed: stun.end,
    frames: moved ? announcementsOf(input.scenario) : undefined,
    lost: vmRunsOn === 'lost' && failure !== undefined ? (failedAt ?? Infinity) : Infinity,
  }
}

/** Does a packet that arrives at the VM's switch port at this moment get to the VM? */
export function gets({ start, end, lost }: Reach, time: Nanoseconds): boolean {
  return time < lost && !(time >= start && time < end)
}
