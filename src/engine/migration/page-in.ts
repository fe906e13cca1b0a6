/**
 * Page-in: the VM runs at the destination; the rest is pushed, and pages that the guest touches first are fetched in
 * front of the push (facts 3.6, 8.7). Until the push is done the VM needs both hosts.
 */
import type { PassTable, Walk } from '../memory/pass-table.ts'
import { walkPosition } from '../memory/walk-position.ts'
import { changedFrom, lostAfter, type RateSchedule } from '../rate-schedule.ts'
import { MICROSECOND, PAGE_BYTES, SECOND, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import type { Ending } from './failure.ts'
import { netTimeout } from './faults.ts'
import { addPhase } from './journal.ts'
import { CLEANUP } from './phase-times.ts'
import { walkTotals } from '../memory/walk-order.ts'
import { createWalk, cutShort } from './walk.ts'

/** What a remote page fault costs beside round trip and transfer (inferred, facts 8.7). */
const FAULT_OVERHEAD_SECONDS = (50 * MICROSECOND) / SECOND
/** What the file on shared storage carries between the hosts when the network is gone (inferred; YB-QR gives no rate). */
const CHANGED_FILE_BYTES_PER_SECOND = 100e6

export function* pageIn(
  context: MigrationContext,
  last: PassTable,
  start: Nanoseconds,
): Generator<undefined, Ending> {
  const { scenario, bandwidth, generation, model, journal, fault } = context
  const rates = generation.changedFile ? withChangedFile(context) : context.rates
  const walk = createWalk(start, last.fires, undefined, rates, scenario)
  const lost = lostAt(context, rates, walk)
  const faultSeconds =
    scenario['network.rtt'] / 1000 +
    PAGE_BYTES / bandwidth.perStreamBytesPerSecond +
    FAULT_OVERHEAD_SECONDS
  journal.facts.push({ kind: 'page-in-began', at: start, pages: walkTotals(walk).pages })
  /** The guest at the destination until `until`: remote page faults, at most one a page that is missing. */
  function* run(until: Nanoseconds): Generator<undefined, number> {
    const pushEnd = createWalk(start, last.fires, undefined, context.undisturbed, scenario).end
    const expected = yield* model.runPageIn(
      until < walk.end ? cutShort(walk, until) : walk,
      last.classFires,
      faultSeconds,
      Math.min(walk.end, pushEnd),
    )
    return scenario.model === 'fluid'
      ? expected
      : Math.min(Math.round(expected), walkTotals(walk).pages)
  }
  if (lost < Infinity) return yield* loseVm(context, walk, lost, run)
  const faults = yield* run(walk.end)
  if (rates !== context.rates && fault !== undefined && fault.at < walk.end) {
    const at = Math.max(fault.at, start)
    const pages = walkTotals(walk).pages - walkPosition(walk, at).pagesSent
    journal.facts.push({ kind: 'changed-file-used', at, pages })
  }
  addPhase(journal, 'page-in', start, walk.end)
  journal.facts.push({ kind: 'page-in-ended', at: walk.end, remotePageFaults: faults })
  const end = walk.end + CLEANUP
  yield* model.runUntraced(end, 1, 1)
  addPhase(journal, 'cleanup', walk.end, end)
  journal.facts.push({ kind: 'migration-completed', at: end })
  return {
    end,
    runsOn: 'destination',
    failure: undefined,
    lastWalk: walk,
    lastWalkDuring: 'page-in',
    remotePageFaults: faults,
  }
}

/** 4.1: when the cable is cut, the file on shared storage carries on (YB-QR). It cannot replace a dead host. */
function withChangedFile({ rates, fault }: MigrationContext): RateSchedule {
  return fault?.name === 'link-cut'
    ? changedFrom(rates, fault.at, CHANGED_FILE_BYTES_PER_SECOND)
    : rates
}

function lostAt(
  { scenario, fault }: MigrationContext,
  rates: RateSchedule,
  walk: Walk,
): Nanoseconds {
  if (fault?.name === 'destination-dies' && fault.at < walk.end)
    return Math.max(walk.start, fault.at)
  return lostAfter(rates, walk.start, walk.end, netTimeout(scenario))
}

/** Pages that nobody can deliver any more: the VM at the destination cannot go on, the one at the source is outdated. */
function* loseVm(
  context: MigrationContext,
  walk: Walk,
  at: Nanoseconds,
  run: (until: Nanoseconds) => Generator<undefined, number>,
): Generator<undefined, Ending> {
  const { model, journal, scenario, fault } = context
  const dead = fault?.name === 'destination-dies'
  const timeout = netTimeout(scenario)
  const stalled = dead ? at : at - timeout
  const faults = stalled > walk.start ? yield* run(stalled) : 0
  // From here on a vCPU stops at the first missing page that it touches; taken as at once (inferred).
  yield* model.runUntraced(at, 0, 0)
  if (!dead) journal.facts.push({ kind: 'wire-stalled', at: stalled, timeoutNanoseconds: timeout })
  addPhase(journal, 'page-in', walk.start, at)
  addPhase(journal, 'cleanup', at, at + CLEANUP)
  yield* model.runUntraced(at + CLEANUP, 0, 0)
  journal.facts.push({ kind: 'migration-failed', at, reason: 'vm-lost' })
  return {
    end: at + CLEANUP,
    runsOn: 'lost',
    failure: 'vm-lost',
    lastWalk: cutShort(walk, at),
    lastWalkDuring: 'page-in',
    remotePageFaults: faults,
  }
}
