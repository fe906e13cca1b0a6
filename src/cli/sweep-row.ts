/** The scenarios of a sweep: what goes to a thread, and the rows that come back. */
import { UNITS_A_SECOND } from '../engine/foresight/whole-seconds.ts'
import { startRun } from '../engine/run.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { secondsFromNanoseconds } from '../engine/units.ts'
import { oneAfterTheOther, type Progress } from '../engine/work.ts'
import { summarize } from '../report/summarize.ts'
import { PROGRESS_TEXT } from '../text/progress.ts'
import type { Io } from './io.ts'
import { phaseSeconds, reasonOf } from './json.ts'
import { createPool } from './pool.ts'
import { createMeter, inTurns } from './progress.ts'
import type { SweepCost } from './sweep-cost.ts'

/** Scenarios that a thread gets at once: as many as take about a second, if any. */
const MAX_CHUNK = 16
const CHUNK_WORK = 1e6

export interface SweepResult {
  readonly outcome: string
  readonly reason: string
  readonly totalSeconds: number
  readonly preCopySeconds: number
  readonly stunMilliseconds: number
  readonly passes: number
  readonly bytesSent: number
  readonly frameBufferBytes: number
  readonly timesOver: number
  readonly sdpsEngaged: boolean
  readonly sdpsSeconds: number
  readonly worstSecondGuestSpeed: number
  readonly runHash: string
}

export const RESULT_COLUMNS = [
  'outcome',
  'reason',
  'totalSeconds',
  'preCopySeconds',
  'stunMilliseconds',
  'passes',
  'bytesSent',
  'frameBufferBytes',
  'timesOver',
  'sdpsEngaged',
  'sdpsSeconds',
  'worstSecondGuestSpeed',
  'runHash',
] as const satisfies readonly (keyof SweepResult)[]

function resultOf(record: RunRecord): SweepResult {
  const summary = summarize(record)
  const seconds = phaseSeconds(summary)
  return {
    outcome: summary.outcome,
    reason: reasonOf(summary),
    totalSeconds: seconds.total,
    preCopySeconds: seconds.preCopy,
    stunMilliseconds: seconds.stun * 1000,
    passes: summary.passes.length,
    bytesSent: summary.totals.bytesSent,
    frameBufferBytes: summary.totals.frameBufferBytes,
    timesOver: summary.totals.timesOver,
    sdpsEngaged: summary.sdps.engaged,
    sdpsSeconds: secondsFromNanoseconds(summary.sdps.duration),
    worstSecondGuestSpeed: summary.pain.worstSecondGuestSpeed,
    runHash: summary.runHash,
  }
}

interface Chunk {
  readonly first: number
  readonly inputs: readonly RunInput[]
  /** What is foreseen of each of them. */
  readonly costs: readonly number[]
}
interface ChunkResult {
  readonly first: number
  readonly results: readonly SweepResult[]
}

/** One scenario after the other; tells how much is done of what was foreseen of all. */
export function runChunk(
  { first, inputs, costs }: Chunk,
  tell: (done: number) => void,
): ChunkResult {
  let before = 0
  const results = inputs.map((input, index) => {
    const slices = startRun(input)
    for (;;) {
      const step = slices.next()
      if (step.done === true) {
        before += costs[index]!
        return resultOf(step.value)
      }
      tell(before + (costs[index]! * step.value.done) / step.value.foreseen)
    }
  })
  return { first, results }
}

const pool = createPool(new URL('./sweep.ts', import.meta.url), runChunk)

/** The thread's side. */
export const serveSweep = pool.serve

/** The scenarios one after the other. */
function* inOrder(
  inputs: readonly RunInput[],
  costs: readonly number[],
): Generator<Progress, readonly SweepResult[]> {
  const records = inputs.map(function* (input): Generator<Progress, SweepResult> {
    return resultOf(yield* startRun(input))
  })
  return yield* oneAfterTheOther(records, costs)
}

/** Runs all scenarios, on threads where they are worth it. Results in the order of `inputs`. */
export async function runSweep(
  io: Io,
  inputs: readonly RunInput[],
  { costs, work, threads }: SweepCost,
): Promise<readonly SweepResult[]> {
  const what = PROGRESS_TEXT.sweep(inputs.length)
  if (threads < 2) return inTurns(io, what, inOrder(inputs, costs), UNITS_A_SECOND)
  const size = Math.max(1, Math.min(MAX_CHUNK, Math.floor((inputs.length * CHUNK_WORK) / work)))
  const chunks = Array.from({ length: Math.ceil(inputs.length / size) }, (_, index): Chunk => {
    const [first, end] = [index * size, (index + 1) * size]
    return { first, inputs: inputs.slice(first, end), costs: costs.slice(first, end) }
  })
  const rows: SweepResult[] = []
  const meter = createMeter(io, what, UNITS_A_SECOND * threads)
  /** Of the chunks that are through, and of those that are under way. */
  let done = 0
  const underWay = new Map<number, number>()
  const update = () =>
    meter.update({ done: [...underWay.values()].reduce((a, b) => a + b, done), foreseen: work })
  const take = ({ first, results }: ChunkResult) => {
    for (const [index, result] of results.entries()) {
      rows[first + index] = result
      done += costs[first + index]!
    }
    underWay.delete(first)
    update()
  }
  const hear = ({ first }: Chunk, part: number) => {
    underWay.set(first, part)
    update()
  }
  await pool.run(chunks, threads, { take, hear }, io.signal)
  meter.end()
  if (io.signal.aborted) throw meter.cancelled()
  return rows
}
