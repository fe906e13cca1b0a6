/** Guest time beyond the end of a run: the migration is over and the VM runs undisturbed, unless it was lost. */
import { SECOND, type Nanoseconds } from '../../engine/units.ts'
import {
  guestSecondsOf,
  timeOfGuest,
  vcpuSpeedOf,
  type GuestTimes,
} from '../../recording/vcpu-times.ts'

const speedAfter = (times: GuestTimes, vcpu: number) =>
  vcpuSpeedOf(times, vcpu, times.end) > 0 ? 1 : 0

/** As `guestSecondsOf`, also after the end. */
export function guestSecondsBeyond(times: GuestTimes, vcpu: number, time: Nanoseconds): number {
  const more = Math.max(0, time - times.end) / SECOND
  return guestSecondsOf(times, vcpu, time) + more * speedAfter(times, vcpu)
}

/** As `timeOfGuest`, also after the end; Infinity when the vCPU never gets so far. */
export function timeOfGuestBeyond(times: GuestTimes, vcpu: number, guest: number): Nanoseconds {
  const more = guest - guestSecondsOf(times, vcpu, times.end)
  if (more <= 0) return timeOfGuest(times, vcpu, guest)
  return speedAfter(times, vcpu) > 0 ? times.end + more * SECOND : Infinity
}
