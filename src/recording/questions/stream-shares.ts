/** Pages and bytes by stream at the end of the run; together they are what was sent. */
import { frameBufferBytesSent } from '../../engine/memory/frame-buffer-copy.ts'
import { walkPosition } from '../../engine/memory/walk-position.ts'
import { type RunRecord, walksOf } from '../../engine/run-record.ts'
import { streamsOf } from '../streams.ts'
import type { Question } from './question.ts'

interface StreamShare {
  readonly pages: number
  /** With the header of each page. */
  readonly bytes: number
}

export interface StreamShares {
  readonly streams: readonly StreamShare[]
  /** What says of pages that they hold only zeros: no rule deals it out. */
  readonly zeroBytes: number
  /** Frame buffer of a vGPU: it has a channel of its own. */
  readonly frameBufferBytes: number
  readonly pages: number
  readonly bytes: number
}

export const streamShares: Question<unknown, StreamShares> = { answer: streamSharesOf }

export function streamSharesOf(record: RunRecord): StreamShares {
  const { end } = record
  const { count, dealingOf } = streamsOf(record)
  const walks = walksOf(record).map((walk) => ({
    walk,
    dealing: dealingOf(walk),
    position: walkPosition(walk, end),
  }))
  const streams = Array.from({ length: count }, (_, stream) => {
    let [pages, bytes] = [0, 0]
    for (const { walk, dealing, position } of walks) {
      const carried = dealing.pagesOf(stream, position.pagesSent)
      pages += carried
      bytes += carried * walk.pageBytes
    }
    return { pages, bytes }
  })
  const zeroBytes = walks.reduce(
    (sum, { walk, position }) => sum + position.zeroSeen * walk.zeroWireBytes,
    0,
  )
  const frameBufferBytes = frameBufferBytesSent(record.frameBuffer)
  const sum = (of: (share: StreamShare) => number) =>
    streams.reduce((all, share) => all + of(share), 0)
  return {
    streams,
    zeroBytes,
    frameBufferBytes,
    pages: sum(({ pages }) => pages),
    bytes: sum(({ bytes }) => bytes) + zeroBytes + frameBufferBytes,
  }
}
