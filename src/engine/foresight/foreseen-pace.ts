/** What holds a foreseen pass up and what carries it: the wire, the guest's own pace, SDPS, auto-converge, pages that are passed by. */
import { withRate, type WriteClass } from '../guest/write-class.ts'
import type { LaidOutRun } from '../timeline/lay-out-run.ts'
import type { Schedule } from '../migration/schedule.ts'
import { sdpsPollEvery } from '../migration/sdps.ts'
import { xenMostRate } from '../migration/xen-rate.ts'
import { atMost, type RateSchedule } from '../rate-schedule.ts'
import { MIB, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'

/** A throttled vCPU loses about this part of what its percentage says (auto-converge.ts). */
export const THROTTLED = 0.85
/** So often the percentage rises. */
const THROTTLE_SECONDS = 2
/** Steps in which a walk that passes pages by is followed. */
const WALK_STEPS = 400
/** Polls of pass −1 that are foreseen one by one. */
const MAX_POLLS = 100

/** What a pass finds of the wire: the cap of QEMU, the rate of a round of Xen. */
export function wireOf({ input, generation, schedule }: LaidOutRun, rate: number): RateSchedule {
  const { scenario } = input
  const { pacing } = generation.copy
  const cap = scenario['qemu.maxBandwidth'] * MIB
  if (pacing === 'dirty-rate') return atMost(schedule.rates, Math.min(rate, xenMostRate(scenario)))
  return pacing === 'windows' && cap > 0 ? atMost(schedule.rates, cap) : schedule.rates
}

/** The classes as they write at a moment, after what a person has turned. */
export function pacedAt(
  classes: readonly WriteClass[],
  { paces }: Schedule,
  at: Nanoseconds,
): readonly WriteClass[] {
  const pace = paces.findLast((each) => each.at <= at)
  if (pace === undefined) return classes
  return classes.map((each) => withRate(each, 0, pace.writesPerSecond[each.id]!))
}

/** Pages that a walk over all of them sends where it passes by those that are dirty when it comes to them, `dirty` their share. */
export function notPassedBy(
  pages: number,
  pagesPerSecond: number,
  dirty: (seconds: number) => number,
): number {
  const step = pages / pagesPerSecond / WALK_STEPS
  let position = 0
  for (let count = 0; count < WALK_STEPS; count++) {
    const left = Math.max(1e-6, 1 - dirty((count + 0.5) * step))
    position += (step * pagesPerSecond) / left
    if (position >= pages) return (count + 1) * step * pagesPerSecond
  }
  return pages
}

/** From when in a pass on SDPS works: the polls of pass −1 come at even distances. Infinity: not in this pass. */
export function sdpsFrom(
  { input: { scenario }, generation }: LaidOutRun,
  pass: number,
  engaged: boolean,
  seconds: number,
  after: (seconds: number) => readonly [sent: number, fires: number],
): number {
  if (engaged) return 0
  const polls = generation.fallback === 'sdps' && scenario['Migrate.SdpsEnabled'] === '2'
  if (!polls || pass >= 0) return Infinity
  const every = secondsFromNanoseconds(sdpsPollEvery(scenario))
  for (let poll = 1; poll <= MAX_POLLS && poll * every < seconds; poll++) {
    const [sent, fires] = after(poll * every)
    if (sent * 100 < fires * scenario['Migrate.PreCopyMinProgressPerc']) return poll * every
  }
  return Infinity
}

/** The percentage of auto-converge after a pass of so many seconds in which it had to act; 0 where there is none. */
export function throttledAfter(
  { input: { scenario }, generation }: LaidOutRun,
  percent: number,
  seconds: number,
): number {
  if (generation.fallback !== 'auto-converge' || scenario['qemu.autoConverge'] !== 'on') return 0
  const rise = scenario['qemu.throttleIncrement'] * Math.min(1, seconds / THROTTLE_SECONDS)
  const next = percent === 0 ? scenario['qemu.throttleInitial'] : percent + rise
  return Math.min(scenario['qemu.throttleMost'], next)
}
