/**
 * A class of pages that the guest writes alike. A class knows its size, its rate and its pattern; where it lies is the
 * layout's business. "Exposure" is the seconds of guest time in which the class was active since guest time 0.
 */
import { exp, saturation } from '../random/elementary.ts'
import type { CurvePoint } from '../scenario/parameter.ts'

/** vCPUs that execute the writes: 0 the writing ones, 1 all others. */
export type VcpuGroup = 0 | 1

/** From guest time `guest` on, at exposure `exposure`, the class is written `factor` times as fast as `writesPerSecond` says. */
interface Pace {
  readonly guest: number
  readonly exposure: number
  readonly factor: number
  /** What was before. */
  readonly before: Pace | undefined
}

/** Where the pages lie is not known, as with a measured curve. */
export const MIXED = 0

/** Seconds on and off, by the guest's clock, and how far into a period it is at guest time 0. */
interface Burst {
  readonly on: number
  readonly off: number
  readonly start: number
}

export interface WriteClass {
  readonly id: number
  readonly name: 'background' | 'working set' | 'hot set' | 'rest of the working set' | 'curve'
  /** `poisson`: uniform at random; `sweep`: page after page, cyclic; `curve`: a measured share over time (fluid only). */
  readonly pattern: 'poisson' | 'sweep' | 'curve'
  /** Pages in the class; fixed by the layout. */
  readonly pages: number
  readonly writesPerSecond: number
  /** Pages read a second, at random, at all times: it counts where a read stops the guest. Absent: none. */
  readonly readsPerSecond?: number
  readonly group: VcpuGroup
  /** Into how many bands of address space the class is split; `MIXED`: evenly mixed with all others. */
  readonly bands: number
  /** Seconds on and off, by the guest's clock; undefined: always on. */
  readonly burst: Burst | undefined
  /** Where a sweep stands at guest time 0, as a share of the class. */
  readonly sweepStart: number
  readonly curve: readonly CurvePoint[] | undefined
  /** The last change of the rate in mid-run; absent while the class is written at its rate. */
  readonly pace?: Pace | undefined
}

/** The pace at a guest time; undefined: the rate of the class. */
function paceAt(writeClass: WriteClass, guestSeconds: number): Pace | undefined {
  let { pace } = writeClass
  while (pace !== undefined && guestSeconds < pace.guest) pace = pace.before
  return pace
}

/** How many times as fast as its rate the class is written at a guest time. */
export function paceFactor(writeClass: WriteClass, guestSeconds: number): number {
  return paceAt(writeClass, guestSeconds)?.factor ?? 1
}

/**
 * Seconds of activity of the class up to `guestSeconds` of guest time. Where the rate changed in mid-run, a second counts
 * as many times as the rate was multiplied: shares and sweeps follow the exposure alone.
 */
export function exposureAt(writeClass: WriteClass, guestSeconds: number): number {
  const pace = paceAt(writeClass, guestSeconds)
  const active = activeSeconds(writeClass, guestSeconds)
  if (pace === undefined) return active
  return pace.exposure + pace.factor * (active - activeSeconds(writeClass, pace.guest))
}

/** The class with another rate from guest time `guest` on, pages a second. The class must have a rate above 0. */
export function withRate(
  writeClass: WriteClass,
  guest: number,
  writesPerSecond: number,
): WriteClass {
  if (writeClass.writesPerSecond <= 0) return writeClass
  const factor = writesPerSecond / writeClass.writesPerSecond
  if (factor === paceFactor(writeClass, guest)) return writeClass
  const exposure = exposureAt(writeClass, guest)
  return { ...writeClass, pace: { guest, exposure, factor, before: writeClass.pace } }
}

function activeSeconds(writeClass: WriteClass, guestSeconds: number): number {
  const { burst } = writeClass
  if (burst === undefined) return guestSeconds
  const period = burst.on + burst.off
  const seconds = guestSeconds + burst.start
  const whole = Math.floor(seconds / period)
  const rest = seconds - whole * period
  return whole * burst.on + (rest < burst.on ? rest : burst.on)
}

/** True while the class is writing at this guest time. */
export function isActive(writeClass: WriteClass, guestSeconds: number): boolean {
  const { burst } = writeClass
  if (burst === undefined) return true
  const period = burst.on + burst.off
  const seconds = guestSeconds + burst.start
  return seconds - Math.floor(seconds / period) * period < burst.on
}

/** Share of the class that has fired after `exposure` seconds since its pages were traced: 0 … 1, never falling. */
export function firedShare(writeClass: WriteClass, exposure: number): number {
  if (writeClass.pages <= 0 || exposure <= 0) return 0
  switch (writeClass.pattern) {
    case 'poisson':
      return saturation((writeClass.writesPerSecond / writeClass.pages) * exposure)
    case 'sweep': {
      const share = (writeClass.writesPerSecond * exposure) / writeClass.pages
      return share < 1 ? share : 1
    }
    case 'curve':
      return curveShare(writeClass.curve ?? [], exposure)
  }
}

/** Derivative of `firedShare`: share a second of exposure. */
export function firedShareRate(writeClass: WriteClass, exposure: number): number {
  if (writeClass.pages <= 0) return 0
  const rate = writeClass.writesPerSecond / writeClass.pages
  switch (writeClass.pattern) {
    case 'poisson':
      return rate * exp(-rate * exposure)
    case 'sweep':
      return rate * exposure < 1 ? rate : 0
    case 'curve':
      return curveRate(writeClass.curve ?? [], exposure)
  }
}

/** Piecewise linear from (0, 0) through the points; beyond the last one the last slope goes on, to 1 at most. */
function curveShare(points: readonly CurvePoint[], seconds: number): number {
  let [beforeSeconds, beforeShare] = [0, 0]
  let slope = 0
  for (const [atSeconds, share] of points) {
    slope = (share - beforeShare) / (atSeconds - beforeSeconds)
    if (seconds <= atSeconds) return beforeShare + slope * (seconds - beforeSeconds)
    ;[beforeSeconds, beforeShare] = [atSeconds, share]
  }
  return Math.min(1, beforeShare + slope * (seconds - beforeSeconds))
}

function curveRate(points: readonly CurvePoint[], seconds: number): number {
  let [beforeSeconds, beforeShare] = [0, 0]
  let slope = 0
  for (const [atSeconds, share] of points) {
    slope = (share - beforeShare) / (atSeconds - beforeSeconds)
    if (seconds < atSeconds) return slope
    ;[beforeSeconds, beforeShare] = [atSeconds, share]
  }
  return beforeShare + slope * (seconds - beforeSeconds) < 1 ? slope : 0
}

/** Share of each class that fires within `seconds` of undisturbed guest time; `guest`: guest time of both groups now. */
export function foreseenShares(
  classes: readonly WriteClass[],
  guest: readonly [number, number],
  seconds: number,
): number[] {
  return classes.map((writeClass) => {
    const now = guest[writeClass.group]
    return firedShare(
      writeClass,
      exposureAt(writeClass, now + seconds) - exposureAt(writeClass, now),
    )
  })
}
