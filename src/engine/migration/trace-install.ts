/**
 * Trace install, two policies (facts 3.3, 8.5). Stop-based: all vCPUs stop while every page is write-protected, in slices.
 * Loose: one vCPU write-protects whole 1 GB mappings while the others run.
 */
import { PAGES_PER_GIB, nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import type { Ending } from './failure.ts'
import type { TracerPolicy } from './generation.ts'
import { interrupt, interruptionIn } from './interruption.ts'
import { addPhase } from './journal.ts'
import type { Slices } from '../work.ts'

/** 86 s for 1 TiB and 72 vCPUs, which is recalled and unverified; rendezvous and flush grow with the vCPUs (inferred). */
const STOP_BASED_SECONDS_PER_PAGE = 0.32e-6
const STOP_BASED_VCPUS = 72
/** Share of the phase in which all vCPUs stand still: calibrated to 20–160 ms for ordinary VMs (logs; facts 8.5). */
const STOPPED_SHARE = 0.0587
/** 7.5 s for 1 TiB, recalled and unverified: 7.3 ms a GiB on one vCPU. */
const LOOSE_SECONDS_PER_GIB = 7.5 / 1024

/** First read of the dirty log: 0.3–0.5 ms for 512 MiB in the QEMU traces. */
const DIRTY_LOG_SECONDS_PER_GIB = 0.0008

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
    const seconds = (pages * STOP_BASED_SECONDS_PER_PAGE * vcpus) / STOP_BASED_VCPUS
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
