/** Messages between the page and the worker that empties hosts. The latest order wins. */
import type { EvacuationRequest } from '../../engine/host/evacuation-plan.ts'
import type { Alternative, EvacuationSummary } from '../../report/evacuation.ts'

export interface EvacuationOrder {
  readonly kind: 'evacuate'
  readonly orderId: number
  readonly request: EvacuationRequest
}

export type EvacuationReply =
  | { readonly kind: 'evacuated'; readonly orderId: number; readonly summary: EvacuationSummary }
  /** One of `ALTERNATIVES`, as soon as it is known; the evacuation itself came before. */
  | { readonly kind: 'alternative'; readonly orderId: number; readonly alternative: Alternative }
  | { readonly kind: 'compared'; readonly orderId: number }
  | { readonly kind: 'evacuation-error'; readonly orderId: number; readonly message: string }
