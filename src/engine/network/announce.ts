/** How the network learns where the VM is: frames that the destination sends after the resume, and what finds it without them. */
import type { Scenario } from '../scenario/scenario.ts'
import { MILLISECOND, SECOND, type Nanoseconds } from '../units.ts'

/** Captured at a vMotion of ESXi 4.1 or 5.0 (ELA); around five, at most eight (KB 343401). Other versions alike: inferred. */
const ESXI = [0, 786, 1786, 2786, 4786, 7786]
/** `SELF_ANNOUNCE_ROUNDS` 5, 50 ms apart, then 100 ms more each time (QEMU72). */
const QEMU = [0, 50, 200, 450, 800]

export interface Announcement {
  /** Since the resume. */
  readonly after: Nanoseconds
  /** It never reaches the switches. */
  readonly lost: boolean
}

/** The frames of one virtual NIC in order; none where the port group does not notify switches. */
export function announcementsOf(scenario: Scenario): readonly Announcement[] {
  if (scenario['network.notifySwitches'] === 'no') return []
  const frames = scenario.generation === 'QEMU7.2' ? QEMU : ESXI
  return frames.map((milliseconds, index) => ({
    after: milliseconds * MILLISECOND,
    lost: index < scenario['network.rarpLost'],
  }))
}

/**
 * From the resume until switches send to the new port: the first frame that is not lost, or what teaches them without one,
 * whichever comes first.
 */
export function foundAfter(scenario: Scenario): Nanoseconds {
  const heard = announcementsOf(scenario).find(({ lost }) => !lost)?.after ?? Infinity
  return Math.min(heard, scenario['network.relearnAfter'] * SECOND)
}
