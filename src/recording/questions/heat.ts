/** What the source's map shows instead of the state: a value by cell of a view, from the counts of the recording. */
import type { RunRecord } from '../../engine/run-record.ts'
import type { Nanoseconds } from '../../engine/units.ts'
import { agesOf, holdAges, type AgeHistory } from '../heat-ages.ts'
import { createSums, meansOf, type HeatSums } from '../heat-means.ts'
import { carriedOf, NO_STREAM } from '../heat-streams.ts'
import type { CellView } from '../cell.ts'
import { streamsOf, type Streams } from '../streams.ts'
import type { Question } from './question.ts'

/**
 * sent: mean times a page was sent; fired: mean times its trace fired; age: seconds since the last recorded write of the
 * cell's middle page; stream: mean times that one stream carried a page, or which stream carried the last one.
 */
export const HEAT_VALUES = ['sent', 'fired', 'age', 'stream'] as const
export type HeatValue = (typeof HEAT_VALUES)[number]

interface HeatAsked {
  /** Clamped to the run. */
  readonly time: Nanoseconds
  readonly value: HeatValue
  readonly view: CellView
  /** Which stream, from 0; without one the stream that was last. */
  readonly stream?: number | undefined
}

/** What is kept between two questions, so that a map that plays costs what has changed. */
export interface HeatHistory {
  sums: HeatSums | undefined
  ages: AgeHistory | undefined
  streams: Streams | undefined
}

export function createHeatHistory(): HeatHistory {
  return { sums: undefined, ages: undefined, streams: undefined }
}

const histories = new WeakMap<RunRecord, HeatHistory>()

export const heat: Question<HeatAsked, Float32Array> = {
  answer(record, { time, value, view, stream }) {
    const history = histories.get(record) ?? createHeatHistory()
    histories.set(record, history)
    const at = Math.max(0, Math.min(time, record.end))
    return heatOf(record, history, at, value, view, stream)
  },
  columns: (values) => [values],
}

/** By cell: the value, NaN where nothing is in use, Infinity for an age without a write. `stream`: which one, from 0; undefined: the last. */
export function heatOf(
  record: RunRecord,
  history: HeatHistory,
  time: Nanoseconds,
  value: HeatValue,
  view: CellView,
  stream?: number,
): Float32Array {
  if (value === 'age') {
    history.ages = holdAges(record, history.ages, time, view)
    return agesOf(record, history.ages, time)
  }
  if (value === 'stream') {
    history.streams ??= streamsOf(record)
    if (history.streams.count === 1) return carriedByOne(record, history, time, view, stream)
    return carriedOf(record, history.streams, time, view, stream)
  }
  history.sums ??= createSums(record)
  return meansOf(record, history.sums, time, value, view)
}

/** A single stream carried what was sent. */
function carriedByOne(
  record: RunRecord,
  history: HeatHistory,
  time: Nanoseconds,
  view: CellView,
  stream: number | undefined,
): Float32Array {
  const sent = heatOf(record, history, time, 'sent', view)
  if (stream === 0) return sent
  return sent.map((times) =>
    times === 0 && stream === undefined ? NO_STREAM : Number.isNaN(times) ? times : 0,
  )
}
