/** Messages between the page and the worker that empties hosts. The latest order wins. */
import type { EvacuationRequest } from '../../engine/host/evacuation-plan.ts'
import type { Alternative, EvacuationSummary } from '../../report/evacuation.ts'
import type { Pace } from './pace.ts'

export interface EvacuationOrder {
  readonly kind: 'evacuate'
  readonly orderId: number
  readonly request: EvacuationRequest
  /** Those of `ALTERNATIVES` that are still wanted; undefined where the evacuation is, too, and then all of them. */
  readonly rest?: readonly number[]
}

/** The latest order is no longer wanted. */
export interface EvacuationEnd {
  readonly kind: 'cancel'
}

export type EvacuationReply =
  | { readonly kind: 'evacuated'; readonly orderId: number; readonly summary: EvacuationSummary }
  /** One of `ALTERNATIVES`, as soon as it is known; the evacuation itself came before. */
  | { readonly kind: 'alternative'; readonly orderId: number; readonly alternative: Alternative }
  /** What takes long is so far: the evacuation, then all alternatives together. */
  | { readonly kind: 'progress'; readonly orderId: number; readonly pace: Pace }
  | { readonly kind: 'compared'; readonly orderId: number }
  | { readonly kind: 'evacuation-error'; readonly orderId: number; readonly message: string }
