/** The outcome of a run as small immutable JSON: the one source of every number on the screen and of `simulate --json`. */
import type { Stops } from '../recording/stop-causes.ts'
import type {
  ConvergenceTest,
  Fact,
  LimitName,
  PassRow,
  Phase,
  RunsOn,
  StunPart,
  UncompletedReason,
} from '../engine/facts.ts'
import type { Effect } from '../engine/scenario/intervention.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { FellBehind } from './lost-seconds.ts'
import type { Stretch } from './slow-stretch.ts'

export interface GuestPain {
  /** Share of a full second that a writing vCPU got in its worst sliding second, the stun included: 0 … 1. */
  readonly worstSecondGuestSpeed: number
  /** When that second began, in nanoseconds. */
  readonly worstSecondStart: number
  /** Seconds that a writing vCPU lost in its worst sliding ten seconds, the stun included: what the verdict goes by. */
  readonly worstTenLostSeconds: number
  /** When those began, in nanoseconds. */
  readonly worstTenStart: number
  /** Seconds that vCPUs fell behind wall time: "time lost" is the most of any. */
  readonly behind: FellBehind
  /** Where it ran slowed the longest, beside the stun; undefined where it was never slowed for long. */
  readonly slowStretch: Stretch | undefined
  /** Lowest share in any sliding second before the stun; 1 when nothing slowed the guest. */
  readonly worstSecondBeforeStun: number
  /** When that second began, in nanoseconds. */
  readonly worstBeforeStunStart: number
  /** CPU seconds that the migration took from all vCPUs together, by cause. */
  readonly lostSeconds: Stops
  /** What the worst second went to: seconds of a writing vCPU, the mean of them, by cause. */
  readonly worstSecondStops: Stops
}

/** The rule gave up: it switches over though what is left takes longer than its goal (Xen). */
export function stopsAnyway({ decision, secondsToSend, goalSeconds }: ConvergenceTest): boolean {
  return decision === 'switchover' && secondsToSend > goalSeconds
}

/** The pass that the run ended with before anything was decided of it: only the last can be one. */
export function passUnderWay({ passes, facts }: Summary): PassRow | undefined {
  const last = passes.at(-1)
  const test = facts.findLast((fact) => fact.kind === 'convergence-test')
  return last?.pass === test?.pass ? undefined : last
}

/** A person forced the switchover; no test found that it was time. */
export function switchoverForced(facts: readonly Fact[]): boolean {
  return facts.some((fact) => fact.kind === 'intervened' && fact.intervention === 'switch-over')
}

export interface Summary {
  readonly input: RunInput
  /** 16 hexadecimal digits over facts, pass tables and the model's version. */
  readonly runHash: string
  /** `never-ends`: it copies for ever; `unfinished`: longer than is simulated. */
  readonly outcome: 'completed' | 'failed' | 'cancelled' | 'never-ends' | 'unfinished'
  /** What became of each intervention of the input, in the order of its list. */
  readonly effects: readonly Effect[]
  /** Why it did not complete. */
  readonly failure: UncompletedReason | undefined
  readonly vmRunsOn: RunsOn
  /** End of the run in nanoseconds: cleanup included. */
  readonly end: number
  readonly phases: readonly Phase[]
  readonly stunParts: readonly StunPart[]
  /** Nanoseconds; 0 when the run never reached its stun. */
  readonly stun: { readonly start: number; readonly end: number }
  readonly passes: readonly PassRow[]
  readonly facts: readonly Fact[]
  /** The last that vCenter heard of the hosts, before it went down; undefined where it did not. */
  readonly lastHeard: { readonly time: number; readonly pagesSentInPass: number } | undefined
  readonly bandwidth: {
    readonly bytesPerSecond: number
    readonly limitedBy: LimitName
    readonly streams: number
  }
  /** What the pages left may need at most: as the first test found it, or by the rule at the bandwidth. Undefined without one. */
  readonly goalSeconds: number | undefined
  readonly sdps: {
    readonly engaged: boolean
    /** Nanoseconds from engagement to switchover. */
    readonly duration: number
  }
  readonly pain: GuestPain
  readonly totals: {
    /** Frame buffer of a vGPU included. */
    readonly bytesSent: number
    readonly frameBufferBytes: number
    readonly pagesSent: number
    readonly pageFires: number
    readonly remotePageFaults: number
    readonly pagesInUse: number
    /** Zero pages that were seen. */
    readonly pagesZero: number
    /** Pages in use that are not zero, those included that the copy did not come to. */
    readonly pagesNonZero: number
    /** `pagesSent` ÷ `pagesNonZero`. */
    readonly timesOver: number
  }
  /** Fit of a measured dirty curve, when the workload is one: largest error of the share, 0 … 1. */
  readonly curveFitError: number | undefined
}
