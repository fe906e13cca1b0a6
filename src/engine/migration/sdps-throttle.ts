/**
 * SDPS at work in a migration: when it looks, when it is engaged, and what is reported (facts 3.2, 8.4). How long vCPUs
 * sleep is `sdps.ts`.
 */
import { sleepQuantumSeconds } from '../guest/sleep-quantum.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { rateAt } from '../rate-schedule.ts'
import { SECOND, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { createSdps, nextLook, SDPS_WINDOW, sdpsPollEvery } from './sdps.ts'
import { transmitToDirtyPercent } from './stop-rules.ts'
import type { Throttle } from './throttle.ts'

/**
 * `Migrate.SdpsEnabled`: 1 works from pass −1 on, 2 only once it is needed. `begin`: start of pass −1.
 */
export function sdpsThrottle(context: MigrationContext, begin: Nanoseconds): Throttle {
  const { scenario, bandwidth, workload, journal, model, schedule } = context
  const { rates } = schedule
  const sdps = createSdps(
    bandwidth.bytesPerSecond,
    scenario['Migrate.SdpsTargetRate'],
    workload.writers,
  )
  const pollEvery = sdpsPollEvery(scenario)
  const dynamic = scenario['Migrate.SdpsEnabled'] === '2'
  let since: Nanoseconds | undefined

  function engage(at: Nanoseconds, pass: number): void {
    sdps.engage()
    sdps.follow(rateAt(rates, at))
    if (since !== undefined) return
    since = at
    journal.facts.push({
      kind: 'sdps-engaged',
      at,
      pass,
      wantedFiresPerSecond: sdps.wantedFiresPerSecond,
      writers: workload.writers,
    })
  }

  function observe(at: Nanoseconds, pass: number, fires: number, window: Nanoseconds): void {
    const before = sdps.sleepSeconds
    sdps.follow(rateAt(rates, at))
    if (!sdps.observe(fires, secondsFromNanoseconds(window))) return
    const after = sdps.sleepSeconds
    // Only a rise is news; the slow fading with saturation is in the guest's speed.
    if (after <= before) return
    journal.facts.push({
      kind: 'sdps-sleep',
      at,
      pass,
      sleepPerFireNanoseconds: Math.ceil(after * SECOND),
      quantumNanoseconds: Math.ceil(sleepQuantumSeconds(after) * SECOND),
      firesPerSecond: fires / secondsFromNanoseconds(window),
    })
  }

  /** The poll of pass −1 every `Migrate.SdpsDynamicDelaySec`: true when it engaged. */
  function poll(at: Nanoseconds, pass: number, sent: number, fires: number): boolean {
    // What is reported is what it is decided by: whole pages.
    const [pagesSent, pagesDirtied] = [Math.round(sent), Math.round(fires)]
    const percent = transmitToDirtyPercent(pagesSent, pagesDirtied)
    const tooLow = percent !== undefined && percent < scenario['Migrate.PreCopyMinProgressPerc']
    journal.facts.push({
      kind: 'sdps-check',
      at,
      pagesSent,
      pagesDirtied,
      transmitToDirtyPercent: percent,
      engaged: tooLow,
    })
    if (tooLow) engage(at, pass)
    return tooLow
  }

  if (!dynamic) engage(begin, -1)
  return {
    get since() {
      return since
    },
    allowed: true,
    countsPages: false,
    /** It is engaged when a pass makes too little progress. */
    get speedForGood() {
      return since === undefined ? 1 : undefined
    },
    get steps() {
      return since === undefined ? 0 : 1
    },
    engage,
    waitAt: () => 0,
    passEnded() {
      // It looks at page fires, in windows of its own.
    },
    /** At once, or in windows of 100 ms where SDPS looks or sleeps; `from`: since when it does so. */
    *runPass(pass, walk, breaksAt) {
      let now = walk.start
      let from = now
      let fires = 0
      let nextPoll = pass === -1 && dynamic ? walk.start + pollEvery : Infinity
      while (now < walk.end) {
        const engaged = since !== undefined
        const until = Math.min(walk.end, engaged ? nextLook(now, SDPS_WINDOW, from) : nextPoll)
        const total = yield* model.runTraced(until, sdps.sleepSeconds, breaksAt)
        if (breaksAt <= until) return
        const window = until - now
        if (engaged && window >= SDPS_WINDOW / 2) observe(until, pass, total - fires, window)
        fires = total
        now = until
        if (now === nextPoll && now < walk.end) {
          nextPoll = since === undefined ? nextLook(now, pollEvery, from) : Infinity
          if (poll(now, pass, walkPosition(walk, now).pagesSent, fires)) {
            nextPoll = Infinity
            from = now
          }
        }
      }
    },
  }
}
