/**
 * Which stream carried which page. No source says how vMotion deals pages out; assumed (inferred): a batch of
 * `Migrate.PreCopyPagesPerSend` pages goes to the stream that is free next, as fast as its NIC lets it be (facts 3.5, 8.1).
 * It costs nothing in the run: the order of a walk and the rates of the streams say it all.
 */
import type { Walk } from '../engine/memory/pass-table.ts'
import { slotsOf } from '../engine/memory/walk-order.ts'
import { slotOfRegion } from '../engine/memory/walk-region.ts'
import { walkPosition } from '../engine/memory/walk-position.ts'
import type { Bandwidth } from '../engine/network/bandwidth.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { batchesOf, streamOfBatch, streamPattern, type StreamPattern } from './stream-pattern.ts'

/** How a walk's pages were dealt out. Pages are counted from 0 in the order of the walk. */
export interface Dealing {
  readonly streamOf: (page: number) => number
  /** Of the first `pages` of the walk, those of one stream. */
  readonly pagesOf: (stream: number, pages: number) => number
}

export interface Streams {
  /** The most that there were at one time. */
  readonly count: number
  readonly dealingOf: (walk: Walk) => Dealing
}

/** From a batch of a walk on. */
interface Part {
  readonly first: number
  readonly pattern: StreamPattern
}

/** What each stream carries when its NIC is shared by all streams on it. */
function ratesOf({ nics }: Bandwidth): number[] {
  return nics.flatMap(({ streams, linkBytesPerSecond, streamBytesPerSecond }) =>
    Array.from(
      { length: streams },
      () => Math.min(linkBytesPerSecond, streamBytesPerSecond) / streams,
    ),
  )
}

export function streamsOf(record: RunRecord): Streams {
  const wires = record.wires
    .filter(({ bandwidth }, index, all) => bandwidth !== all[index - 1]?.bandwidth)
    .map(({ from, bandwidth }) => ({ from, pattern: streamPattern(ratesOf(bandwidth)) }))
  const known = new Map<Walk, Dealing>()
  return {
    count: Math.max(...wires.map(({ pattern }) => pattern.places.length)),
    dealingOf(walk) {
      const dealing = known.get(walk) ?? dealOut(walk, wires)
      known.set(walk, dealing)
      return dealing
    },
  }
}

/** When the wire changes, the batches under way are finished, and all streams begin anew. */
function dealOut(
  walk: Walk,
  wires: readonly { readonly from: Nanoseconds; readonly pattern: StreamPattern }[],
): Dealing {
  const { batchPages } = walk
  const before = wires.findLast(({ from }) => from <= walk.start) ?? wires[0]!
  const parts: Part[] = [{ first: 0, pattern: before.pattern }]
  for (const { from, pattern } of wires) {
    if (from <= walk.start || from >= walk.end) continue
    parts.push({ first: Math.ceil(walkPosition(walk, from).pagesSent / batchPages), pattern })
  }
  const partOf = (batch: number) => parts.findLast(({ first }) => first <= batch)!
  const streamOf = (page: number) => {
    const batch = Math.floor(page / batchPages)
    const { first, pattern } = partOf(batch)
    return streamOfBatch(pattern, batch - first)
  }
  return {
    streamOf,
    pagesOf(stream, pages) {
      const batches = Math.floor(pages / batchPages)
      const whole = parts.reduce((sum, { first, pattern }, index) => {
        const end = Math.min(batches, parts[index + 1]?.first ?? Infinity)
        return end > first ? sum + batchesOf(pattern, stream, end - first) : sum
      }, 0)
      const rest = pages - batches * batchPages
      return whole * batchPages + (rest > 0 && streamOf(pages) === stream ? rest : 0)
    },
  }
}

/** The stretches of a walk, counted in pages, in which the first `sent` data pages of a region go: one, or two around its origin. */
export function stretchesOf(
  walk: Walk,
  region: number,
  sent: number,
): readonly (readonly [from: number, to: number])[] {
  const slot = slotOfRegion(walk, region)
  const from = walk.sendBefore[slot]!
  const { origin } = walk
  if (origin?.region !== region || sent <= origin.tail) return [[from, from + sent]]
  const head = walk.sendBefore[slotsOf(walk) - 1]!
  return [
    [from, from + origin.tail],
    [head, head + sent - origin.tail],
  ]
}
