/**
 * Trace install, two policies (facts 3.3, 8.5). Stop-based: all vCPUs stop while every page is write-protected, in slices.
 * Loose: one vCPU write-protects whole 1 GB mappings while the others run.
 *
 * The stop-based law follows from what STARW says of a slice: all vCPUs stop, the pages are split among them, each flushes
 * its TLB, and all go on when the last is done. A slice has so many pages; a vCPU is late by a time that is distributed
 * exponentially (inferred), and the latest of n is late by 1 + 1/2 + … + 1/n times the mean. So
 *
 *     seconds a page = change ÷ n + late × (1 + 1/2 + … + 1/n)
 *
 * which grows with the memory, and ever more slowly with the vCPUs. `late` is what 86 s for 1 TiB and 72 vCPUs leave of it
 * (recalled, unverified). 6 TB and 256 vCPUs then take 11 minutes, "up to hundreds of seconds" in RYAN.
 */
import { PAGES_PER_GIB, nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import type { Ending } from './failure.ts'
import type { TracerPolicy } from './generation.ts'
import { interrupt, interruptionIn } from './interruption.ts'
import { addPhase } from './journal.ts'
import type { Slices } from '../work.ts'

/** What was measured, of either policy: beyond it the laws are extrapolated. */
export const TRACED_FIGURE = { gib: 1024, vcpus: 72 } as const
/** 86 s of it, stop-based: recalled and unverified. */
const STOP_BASED_SECONDS = 86
/** Write-protecting an entry: the order of a miss in the caches (inferred). */
const CHANGE_SECONDS = 0.05e-6
const LATE_SECONDS =
  (STOP_BASED_SECONDS / (TRACED_FIGURE.gib * PAGES_PER_GIB) -
    CHANGE_SECONDS / TRACED_FIGURE.vcpus) /
  latestOf(TRACED_FIGURE.vcpus)
/**
 * Share of the phase in which all vCPUs stand still: 70 ms for 64 GiB and 16 vCPUs, amid the 20–160 ms of ordinary VMs
 * (logs; facts 8.5). The guest runs between two slices.
 */
const STOPPED_SHARE = 0.07 / stopBasedSeconds(64 * PAGES_PER_GIB, 16)
/** 7.5 s for 1 TiB, recalled and unverified: 7.3 ms a GiB on one vCPU. */
const LOOSE_SECONDS_PER_GIB = 7.5 / TRACED_FIGURE.gib

/** First read of the dirty log: 0.3–0.5 ms for 512 MiB in the QEMU traces. */
const DIRTY_LOG_SECONDS_PER_GIB = 0.0008

/** How late the latest of n is, of the mean of one: the expected maximum of n exponential delays. */
function latestOf(vcpus: number): number {
  let sum = 0
  for (let count = 1; count <= vcpus; count++) sum += 1 / count
  return sum
}

function stopBasedSeconds(pages: number, vcpus: number): number {
  return pages * (CHANGE_SECONDS / vcpus + LATE_SECONDS * latestOf(vcpus))
}

export interface TraceInstall {
  readonly seconds: number
  /** Seconds in which every vCPU stands still. */
  readonly stoppedSeconds: number
  /** Share of the phase that a vCPU of each group runs, on average. */
  readonly writerSpeed: number
  readonly otherSpeed: number
}

/** Duration and cost of installing traces on `pages` pages. */
export function traceInstallCost(
  tracer: TracerPolicy,
  pages: number,
  vcpus: number,
  others: number,
): TraceInstall {
  if (tracer === 'stop-based') {
    const seconds = stopBasedSeconds(pages, vcpus)
    const speed = 1 - STOPPED_SHARE
    return {
      seconds,
      stoppedSeconds: seconds * STOPPED_SHARE,
      writerSpeed: speed,
      otherSpeed: speed,
    }
  }
  if (tracer === 'dirty-log') {
    const seconds = (pages / PAGES_PER_GIB) * DIRTY_LOG_SECONDS_PER_GIB
    return { seconds, stoppedSeconds: 0, writerSpeed: 1, otherSpeed: 1 }
  }
  const seconds = (pages / PAGES_PER_GIB) * LOOSE_SECONDS_PER_GIB
  // The installing vCPU is one that does not write, if there is one.
  return others > 0
    ? { seconds, stoppedSeconds: 0, writerSpeed: 1, otherSpeed: 1 - 1 / others }
    : { seconds, stoppedSeconds: 0, writerSpeed: 1 - 1 / vcpus, otherSpeed: 1 }
}

export function* installTraces(
  context: MigrationContext,
  start: Nanoseconds,
): Slices<{ readonly traced: Nanoseconds } | { readonly ending: Ending }> {
  const { generation, layout, workload, journal, model } = context
  const { tracer } = generation
  const pages = layout.pagesInUse
  const cost = traceInstallCost(tracer, pages, workload.writers + workload.others, workload.others)
  const end = start + nanosecondsFromSeconds(cost.seconds)
  const broken = interruptionIn(context, start, end)
  yield* model.runUntraced(broken?.at ?? end, cost.writerSpeed, cost.otherSpeed)
  journal.facts.push({ kind: 'trace-install-began', at: start, tracer, pages })
  addPhase(journal, 'trace', start, broken?.at ?? end)
  if (broken !== undefined) return { ending: yield* interrupt(context, broken) }
  journal.facts.push({
    kind: 'trace-install-ended',
    at: end,
    stoppedNanoseconds: nanosecondsFromSeconds(cost.stoppedSeconds),
  })
  return { traced: end }
}
