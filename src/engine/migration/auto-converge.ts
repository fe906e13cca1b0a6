/**
 * QEMU's auto-converge (ram.c, cpu-throttle.c; validation README, rule 8): at a sync more than a second after the last one
 * counted, where the pages dirtied exceed half of what was sent; at every second such sync all vCPUs sleep for a larger
 * share of the time.
 */
import { MILLISECOND, PAGE_BYTES, SECOND, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import type { Throttle } from './throttle.ts'

const PERIOD: Nanoseconds = SECOND
/** A throttled vCPU runs for 10 ms, then sleeps as long as the percentage asks for (cpu-throttle.c). */
export const THROTTLED_RUN: Nanoseconds = 10 * MILLISECOND
/** `throttle-trigger-threshold`: dirtied against sent. */
const TRIGGER = 0.5
const SYNCS = 2

/**
 * Of these 10 ms so much is lost on the way into the sleep and out of it: the timer of the main loop is late, the wait
 * ends late, the vCPU comes back to cold caches. Measured: 0.6–1.1 ms at 20 … 70 % (TRACES; a busy guest's own pace varies by a tenth).
 */
export const LOST: Nanoseconds = MILLISECOND

/** Share of its time that a busy vCPU gets, by the percentage of the throttle: it runs for what is left of 10 ms in each period. */
export function throttledShare(percent: number, lost: Nanoseconds = LOST): number {
  if (percent <= 0) return 1
  return ((THROTTLED_RUN - lost) / THROTTLED_RUN) * (1 - percent / 100)
}

/** `lost`: another value of that constant, for a validation that leaves out what set it. */
export function autoConverge(
  { model, scenario, journal }: MigrationContext,
  begin: Nanoseconds,
  lost: Nanoseconds = LOST,
): Throttle {
  let since: Nanoseconds | undefined
  let percent = 0
  let counted = begin
  let dirtyPages = 0
  let sentPages = 0
  let highSyncs = 0
  let steps = 0

  /** A vCPU that idles has time to lose: it is slowed only as far as it needs more than it gets. */
  function speed(): number {
    const needed = scenario['workload.cpuShare'] / 100
    return Math.min(1, throttledShare(percent, lost) / needed)
  }

  return {
    get since() {
      return since
    },
    allowed: false,
    countsPages: true,
    get speedForGood() {
      return percent >= scenario['qemu.throttleMost'] ? speed() : undefined
    },
    get steps() {
      return steps
    },
    *runPass(_pass, walk, breaksAt) {
      yield* model.runTraced(walk.end, 0, breaksAt, speed())
    },
    engage() {
      // It looks at the syncs alone.
    },
    // The sync asks every vCPU, and one that sleeps answers when it wakes (seen at 99 %: 0.7–0.9 s).
    waitAt(at) {
      if (since === undefined) return 0
      const period = THROTTLED_RUN / (1 - percent / 100)
      const phase = (at - since) % period
      return phase < THROTTLED_RUN ? 0 : Math.ceil(period - phase)
    },
    passEnded(at, { pagesSent }, newPages) {
      dirtyPages += newPages
      sentPages += pagesSent
      if (at <= counted + PERIOD) return
      const high = dirtyPages * PAGE_BYTES > TRIGGER * sentPages * PAGE_BYTES
      counted = at
      dirtyPages = 0
      sentPages = 0
      if (!high || ++highSyncs < SYNCS) return
      highSyncs = 0
      since ??= at
      percent =
        percent === 0
          ? scenario['qemu.throttleInitial']
          : Math.min(scenario['qemu.throttleMost'], percent + scenario['qemu.throttleIncrement'])
      steps++
      journal.facts.push({ kind: 'cpu-throttled', at, percent })
    },
  }
}
