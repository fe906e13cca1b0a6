/**
 * Page-in: the VM runs at the destination; the rest is pushed, and pages that the guest touches first are fetched in
 * front of the push (facts 3.6, 8.7). Until the push is done the VM needs both hosts.
 */
import type { ToSend } from '../memory/dirty-model.ts'
import type { Walk } from '../memory/pass-table.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { lostAfter, rateAt, type RateSchedule } from '../rate-schedule.ts'
import { MICROSECOND, PAGE_BYTES, SECOND, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import { cleanUp } from './clean-up.ts'
import type { Copier } from './copier.ts'
import type { Ending } from './failure.ts'
import { addPhase } from './journal.ts'
import { walkTotals } from '../memory/walk-order.ts'
import { conditionsAt, ratesKnownAt, type Schedule } from './schedule.ts'
import { stallsBetween, stallsOfWalk, recordStalls } from './stalls.ts'
import { netTimeout } from './timeouts.ts'
import { cutShort } from './walk.ts'
import type { Slices } from '../work.ts'

/** What a remote page fault costs beside round trip and transfer (inferred, facts 8.7). */
const FAULT_OVERHEAD_SECONDS = (50 * MICROSECOND) / SECOND
/** What the file on shared storage carries between the hosts when the network is gone (inferred; YB-QR gives no rate). */
const CHANGED_FILE_BYTES_PER_SECOND = 100e6

export function* pageIn(
  context: MigrationContext,
  copier: Copier,
  left: ToSend,
  start: Nanoseconds,
): Slices<Ending> {
  const { scenario, generation, model, journal, schedule } = context
  const { changedFile } = generation
  const carried = (wire: RateSchedule) => (changedFile ? withChangedFile(schedule, wire) : wire)
  const rates = carried(schedule.rates)
  const walk = yield* copier.pageIn(start, left, rates)
  const lost = lostAt(context, rates, walk)
  journal.facts.push({ kind: 'page-in-began', at: start, pages: walkTotals(walk).pages })
  model.beginPageIn(walk)
  /** The push as far as can be known at `now`. */
  const pushAt = (now: Nanoseconds) =>
    copier.pageIn(start, left, carried(ratesKnownAt(schedule, now)), now)
  /** The guest at the destination until `until`: remote page faults, at most one a page that is missing. */
  function* run(until: Nanoseconds): Slices<number> {
    const expected = yield* runUntil(context, walk, until, pushAt)
    return scenario.model === 'fluid'
      ? expected
      : Math.min(Math.round(expected), walkTotals(walk).pages)
  }
  if (lost.at < Infinity) return yield* loseVm(context, walk, lost, run)
  const faults = yield* run(walk.end)
  const [at] = stallsBetween(schedule.rates, start, walk.end)
  if (changedFile && at !== undefined) {
    const pages = walkTotals(walk).pages - walkPosition(walk, at).pagesSent
    journal.facts.push({ kind: 'changed-file-used', at, pages })
  }
  recordStalls(context, stallsOfWalk(walk, walk.end))
  addPhase(journal, 'page-in', start, walk.end)
  journal.facts.push({ kind: 'page-in-ended', at: walk.end, remotePageFaults: faults })
  return yield* cleanUp(context, walk.end, walk, 'page-in', faults)
}

/** Seconds that a remote page fault takes at a moment. */
function faultSecondsAt({ schedule }: MigrationContext, time: Nanoseconds): number {
  const { scenario, bandwidth } = conditionsAt(schedule, time)
  return (
    scenario['network.rtt'] / 1000 +
    PAGE_BYTES / bandwidth.perStreamBytesPerSecond +
    FAULT_OVERHEAD_SECONDS
  )
}

/**
 * The guest at the destination until `end`, in pieces between which the wire changed: each as if the push went on
 * as it does then, since the next change cannot be foreseen. While nothing comes through, a vCPU stops at the first missing page that
 * it touches; taken as at once (inferred). Returns the remote page faults, expected value.
 */
function* runUntil(
  context: MigrationContext,
  walk: Walk,
  end: Nanoseconds,
  pushAt: (now: Nanoseconds) => Slices<Walk>,
): Slices<number> {
  const { model, schedule } = context
  const changes = schedule.conditions
    .map(({ from }) => from)
    .filter((at) => at > walk.start && at < end)
  let faults = 0
  let from = walk.start
  for (const until of [...changes, end]) {
    if (until === from) continue
    if (rateAt(walk.rates, from) === 0) yield* model.runUntraced(until, 0, 0)
    else {
      const pushed = yield* pushAt(from)
      faults = yield* model.runPageIn(until, pushed, faultSecondsAt(context, from))
    }
    from = until
  }
  return faults
}

/** 4.1: while the cable is cut, the file on shared storage carries on (YB-QR). It cannot replace a dead host. */
function withChangedFile({ destinationDies }: Schedule, rates: RateSchedule): RateSchedule {
  return rates.map((step) =>
    step.bytesPerSecond === 0 && step.from < destinationDies
      ? { ...step, bytesPerSecond: CHANGED_FILE_BYTES_PER_SECOND }
      : step,
  )
}

interface Loss {
  readonly at: Nanoseconds
  readonly by: 'wire' | 'source' | 'destination'
}

function lostAt({ scenario, schedule }: MigrationContext, rates: RateSchedule, walk: Walk): Loss {
  const timedOut = lostAfter(rates, walk.start, walk.end, netTimeout(scenario))
  const deaths: Loss[] = [
    { at: Math.max(walk.start, schedule.destinationDies), by: 'destination' },
    { at: Math.max(walk.start, schedule.sourceDies), by: 'source' },
  ]
  let first: Loss = { at: timedOut, by: 'wire' }
  for (const death of deaths) if (death.at < walk.end && death.at < first.at) first = death
  return first
}

/** Pages that can no longer be delivered: the VM at the destination cannot go on, the one at the source is outdated. */
function* loseVm(
  context: MigrationContext,
  walk: Walk,
  { at, by }: Loss,
  run: (until: Nanoseconds) => Slices<number>,
): Slices<Ending> {
  const { model, journal, scenario, generation } = context
  const { cleanup } = generation.timing
  const timeout = netTimeout(scenario)
  const stalled = by === 'wire' ? at - timeout : at
  const faults = stalled > walk.start ? yield* run(stalled) : 0
  // From here on a vCPU stops at the first missing page that it touches; taken as at once (inferred).
  yield* model.runUntraced(at, 0, 0)
  recordStalls(context, stallsOfWalk(walk, at))
  addPhase(journal, 'page-in', walk.start, at)
  addPhase(journal, 'cleanup', at, at + cleanup)
  yield* model.runUntraced(at + cleanup, 0, 0)
  const reason = by === 'source' ? 'source-host-lost' : 'vm-lost'
  journal.facts.push({ kind: 'migration-failed', at, reason })
  return {
    end: at + cleanup,
    runsOn: 'lost',
    failure: reason,
    lastWalk: cutShort(walk, at),
    lastWalkDuring: 'page-in',
    remotePageFaults: faults,
  }
}
