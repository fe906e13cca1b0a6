/**
 * What the engine says about a run: typed events at model times, at most 10⁴ a run, never animations.
 * Views, the log writer, the explainer, lessons and tests all read these.
 */
import type { BytesPerSecond, Nanoseconds } from './units.ts'

/** `frame-buffer`: that of a vGPU is copied while it works. */
export type PhaseKind =
  'prepare' | 'frame-buffer' | 'trace' | 'pass' | 'switchover' | 'page-in' | 'cleanup'

/** A stretch of the migration. Phases follow each other without a gap from 0 to the end of the run. */
export interface Phase {
  readonly kind: PhaseKind
  /** Pass number −1, 0, 1 …; only for `pass`. */
  readonly pass?: number
  readonly start: Nanoseconds
  readonly end: Nanoseconds
}

/** `frameBuffer`: that of a vGPU; only where the VM has one. */
export type StunPartName =
  'quiesce' | 'checkpoint' | 'lastPages' | 'frameBuffer' | 'bitmap' | 'resume'

/** A part of the stun. `checkpoint` and `lastPages` run side by side (facts 1.5: the log evidence). */
export interface StunPart {
  readonly part: StunPartName
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  readonly confidence: 'published' | 'inferred' | 'unverified'
}

export type Decision = 'switchover' | 'next-pass' | 'sdps' | 'quick-resume' | 'fail'

export type LimitName =
  | 'link'
  | 'stream'
  | 'bus'
  | 'window'
  | 'loss'
  | 'source-cpu'
  | 'destination-cpu'
  | 'traffic-shaping'

/** What can be made to go wrong (facts 6.2). */
export type FaultName =
  | 'no-vmotion-network'
  | 'mtu-mismatch'
  | 'destination-memory'
  | 'destination-cpu'
  | 'evc-mismatch'
  | 'attached-device'
  | 'link-cut'
  | 'vcenter-down'
  | 'destination-dies'
  | 'no-resume'

/** What a person can do once at a moment of a run, without a value. */
export type OneOffKind =
  | 'cut-cable'
  | 'restore-cable'
  | 'pull-nic'
  | 'power-off-source'
  | 'power-off-destination'
  | 'stop-vcenter'
  | 'cancel'
  | 'switch-over'

/** Why a run is left while it copies: it has not failed, and nothing ends it. */
export type UnendingReason =
  /** No pass will ever leave less than the one before: see `migration/unending.ts`. */
  | 'never-ends'
  /** Bounds of ours: the time that is simulated, passes, and the memory that they take. */
  | 'thirty-days'
  | 'too-many-copies'

export type FailureReason =
  | 'lack-of-forward-progress'
  | 'maximum-switchover-time'
  /** Refused by the checks before anything moved. */
  | 'encryption-not-available'
  | 'vgpu-not-supported'
  | 'cpu-incompatible'
  | 'device-attached'
  | 'insufficient-memory'
  | 'insufficient-cpu'
  /** vCenter went down before it had made its last call: the hosts never begin. */
  | 'vcenter-lost'
  /** vCenter called a destination that is gone. */
  | 'destination-not-responding'
  /** No connection between the vMotion networks of the hosts. */
  | 'connection-failed'
  /** The connection stood, then nothing came through for `Migrate.NetTimeout`. */
  | 'connection-lost'
  /** The device state is larger than what the checkpoint may take. */
  | 'checkpoint-too-big'
  /** Everything had come, and the VM could not be resumed there. */
  | 'destination-failed-to-resume'
  /** The destination could not take more pages. */
  | 'destination-out-of-memory'
  /** The VM already ran at the destination and its missing pages, or its host, are gone. */
  | 'vm-lost'
  /** The source lost its power while the VM, or pages that it needs, were there alone. */
  | 'source-host-lost'
  /** A person cancelled it before the switchover. */
  | 'cancelled'

/** Why a run did not complete. */
export type UncompletedReason = FailureReason | UnendingReason

const UNENDING: readonly UncompletedReason[] = [
  'never-ends',
  'thirty-days',
  'too-many-copies',
] satisfies readonly UnendingReason[]

/** True for a run that was left while it copied. */
export function isUnending(reason: UncompletedReason | undefined): reason is UnendingReason {
  return reason !== undefined && UNENDING.includes(reason)
}

export type Host = 'source' | 'destination'
/** `lost`: the VM runs nowhere; only after the switchover can that happen. */
export type RunsOn = Host | 'lost'

/** What the convergence test compared after a pass, and what it decided. */
export interface ConvergenceTest {
  readonly pass: number
  readonly decision: Decision
  /** Pages dirtied during the pass, which are the pages left. */
  readonly pagesLeft: number
  readonly secondsToSend: number
  /** What pages left may need at most: the switchover time goal, or what one megabyte takes (before 4.1). */
  readonly goalSeconds: number
  /** Pages sent ÷ pages dirtied in the pass, in percent; undefined when nothing was dirtied. */
  readonly transmitToDirtyPercent: number | undefined
  readonly minimumPercent: number
}

