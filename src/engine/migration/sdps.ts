/**
 * SDPS, Stun During Page Send (facts 3.2, 8.4): vCPUs sleep at page fires so that the wire sends
 * `Migrate.SdpsTargetRate` percent of what is dirtied. Threshold and target are option defaults; that sleeps happen
 * at fires only, the 100 ms control step and the quanta are inferred.
 */
import type { Scenario } from '../scenario/scenario.ts'
import { MILLISECOND, PAGE_BYTES, SECOND, type Nanoseconds } from '../units.ts'

export const SDPS_WINDOW: Nanoseconds = 100 * MILLISECOND

/** From one poll of pass −1 to the next. A delay of 0 s, the least that the option takes, means at every look (inferred). */
export function sdpsPollEvery(
  scenario: Pick<Scenario, 'Migrate.SdpsDynamicDelaySec'>,
): Nanoseconds {
  return Math.max(SDPS_WINDOW, scenario['Migrate.SdpsDynamicDelaySec'] * SECOND)
}

/** Looks at full pace before they get rarer. */
const LOOKS = 500

/**
 * When to look again after `now`, in a pass or throttle that began at `began`: every `step`, and once that was done 500
 * times, each 500th of the time gone by. A guard of ours, so that a copy of many days is not computed in steps of 100 ms:
 * nothing changes quickly any more by then.
 */
export function nextLook(now: Nanoseconds, step: Nanoseconds, began: Nanoseconds): Nanoseconds {
  return now + Math.max(step, Math.floor((now - began) / LOOKS))
}

export interface Sdps {
  /** Sleep that a vCPU owes for each of its page fires, seconds. */
  readonly sleepSeconds: number
  readonly wantedFiresPerSecond: number
  /**
   * To be called when a pass made too little progress: the sleep begins at the most that was needed since the last time, as the
   * traces are new and so are the fires; and the next windows may raise it, until it has bitten.
   */
  engage(): void
  /** Takes what the wire carries now, which changes where migrations share it. A dead wire sets no pace. */
  follow(payloadBytesPerSecond: number): void
  /** Takes the fires of a full window; returns true when the sleep changed. */
  observe(fires: number, seconds: number): boolean
}

/** `writers`: vCPUs that write; `targetPercent`: by how much transmit should exceed dirty (500: five times). */
export function createSdps(
  payloadBytesPerSecond: number,
  targetPercent: number,
  writers: number,
): Sdps {
  const wantedAt = (payload: number) => payload / ((targetPercent / 100) * PAGE_BYTES)
  let wanted = wantedAt(payloadBytesPerSecond)
  let sleep = 0
  let mostNeeded = 0
  let mayRise = false
  return {
    get sleepSeconds() {
      return sleep
    },
    get wantedFiresPerSecond() {
      return wanted
    },
    engage() {
      mayRise = true
      sleep = Math.max(sleep, mostNeeded)
      mostNeeded = 0
    },
    follow(payload) {
      if (payload > 0) wanted = wantedAt(payload)
    },
    observe(fires, seconds) {
      const perSecond = fires / seconds
      // s = n ÷ wanted − n ÷ fires, with `fires` what they would be without the sleep that is already paid.
      const needed = perSecond > 0 ? Math.max(0, sleep + writers / wanted - writers / perSecond) : 0
      // A window in which no vCPU needs slowing says nothing about the next burst; without fires the sleep costs nothing.
      if (needed === 0) return false
      mostNeeded = Math.max(mostNeeded, needed)
      const next = mayRise ? needed : Math.min(sleep, needed)
      if (mayRise && perSecond > wanted) mayRise = false
      if (next === sleep) return false
      sleep = next
      return true
    },
  }
}
