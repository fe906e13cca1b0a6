/** The player's answers: a pure function of a request and a recording, and the buffers to transfer with each. */
import type { PlayerReply, PlayerRequest, SeriesColumns } from './messages.ts'
import { SERIES_COLUMNS } from './messages.ts'
import type { Recording } from '../../recording/recording.ts'

export interface Answer {
  readonly reply: PlayerReply
  readonly transfer: ArrayBuffer[]
}

export type Question = Exclude<PlayerRequest, { kind: 'connect' }>

function seriesOf(recording: Recording, times: Float64Array): SeriesColumns {
  const columns = Object.fromEntries(
    SERIES_COLUMNS.map((column) => [column, new Float64Array(times.length)]),
  ) as Record<(typeof SERIES_COLUMNS)[number], Float64Array>
  for (let at = 0; at < times.length; at += 1) {
    const sample = recording.sampleAt(times[at] ?? 0)
    for (const column of SERIES_COLUMNS) columns[column][at] = sample[column]
  }
  return columns
}

/** Answers a question about a recording that the player holds. */
export function answer(question: Question, recording: Recording): Answer {
  const { runId } = question
  switch (question.kind) {
    case 'frame': {
      const { frameId, time, view, cells } = question
      recording.paintDots(time, view, new Uint32Array(cells, 0, view.cells))
      const sample = recording.sampleAt(time)
      return {
        reply: { kind: 'frame', frameId, runId, time, view, sample, cells },
        transfer: [cells],
      }
    }
    case 'series': {
      const { requestId, times } = question
      const columns = seriesOf(recording, times)
      const arrays = [times, ...SERIES_COLUMNS.map((column) => columns[column])]
      return {
        reply: { kind: 'series', requestId, runId, times, columns },
        transfer: arrays.map((array) => array.buffer as ArrayBuffer),
      }
    }
    case 'readout': {
      const { requestId, time, firstPage, pages } = question
      const readout = recording.readout(time, firstPage, pages)
      return { reply: { kind: 'readout', requestId, runId, time, readout }, transfer: [] }
    }
    case 'heat': {
      const { requestId, time, value, view, stream } = question
      const values = recording.heat(time, value, view, stream)
      return {
        reply: { kind: 'heat', requestId, runId, values },
        transfer: [values.buffer as ArrayBuffer],
      }
    }
    case 'sent-histogram': {
      const { requestId } = question
      const histogram = recording.sentHistogram()
      return { reply: { kind: 'sent-histogram', requestId, runId, histogram }, transfer: [] }
    }
    case 'block-life': {
      const { requestId, firstPage, pages } = question
      const life = recording.blockLife(firstPage, pages)
      return { reply: { kind: 'block-life', requestId, runId, life }, transfer: [] }
    }
    case 'stream-shares': {
      const { requestId } = question
      const shares = recording.streamShares()
      return { reply: { kind: 'stream-shares', requestId, runId, shares }, transfer: [] }
    }
    case 'crossings': {
      const { requestId, conditions } = question
      const times = conditions.map((condition) => recording.crossings(condition))
      return { reply: { kind: 'crossings', requestId, runId, times }, transfer: [] }
    }
    case 'page-life': {
      const { requestId, page } = question
      const life = recording.pageLife(page === 'most-sent' ? recording.mostSent().page : page)
      return { reply: { kind: 'page-life', requestId, runId, life }, transfer: [] }
    }
    case 'guest-times': {
      const { requestId } = question
      const guestTimes = recording.guestTimes()
      return { reply: { kind: 'guest-times', requestId, runId, guestTimes }, transfer: [] }
    }
  }
}
