/** The scenarios of a sweep: what goes to a thread, and the rows that come back. */
import { availableParallelism } from 'node:os'
import { foreseeCost } from '../engine/foresight/foresee-cost.ts'
import { runToEnd, startRun } from '../engine/run.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { secondsFromNanoseconds } from '../engine/units.ts'
import type { Progress } from '../engine/work.ts'
import { summarize } from '../report/summarize.ts'
import { PROGRESS_TEXT } from '../text/progress.ts'
import type { Io } from './io.ts'
import { phaseSeconds, reasonOf } from './json.ts'
import { createPool } from './pool.ts'
import { createMeter, inTurns, oneAfterTheOther, UNITS_A_SECOND } from './progress.ts'

/** Scenarios that a thread gets at once: as many as take about a second, if any. */
const MAX_CHUNK = 16
const CHUNK_WORK = 1e6
/** Below this, of scenarios or of work, a thread costs more than it saves. */
const WORTH_A_THREAD = 32
const WORTH_ALL_THREADS = 4e6

export interface SweepResult {
  readonly outcome: string
  readonly reason: string
  readonly totalSeconds: number
  readonly preCopySeconds: number
  readonly stunMilliseconds: number
  readonly passes: number
  readonly bytesSent: number
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
  'timesOver',
  'sdpsEngaged',
  'sdpsSeconds',
  'worstSecondGuestSpeed',
  'runHash',
] as const satisfies readonly (keyof SweepResult)[]

function sweepResult(input: RunInput): SweepResult {
  return resultOf(runToEnd(input))
}

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
}
interface ChunkResult {
  readonly first: number
  readonly results: readonly SweepResult[]
}

const pool = createPool(
  new URL('./sweep.ts', import.meta.url),
  ({ first, inputs }: Chunk): ChunkResult => ({ first, results: inputs.map(sweepResult) }),
)

/** The thread's side. */
export const serveSweep = pool.serve

/** The scenarios one after the other. */
function* inOrder(inputs: readonly RunInput[]): Generator<Progress, readonly SweepResult[]> {
  const records = inputs.map(function* (input): Generator<Progress, SweepResult> {
    return resultOf(yield* startRun(input))
  })
  return yield* oneAfterTheOther(records, inputs.map(foreseeCost))
}

/** What a sweep will take, in the unit of `engine/work.ts`, and on how many threads. */
export function foreseeSweep(
  inputs: readonly RunInput[],
  processors = availableParallelism(),
): { readonly work: number; readonly threads: number } {
  const work = inputs.reduce((sum, input) => sum + foreseeCost(input), 0)
  const worth =
    work > WORTH_ALL_THREADS ? inputs.length : Math.floor(inputs.length / WORTH_A_THREAD)
  return { work, threads: Math.max(1, Math.min(processors, worth)) }
}

/** Runs all scenarios, on threads where they are worth it. Results in the order of `inputs`. */
export async function runSweep(
  io: Io,
  inputs: readonly RunInput[],
  processors?: number,
): Promise<readonly SweepResult[]> {
  const { work, threads } = foreseeSweep(inputs, processors)
  const what = PROGRESS_TEXT.sweep(inputs.length)
  if (threads < 2) return inTurns(io, what, inOrder(inputs))
  const size = Math.max(1, Math.min(MAX_CHUNK, Math.floor((inputs.length * CHUNK_WORK) / work)))
  const chunks = Array.from({ length: Math.ceil(inputs.length / size) }, (_, index): Chunk => {
    const first = index * size
    return { first, inputs: inputs.slice(first, first + size) }
  })
  const rows: SweepResult[] = []
  const meter = createMeter(io, what, UNITS_A_SECOND * threads)
  let done = 0
  meter.update({ done, foreseen: work })
  const take = ({ first, results }: ChunkResult) => {
    for (const [index, result] of results.entries()) rows[first + index] = result
    for (const input of inputs.slice(first, first + results.length)) done += foreseeCost(input)
    meter.update({ done, foreseen: work })
  }
  await pool.run(chunks, threads, take, io.signal)
  meter.end()
  if (io.signal.aborted) throw meter.cancelled()
  return rows
}
