/** Makes a recording of a run record: everything is computed when it is asked for, nothing is simulated again. */
import type { RunRecord } from '../engine/run-record.ts'
import { transferables } from '../engine/run-record.ts'
import { blockLifeOf } from './block-life.ts'
import { paintCells, passHistory, type PassHistory } from './cells.ts'
import { createDotHistory, type DotHistory } from './dot-history.ts'
import { paintDots } from './dots.ts'
import { pageFiresOf } from './page-fires.ts'
import { crossingsOf } from './crossings.ts'
import { createHeatHistory, heatOf } from './heat.ts'
import { mostSentOf } from './most-sent.ts'
import { walksInOrder } from './page-flags.ts'
import { pageLifeOf } from './page-life.ts'
import { readoutOf } from './readout.ts'
import type { Recording } from './recording.ts'
import { bytesLaidOut } from './fire-index.ts'
import { sentHistogramOf } from './sent-histogram.ts'
import { bytesBeforePasses, sampleRecord } from './sample.ts'
import { streamSharesOf } from './stream-shares.ts'
import { guestTimesOf } from './vcpu-times.ts'

export function createRecording(record: RunRecord): Recording {
  const bytesBefore = bytesBeforePasses(record)
  let history: PassHistory | undefined
  let dots: DotHistory | undefined
  const heat = createHeatHistory()
  const clamp = (time: number) => Math.max(0, Math.min(time, record.end))
  const held = transferables(record).reduce((sum, buffer) => sum + buffer.byteLength, 0)
  const logs = record.passes.reduce(
    (sum, { log }) => sum + (log ? bytesLaidOut(log, record.layout) : 0),
    0,
  )
  // Two or four bytes a region and pass for dots, the ranks of one pass, and sums for heat maps.
  const dotBytes = walksInOrder(record) ? 4 : 2
  const historyBytes = ((record.passes.length + 1) * dotBytes + 20) * record.layout.regions
  return {
    runHash: record.runHash,
    end: record.end,
    phases: record.phases,
    stunParts: record.stunParts,
    passes: record.passes.map(({ row }) => row),
    facts: record.facts,
    pages: record.layout.pages,
    regionPages: record.layout.regionPages,
    bytes: held + logs + historyBytes,
    sampleAt: (time) => sampleRecord(record, bytesBefore, time),
    paintCells: (time, view, out) => {
      paintCells(record, () => (history ??= passHistory(record)), clamp(time), view, out)
    },
    paintDots: (time, view, out) => {
      dots ??= createDotHistory(record)
      paintDots(record, dots, clamp(time), view, out)
    },
    readout: (time, firstPage, pages) => readoutOf(record, clamp(time), firstPage, pages),
    pageLife: (page) => pageLifeOf(record, page),
    blockLife: (firstPage, pages) => blockLifeOf(record, firstPage, pages),
    heat: (time, value, view, stream) => heatOf(record, heat, clamp(time), value, view, stream),
    streamShares: () => streamSharesOf(record),
    sentHistogram: () => sentHistogramOf(record),
    crossings: (condition) => crossingsOf(record, condition),
    mostSent: () => mostSentOf(record),
    guestTimes: () => guestTimesOf(record),
    pageFires: (firstPage, pages) => pageFiresOf(record, firstPage, pages),
  }
}
