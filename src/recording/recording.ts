/** A finished run that answers at any model time, forwards, backwards and at random: nothing is simulated again. */
import type { Fact, PassRow, Phase, StunPart } from '../engine/facts.ts'
import { transferables, type RunRecord } from '../engine/run-record.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { answerOf, type AnswerTo, type QuestionKind, type QuestionOf } from './ask.ts'
import type { CellView } from './cell.ts'
import { createDotHistory, type DotHistory } from './dot-history.ts'
import { paintDots } from './dots.ts'
import { bytesLaidOut } from './fire-index.ts'
import { walksInOrder } from './page-flags.ts'
import { bytesBeforePasses, sampleRecord, type Sample } from './sample.ts'

export interface Recording {
  readonly runHash: string
  readonly end: Nanoseconds
  readonly phases: readonly Phase[]
  readonly stunParts: readonly StunPart[]
  readonly passes: readonly PassRow[]
  readonly facts: readonly Fact[]
  /** Pages of the guest, in use or not. */
  readonly pages: number
  readonly regionPages: number
  /** Bytes that the recording holds, for the player's cache. */
  readonly bytes: number
  /** The numbers at `time`, which is clamped to 0 … end. */
  sampleAt(time: Nanoseconds): Sample
  /** Fills `out[0 … view.cells)`: each the state of the one page in the middle of its cell; `notInUse` past the end of memory. */
  paintDots(time: Nanoseconds, view: CellView, out: Uint32Array): void
  /** Everything else: a file of `questions/` each. */
  ask<Kind extends QuestionKind>(question: QuestionOf<Kind>): AnswerTo<Kind>
}

/** The recording of a run record: everything is computed when it is asked for. */
export function createRecording(record: RunRecord): Recording {
  const bytesBefore = bytesBeforePasses(record)
  let dots: DotHistory | undefined
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
    paintDots: (time, view, out) => {
      dots ??= createDotHistory(record)
      paintDots(record, dots, clamp(time), view, out)
    },
    ask: (question) => answerOf(record, question),
  }
}
