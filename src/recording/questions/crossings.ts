/**
 * When the conditions of "pause when …" come true: from facts, from the life of a page, or from the curves of the recording
 * to the nanosecond, never by looking at frames. A time is the first at which the condition holds; one nanosecond before
 * it does not. Curves are searched between marks that are close enough for what they do between two of them to be smooth.
 */
import { type RunRecord, walksOf } from '../../engine/run-record.ts'
import { firstWhere } from '../../engine/search.ts'
import { PAGE_BYTES, type Nanoseconds } from '../../engine/units.ts'
import type { PauseCondition } from '../pause-condition.ts'
import { bytesBeforePasses, sampleRecord } from '../sample.ts'
import { isSending, pageLifeOf } from './page-life.ts'
import type { Question } from './question.ts'

/** Marks a copy between which curves are smooth: fewer where copies are many, and short. */
const MARKS = 512
const FEW_MARKS = 128
const MANY_COPIES = 64

interface CrossingsAsked {
  readonly conditions: readonly PauseCondition[]
}

/** By condition: the times at which it comes true, ascending. */
export const crossings: Question<CrossingsAsked, readonly (readonly Nanoseconds[])[]> = {
  answer: (record, { conditions }) => conditions.map((condition) => crossingsOf(record, condition)),
}

/** Times at which a condition comes true, ascending. */
export function crossingsOf(record: RunRecord, condition: PauseCondition): readonly Nanoseconds[] {
  switch (condition.kind) {
    case 'fact':
      return distinct(
        record.facts.filter(({ kind }) => kind === condition.fact).map(({ at }) => at),
      )
    case 'page-sent':
      return distinct(
        pageLifeOf(record, condition.page)
          .events.filter(isSending)
          .map(({ at }) => at),
      )
    case 'dirty-above-bandwidth':
    case 'left-below':
      return cross(record, conditionAt(record, condition))
  }
}

type Curve = Extract<PauseCondition, { kind: 'dirty-above-bandwidth' | 'left-below' }>

/** Whether a condition on the curves holds at a moment. It can only hold while pages are copied. */
export function conditionAt(record: RunRecord, condition: Curve): (time: Nanoseconds) => boolean {
  const bytesBefore = bytesBeforePasses(record)
  const begin = record.passes[0]?.walk.start ?? Infinity
  const cleanup = record.phases[record.phases.length - 1]!.start
  return (time) => {
    if (time < begin || time >= cleanup) return false
    const sample = sampleRecord(record, bytesBefore, time)
    return condition.kind === 'left-below'
      ? sample.pagesLeft * PAGE_BYTES < condition.bytes
      : sample.bandwidthBytesPerSecond > 0 &&
          sample.newlyDirtyBytesPerSecond > sample.bandwidthBytesPerSecond
  }
}

/** Edges of everything that makes a curve jump or bend, and marks in between. */
function marksOf(record: RunRecord): readonly Nanoseconds[] {
  const { clocks, phases, end } = record
  const walks = walksOf(record)
  const marks = walks.length > MANY_COPIES ? FEW_MARKS : MARKS
  const edges = [
    ...phases.flatMap(({ start }) => [start - 1, start]),
    ...clocks.flatMap(({ segments }) => segments.flatMap(({ start }) => [start - 1, start])),
    ...walks.flatMap(({ rates }) => rates.flatMap(({ from }) => [from - 1, from])),
    ...walks.flatMap(({ start, end: until }) =>
      Array.from({ length: marks + 1 }, (_, mark) =>
        Math.round(start + ((until - start) * mark) / marks),
      ),
    ),
  ]
  return distinct([0, ...edges.filter((time) => time >= 0 && time <= end), end])
}

function cross(record: RunRecord, holds: (time: Nanoseconds) => boolean): readonly Nanoseconds[] {
  const found: Nanoseconds[] = []
  let before = false
  let from = 0
  for (const mark of marksOf(record)) {
    const now = holds(mark)
    if (now && !before) found.push(mark === 0 ? 0 : firstWhere(from, mark, holds))
    before = now
    from = mark
  }
  return found
}

function distinct(times: readonly Nanoseconds[]): readonly Nanoseconds[] {
  return [...new Set(times)].sort((a, b) => a - b)
}