export type Fact =
  | { readonly kind: 'migration-requested'; readonly at: Nanoseconds }
  | { readonly kind: 'checks-passed'; readonly at: Nanoseconds }
  | { readonly kind: 'spec-sent'; readonly at: Nanoseconds }
  | { readonly kind: 'destination-ready'; readonly at: Nanoseconds; readonly streams: number }
  | {
      readonly kind: 'bandwidth-limited'
      readonly at: Nanoseconds
      readonly by: LimitName
      readonly bytesPerSecond: BytesPerSecond
      readonly streams: number
    }
  /** The frame buffer of a vGPU goes first, while it works. */
  | { readonly kind: 'frame-buffer-began'; readonly at: Nanoseconds; readonly bytes: number }
  | {
      /** The frame buffer of a vGPU is at the destination; `changedBytes` of it have changed since and go again in the stun. */
      readonly kind: 'frame-buffer-copied'
      readonly at: Nanoseconds
      readonly nanoseconds: number
      readonly bytes: number
      readonly changedBytes: number
    }
  | {
      readonly kind: 'trace-install-began'
      readonly at: Nanoseconds
      readonly tracer: 'stop-based' | 'loose' | 'dirty-log'
      readonly pages: number
    }
  | {
      readonly kind: 'trace-install-ended'
      readonly at: Nanoseconds
      readonly stoppedNanoseconds: number
    }
  | {
      readonly kind: 'pass-began'
      readonly at: Nanoseconds
      readonly pass: number
      readonly pagesToSend: number
      readonly pagesZero: number
    }
  | {
      readonly kind: 'pass-ended'
      readonly at: Nanoseconds
      readonly pass: number
      readonly pagesSent: number
      readonly pagesZero: number
      readonly bytesSent: number
      readonly pagesDirtied: number
      readonly bytesPerSecond: BytesPerSecond
    }
  | ({ readonly kind: 'convergence-test'; readonly at: Nanoseconds } & ConvergenceTest)
  | {
      /** The poll of pass −1 every `Migrate.SdpsDynamicDelaySec`. */
      readonly kind: 'sdps-check'
      readonly at: Nanoseconds
      /** Since the pass began. */
      readonly pagesSent: number
      readonly pagesDirtied: number
      readonly transmitToDirtyPercent: number | undefined
      readonly engaged: boolean
    }
  | {
      readonly kind: 'sdps-engaged'
      readonly at: Nanoseconds
      readonly pass: number
      readonly wantedFiresPerSecond: number
      readonly writers: number
    }
  | {
      /** The sleep a vCPU owes for each page fire rose to this; it is paid in quanta. */
      readonly kind: 'sdps-sleep'
      readonly at: Nanoseconds
      readonly pass: number
      readonly sleepPerFireNanoseconds: number
      readonly quantumNanoseconds: number
      readonly firesPerSecond: number
    }
  /** QEMU: all vCPUs sleep for this share of the time from now on (auto-converge). */
  | { readonly kind: 'cpu-throttled'; readonly at: Nanoseconds; readonly percent: number }
  | { readonly kind: 'stun-began'; readonly at: Nanoseconds; readonly pagesLeft: number }
  | {
      readonly kind: 'stun-part'
      readonly at: Nanoseconds
      readonly part: StunPartName
      readonly nanoseconds: number
      readonly bytes: number
    }
  | {
      readonly kind: 'resumed'
      readonly at: Nanoseconds
      readonly host: Host
      readonly stunNanoseconds: number
    }
  /** A person intervened, and it changed something. */
  | { readonly kind: 'intervened'; readonly at: Nanoseconds; readonly intervention: OneOffKind }
  /** A person turned a dial in mid-run. */
  | {
      readonly kind: 'dial-turned'
      readonly at: Nanoseconds
      readonly parameter: string
      readonly from: number | string
      readonly to: number | string
    }
  | { readonly kind: 'fault-injected'; readonly at: Nanoseconds; readonly fault: FaultName }
  /** Nothing comes through any more; the migration waits for `Migrate.NetTimeout`. */
  | { readonly kind: 'wire-stalled'; readonly at: Nanoseconds; readonly timeoutNanoseconds: number }
  /** The destination waits for memory; only at its 10 s alert and at the end. */
  | {
      readonly kind: 'destination-low-on-memory'
      readonly at: Nanoseconds
      readonly waitedNanoseconds: number
    }
  /** 4.1: the network failed during page-in and the file on shared storage carries the rest. */
  | { readonly kind: 'changed-file-used'; readonly at: Nanoseconds; readonly pages: number }
  | { readonly kind: 'page-in-began'; readonly at: Nanoseconds; readonly pages: number }
  | { readonly kind: 'page-in-ended'; readonly at: Nanoseconds; readonly remotePageFaults: number }
  /** The first RARP that reaches the switches; later ones change nothing. */
  | { readonly kind: 'network-announced'; readonly at: Nanoseconds }
  /** A RARP that does not; the first is 1. */
  | { readonly kind: 'announcement-lost'; readonly at: Nanoseconds; readonly frame: number }
  | { readonly kind: 'migration-completed'; readonly at: Nanoseconds }
  | {
      readonly kind: 'migration-failed'
      readonly at: Nanoseconds
      readonly reason: FailureReason
    }
  /** The last fact of a run that is left while it copies; `pass`: the one that has ended or is under way then. */
  | {
      readonly kind: 'left-copying'
      readonly at: Nanoseconds
      readonly reason: UnendingReason
      readonly pass: number
    }

export type FactKind = Fact['kind']

/** One row of the pass table: what a person reads about a pass. */
export interface PassRow {
  readonly pass: number
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  readonly pagesToSend: number
  readonly pagesSent: number
  readonly pagesZero: number
  readonly bytesSent: number
  /** Pages that fired at least once in the pass; each fires once a pass at most. */
  readonly pagesDirtied: number
  readonly bytesPerSecond: BytesPerSecond
  readonly transmitToDirtyPercent: number | undefined
  readonly decision: Decision
}
