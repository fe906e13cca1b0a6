/**
 * A terminal in the guest: a loop counts up every 0.2 s of its vCPU's time and prints the time of day. The guest's clock
 * is set forward after a stun (inferred), so the line after it shows a jump.
 */
import type { Nanoseconds } from '../engine/units.ts'
import { timeOfGuest, type GuestTimes } from './vcpu-times.ts'

export const LINE_SECONDS = 0.2

export interface TerminalLine {
  readonly count: number
  /** What the guest's clock said: model time since the request. */
  readonly clock: Nanoseconds
  /** What the clock went on by since the line before. */
  readonly step: Nanoseconds
}

/** The last `lines` lines at so much guest time of the vCPU, the newest at the end. */
export function terminalLines(
  times: GuestTimes,
  vcpu: number,
  guestSeconds: number,
  lines: number,
): readonly TerminalLine[] {
  const newest = Math.floor(guestSeconds / LINE_SECONDS + 1e-9)
  const printed: TerminalLine[] = []
  for (let count = Math.max(0, newest - lines + 1); count <= newest; count++) {
    const clock = timeOfGuest(times, vcpu, count * LINE_SECONDS)
    const before = count > 0 ? timeOfGuest(times, vcpu, (count - 1) * LINE_SECONDS) : clock
    printed.push({ count, clock, step: clock - before })
  }
  return printed
}
