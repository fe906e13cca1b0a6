/**
 * Messages between the page and its two workers. One union a direction; buffers are transferred, never copied.
 * With `connect` the port between the two workers travels as the only transferred port of the event.
 */
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { CellView, Readout, Sample } from '../../recording/recording.ts'
import type { PauseCondition } from '../../recording/pause-condition.ts'
import type { HeatValue } from '../../recording/heat-value.ts'
import type { SentHistogram } from '../../recording/sent-histogram.ts'
import type { StreamShares } from '../../recording/stream-shares.ts'
import type { BlockLife } from '../../recording/block.ts'
import type { PageLife } from '../../recording/page-life.ts'
import type { GuestTimes } from '../../recording/vcpu-times.ts'
import type { Summary } from '../../report/summary.ts'

/** Page → engine worker. The latest run wins: a `run` makes every earlier one stale. */
export type EngineRequest =
  | { readonly kind: 'connect' }
  | { readonly kind: 'run'; readonly runId: number; readonly input: RunInput }

/** Engine worker → page. The recording itself goes over the port to the player. */
export type EngineReply =
  | { readonly kind: 'ready' }
  | {
      readonly kind: 'outcome'
      readonly runId: number
      readonly summary: Summary
      readonly milliseconds: number
    }
  | { readonly kind: 'run-error'; readonly runId: number; readonly message: string }

/** What the page asks of the player. `runId` names a recording that it holds. */
export type PlayerRequest =
  | { readonly kind: 'connect' }
  | {
      readonly kind: 'frame'
      readonly frameId: number
      readonly runId: number
      readonly time: number
      readonly view: CellView
      /** Recycled; room for view.cells words. */
      readonly cells: ArrayBuffer
    }
  | {
      /** Samples at the given times, for the charts. */
      readonly kind: 'series'
      readonly requestId: number
      readonly runId: number
      readonly times: Float64Array
    }
  | {
      readonly kind: 'readout'
      readonly requestId: number
      readonly runId: number
      readonly time: number
      readonly firstPage: number
      readonly pages: number
    }
  | {
      /** A value by cell at a moment; see `heat.ts`. */
      readonly kind: 'heat'
      readonly requestId: number
      readonly runId: number
      readonly time: number
      readonly value: HeatValue
      readonly view: CellView
      /** Which stream, from 0; undefined: the one that was last. */
      readonly stream: number | undefined
    }
  | {
      /** Pages by times sent at the end of the run. */
      readonly kind: 'sent-histogram'
      readonly requestId: number
      readonly runId: number
    }
  | {
      /** How the pages of a block fared. */
      readonly kind: 'block-life'
      readonly requestId: number
      readonly runId: number
      readonly firstPage: number
      readonly pages: number
    }
  | {
      /** Pages and bytes by stream at the end of the run. */
      readonly kind: 'stream-shares'
      readonly requestId: number
      readonly runId: number
    }
  | {
      /** When conditions come true. */
      readonly kind: 'crossings'
      readonly requestId: number
      readonly runId: number
      readonly conditions: readonly PauseCondition[]
    }
  | {
      /** What happened to one page; `most-sent` finds the page that went over the wire most often. */
      readonly kind: 'page-life'
      readonly requestId: number
      readonly runId: number
      readonly page: number | 'most-sent'
    }
  | {
      /** What the vCPUs got: the console's programs, the lanes and the outside view are computed from it. */
      readonly kind: 'guest-times'
      readonly requestId: number
      readonly runId: number
    }

/** The columns of a series reply: one Float64Array each, of the length of `times`. */
export const SERIES_COLUMNS = [
  'wireBytesPerSecond',
  'bandwidthBytesPerSecond',
  'newlyDirtyBytesPerSecond',
  'guestWritesBytesPerSecond',
  'pagesLeft',
  'writerSpeed',
  'otherSpeed',
  'writerGuestTime',
  'otherGuestTime',
  'bytesSent',
] as const satisfies readonly (keyof Sample)[]

type SeriesColumn = (typeof SERIES_COLUMNS)[number]
export type SeriesColumns = { readonly [Column in SeriesColumn]: Float64Array }

export type PlayerReply =
  | { readonly kind: 'recorded'; readonly runId: number }
  | {
      readonly kind: 'frame'
      readonly frameId: number
      readonly runId: number
      readonly time: number
      readonly view: CellView
      readonly sample: Sample
      readonly cells: ArrayBuffer
    }
  | {
      readonly kind: 'series'
      readonly requestId: number
      readonly runId: number
      readonly times: Float64Array
      readonly columns: SeriesColumns
    }
  | {
      readonly kind: 'readout'
      readonly requestId: number
      readonly runId: number
      readonly time: number
      readonly readout: Readout
    }
  | {
      readonly kind: 'heat'
      readonly requestId: number
      readonly runId: number
      readonly values: Float32Array
    }
  | {
      readonly kind: 'sent-histogram'
      readonly requestId: number
      readonly runId: number
      readonly histogram: SentHistogram
    }
  | {
      readonly kind: 'block-life'
      readonly requestId: number
      readonly runId: number
      readonly life: BlockLife
    }
  | {
      readonly kind: 'stream-shares'
      readonly requestId: number
      readonly runId: number
      readonly shares: StreamShares
    }
  | {
      readonly kind: 'crossings'
      readonly requestId: number
      readonly runId: number
      /** By condition, ascending. */
      readonly times: readonly (readonly number[])[]
    }
  | {
      readonly kind: 'page-life'
      readonly requestId: number
      readonly runId: number
      readonly life: PageLife
    }
  | {
      readonly kind: 'guest-times'
      readonly requestId: number
      readonly runId: number
      readonly guestTimes: GuestTimes
    }
  /** The recording was dropped from the cache; the page asks the engine to run again. */
  | { readonly kind: 'missing'; readonly runId: number }
