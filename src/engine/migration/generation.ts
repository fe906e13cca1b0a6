/** What a generation of vMotion is: data. Policy ids are resolved by `run.ts`; the mechanisms live beside this file. */
import type { NetworkPolicy } from '../network/bandwidth.ts'
import type { Confidence } from '../scenario/parameter.ts'

export type TracerPolicy = 'stop-based' | 'loose'
export type BitmapEncoding = 'raw' | 'compacted'
/** What happens when the transmit-to-dirty ratio is too low. */
export type ThrottlePolicy = 'sdps' | 'none'

export interface Generation {
  readonly id: string
  readonly year: number
  /** Two sentences of what changed and why live in `text/` under the id; the source is here. */
  readonly source: string
  readonly tracer: TracerPolicy
  /** Pages of the largest mapping that a trace leaves whole until the first write into it. */
  readonly tracedMappingPages: number
  readonly bitmap: { readonly encoding: BitmapEncoding; readonly confidence: Confidence }
  readonly throttle: ThrottlePolicy
  readonly network: NetworkPolicy
  /** Last pages travel after the resume instead of during the stun. */
  readonly resumeDuringPageIn: boolean
}
