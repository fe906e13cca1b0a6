/** The columns of the charts: what a sample says, at many moments. */
import { bytesBeforePasses, sampleRecord } from '../sample.ts'
import type { Sample } from '../sample.ts'
import type { Question } from './question.ts'

const COLUMNS = [
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
  'frameBufferSent',
] as const satisfies readonly (keyof Sample)[]

type SeriesColumn = (typeof COLUMNS)[number]
/** Each of the length of `times`. */
export type SeriesColumns = { readonly [Column in SeriesColumn]: Float64Array }

interface SeriesAsked {
  /** Model times in nanoseconds; each is clamped to the run. */
  readonly times: Float64Array
}

export const series: Question<SeriesAsked, SeriesColumns> = {
  answer(record, { times }) {
    const bytesBefore = bytesBeforePasses(record)
    const columns = Object.fromEntries(
      COLUMNS.map((column) => [column, new Float64Array(times.length)]),
    ) as SeriesColumns
    for (const [at, time] of times.entries()) {
      const sample = sampleRecord(record, bytesBefore, time)
      for (const column of COLUMNS) columns[column][at] = sample[column]
    }
    return columns
  },
  columns: (columns) => COLUMNS.map((column) => columns[column]),
}
