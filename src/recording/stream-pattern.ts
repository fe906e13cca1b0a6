/** Which batch goes to which stream: to the one that is free next. The order repeats, so any batch is looked up at once. */
import { firstWhere } from '../engine/search.ts'

export interface StreamPattern {
  /** Stream by batch, over one round after which all streams are free at once. */
  readonly order: Uint8Array
  /** By stream: its batches within a round, ascending. */
  readonly places: readonly Uint32Array[]
}

/** Rates are rounded to a 256th of the fastest, which bounds the length of a round. */
const STEPS = 256

function commonDivisor(a: number, b: number): number {
  return b === 0 ? a : commonDivisor(b, a % b)
}

/** `rates`: of each stream, in any unit; of two that are free at once the first takes the batch. */
export function streamPattern(rates: readonly number[]): StreamPattern {
  const most = Math.max(...rates)
  const steps = rates.map((rate) => (most > 0 ? Math.max(1, Math.round((rate / most) * STEPS)) : 1))
  const divisor = steps.reduce(commonDivisor)
  const weights = steps.map((step) => step / divisor)
  const round = weights.reduce((sum, weight) => sum + weight, 0)
  const order = new Uint8Array(round)
  const carried = weights.map(() => 0)
  for (let batch = 0; batch < round; batch++) {
    let next = 0
    // Stream s has carried c batches, each of which took it 1 / w: it is free at c / w.
    for (let stream = 1; stream < weights.length; stream++)
      if (carried[stream]! * weights[next]! < carried[next]! * weights[stream]!) next = stream
    order[batch] = next
    carried[next]!++
  }
  const places = weights.map((weight) => new Uint32Array(weight))
  const found = weights.map(() => 0)
  for (const [batch, stream] of order.entries()) places[stream]![found[stream]!++] = batch
  return { order, places }
}

export function streamOfBatch({ order }: StreamPattern, batch: number): number {
  return order[batch % order.length]!
}

/** How many of the first `batches` a stream carries. */
export function batchesOf(
  { order, places }: StreamPattern,
  stream: number,
  batches: number,
): number {
  const own = places[stream]
  if (own === undefined) return 0
  const rest = batches % order.length
  const inRest = firstWhere(-1, own.length, (index) => own[index]! >= rest)
  return Math.floor(batches / order.length) * own.length + inRest
}
