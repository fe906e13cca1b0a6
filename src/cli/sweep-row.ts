/** The scenarios of a sweep: what goes to a thread, and the rows that come back. */
import { availableParallelism } from 'node:os'
import { runToEnd } from '../engine/run.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { secondsFromNanoseconds } from '../engine/units.ts'
import { summarize } from '../report/summarize.ts'
import { phaseSeconds, reasonOf } from './json.ts'
import { createPool } from './pool.ts'

const CHUNK = 16
/** Below this a thread costs more than it saves. */
const WORTH_A_THREAD = 32

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
  const summary = summarize(runToEnd(input))
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

/** Runs all scenarios, on so many threads where they are worth it. Results in the order of `inputs`. */
export async function runSweep(
  inputs: readonly RunInput[],
  processors = availableParallelism(),
): Promise<SweepResult[]> {
  const threads = Math.min(processors, Math.floor(inputs.length / WORTH_A_THREAD))
  if (threads < 2) return inputs.map(sweepResult)
  const chunks = Array.from({ length: Math.ceil(inputs.length / CHUNK) }, (_, index): Chunk => {
    const first = index * CHUNK
    return { first, inputs: inputs.slice(first, first + CHUNK) }
  })
  const rows: SweepResult[] = []
  await pool.run(chunks, threads, ({ first, results }) => {
    for (const [index, result] of results.entries()) rows[first + index] = result
  })
  return rows
}
