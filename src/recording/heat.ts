/** What the source's map shows instead of the state: a value by cell of a view, from the counts of the recording. */
import type { RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { agesOf, holdAges, type AgeHistory } from './heat-ages.ts'
import { createSums, meansOf, type HeatSums } from './heat-means.ts'
import { carriedOf } from './heat-streams.ts'
import type { HeatValue } from './heat-value.ts'
import type { CellView } from './recording.ts'
import { streamsOf, type Streams } from './streams.ts'

/** What is kept between two questions, so that a map that plays costs what has changed. */
export interface HeatHistory {
  sums: HeatSums | undefined
  ages: AgeHistory | undefined
  streams: Streams | undefined
}

export function createHeatHistory(): HeatHistory {
  return { sums: undefined, ages: undefined, streams: undefined }
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
    return carriedOf(record, history.streams, time, view, stream)
  }
  history.sums ??= createSums(record)
  return meansOf(record, history.sums, time, value, view)
}
