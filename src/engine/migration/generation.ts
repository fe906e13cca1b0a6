/**
 * What a generation of vMotion, or another hypervisor, is: data. Policy ids are resolved by `run.ts` and `policies.ts`; the
 * mechanisms live beside this file.
 */
import type { NetworkPolicy } from '../network/network-policy.ts'
import type { Confidence } from '../scenario/parameter.ts'
import type { Nanoseconds } from '../units.ts'

/** `other`: a hypervisor that is not VMware's, run by the same engine. */
type Family = 'vSphere' | 'other'
/** `dirty-log`: the hypervisor logs writes without stopping any vCPU. */
export type TracerPolicy = 'stop-based' | 'loose' | 'dirty-log'
/** `none`: no bitmap crosses; `discard`: in post-copy each run of dirty pages is thrown away at the destination first. */
export type BitmapEncoding = 'raw' | 'compacted' | 'none' | 'discard'
/** When pre-copy is good enough: see `stop-rules.ts`. */
export type StopRule =
  | 'one-megabyte'
  | 'time-goal'
  | 'downtime-limit'
  | '256-kilobytes'
  | 'thirty-milliseconds'
  | 'fits-goal'
/** What happens when passes make too little progress. */
export type FallbackPolicy = 'none' | 'quick-resume' | 'sdps' | 'auto-converge'

/** How a pass copies. */
export interface CopyPolicy {
  /**
   * When the dirty pages are collected. `pass-end`: when the pass is through. `below-threshold`: as soon as what is left
   * fits into the downtime limit; the rest goes first in the next pass, from where the walk stood.
   */
  readonly reread: 'pass-end' | 'below-threshold'
  /** How fast: as the wire allows; in windows of 100 ms under a cap; or by the dirty rate of the pass before. */
  readonly pacing: 'wire' | 'windows' | 'dirty-rate'
  /** A page that fired again before its turn: sent all the same, or left to the next pass. */
  readonly skipRedirtied: boolean
  /** On the wire beside the content of a page, and for a page of zeros. */
  readonly pageHeaderBytes: number
  readonly zeroPageBytes: number
  /** What looking at a page of zeros takes. */
  readonly zeroPageSeconds: number
  /** The end of a pass waits for the acknowledgement of its last batch. */
  readonly barrier: boolean
  /** Undefined: as many as `Migrate.PreCopyPagesPerSend`. */
  readonly batchPages: number | undefined
}

/** What the stun takes beside the last pages. */
export interface StunCosts {
  readonly quiesceSeconds: number
  readonly quiesceSecondsPerVcpu: number
  readonly resumeSeconds: number
  readonly resumeSecondsPerVcpu: number
  /** Messages that must cross after the last pages before the VM runs again. */
  readonly roundTrips: number
  readonly checkpointBytesPerSecond: number
}

/** Moments since the request, and the cleanup: none is published (facts 8.5a). */
export interface Timing {
  readonly checksEnd: Nanoseconds
  readonly specSent: Nanoseconds
  /** When the hosts begin to connect. */
  readonly opensStreams: Nanoseconds
  readonly prepared: Nanoseconds
  readonly cleanup: Nanoseconds
}

/** What happens to the frame buffer of a vGPU, and how it crosses (facts 3.7, 10). */
interface VgpuPolicy {
  /**
   * `none`: such a VM cannot move; `stop-copy`: all of it crosses in the stun; `iterative`: it is copied while it works, and
   * what changes goes again in the stun.
   */
  readonly policy: 'none' | 'stop-copy' | 'iterative'
  /** What the stun takes for it beside the transfer; undefined where nothing crosses. */
  readonly fixedSeconds: number | undefined
  /** What its channel carries at most, in Gb/s, however fast the wire is; undefined likewise. */
  readonly channelGigabits: number | undefined
  /** How sure the channel is. */
  readonly confidence: Confidence
}

/** `unknown`: no limit is published; `base`: the VM's own cache; `host`: the host's option alone. */
type CheckpointPolicy = 'unknown' | 'base' | 'host'

/** The largest value that VMware supported, and how sure that is. */
export interface SupportLimit {
  readonly most: number
  readonly confidence: Confidence
}

export interface Generation {
  readonly id: string
  readonly family: Family
  readonly name: string
  /** Source keys. `text/generations.ts` says under the same id what changed and why. */
  readonly sources: readonly string[]
  readonly tracer: TracerPolicy
  /** Pages of the largest mapping that a trace leaves whole until the first write into it. */
  readonly tracedMappingPages: number
  readonly bitmap: { readonly encoding: BitmapEncoding; readonly confidence: Confidence }
  readonly copy: CopyPolicy
  readonly stopRule: StopRule
  readonly fallback: FallbackPolicy
  readonly network: NetworkPolicy
  /** Last pages travel after the resume instead of during the stun, always (not only in Quick Resume). */
  readonly resumeDuringPageIn: boolean
  /** How sure it is where the last pages go. */
  readonly lastPages: Confidence
  /** A file on shared storage backs up the pages that are still missing while the VM already runs at the destination. */
  readonly changedFile: boolean
  readonly vgpu: VgpuPolicy
  /** What limits the device state. */
  readonly checkpoint: CheckpointPolicy
  readonly stun: StunCosts
  readonly timing: Timing
  readonly limits: {
    readonly memoryGiB: SupportLimit
    readonly vcpus: SupportLimit
    readonly roundTripMilliseconds: SupportLimit
    readonly nics: SupportLimit
  }
}
