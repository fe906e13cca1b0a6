/** What a generation of vMotion is: data. Policy ids are resolved by `run.ts`; the mechanisms live beside this file. */
import type { NetworkPolicy } from '../network/network-policy.ts'
import type { Confidence } from '../scenario/parameter.ts'

export type TracerPolicy = 'stop-based' | 'loose'
export type BitmapEncoding = 'raw' | 'compacted'
/** When pre-copy is good enough: a fixed amount left, or what the switchover time goal allows. */
export type StopRule = 'one-megabyte' | 'time-goal'
/** What happens when passes make too little progress. */
export type FallbackPolicy = 'none' | 'quick-resume' | 'sdps'
/** What happens to the frame buffer of a vGPU; `none`: such a VM cannot move. */
export type VgpuPolicy = 'none' | 'stop-copy' | 'iterative'

/** The largest value that VMware supported, and how sure that is. */
export interface SupportLimit {
  readonly most: number
  readonly confidence: Confidence
}

export interface Generation {
  readonly id: string
  readonly name: string
  readonly year: number
  /** What changed and why is told in `text/generations.ts` under the id; these are the source keys. */
  readonly sources: readonly string[]
  readonly tracer: TracerPolicy
  /** Pages of the largest mapping that a trace leaves whole until the first write into it. */
  readonly tracedMappingPages: number
  readonly bitmap: { readonly encoding: BitmapEncoding; readonly confidence: Confidence }
  readonly stopRule: StopRule
  readonly fallback: FallbackPolicy
  readonly network: NetworkPolicy
  /** Last pages travel after the resume instead of during the stun, always (not only in Quick Resume). */
  readonly resumeDuringPageIn: boolean
  /** A file on shared storage backs up the pages that are still missing while the VM already runs at the destination. */
  readonly changedFile: boolean
  readonly vgpu: VgpuPolicy
  readonly limits: {
    readonly memoryGiB: SupportLimit
    readonly vcpus: SupportLimit
    readonly roundTripMilliseconds: SupportLimit
    readonly nics: SupportLimit
  }
}
