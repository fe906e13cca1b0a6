/** Runs many scenarios on all processors. A worker asks for the next chunk when it is done, so none waits for another. */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { sweepResult, type SweepResult } from './sweep-row.ts'

const CHUNK = 16
/** Below this a worker costs more than it saves. */
const WORTH_A_WORKER = 32
const LAUNCHER = new URL('../../.ci/run-ts.mjs', import.meta.url)
const ENTRY = fileURLToPath(new URL('./sweep.ts', import.meta.url))

interface Chunk {
  readonly first: number
  readonly inputs: readonly RunInput[]
}
interface ChunkResult {
  readonly first: number
  readonly results: readonly SweepResult[]
}

/** The worker's side. */
export function serveSweep(): void {
  parentPort?.on('message', ({ first, inputs }: Chunk) => {
    parentPort?.postMessage({ first, results: inputs.map(sweepResult) } satisfies ChunkResult)
  })
}

function onWorkers(inputs: readonly RunInput[], workers: number): Promise<SweepResult[]> {
  const results: SweepResult[] = []
  let next = 0
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(LAUNCHER, { argv: [ENTRY] })
      const give = () => {
        if (next >= inputs.length) {
          void worker.terminate().then(() => resolve())
          return
        }
        worker.postMessage({
          first: next,
          inputs: inputs.slice(next, next + CHUNK),
        } satisfies Chunk)
        next += CHUNK
      }
      worker.on('message', (done: ChunkResult) => {
        for (const [index, result] of done.results.entries()) results[done.first + index] = result
        give()
      })
      worker.on('error', reject)
      give()
    })
  return Promise.all(Array.from({ length: workers }, work)).then(() => results)
}

export function runSweep(
  inputs: readonly RunInput[],
  processors = availableParallelism(),
): Promise<SweepResult[]> {
  const workers = Math.min(processors, Math.floor(inputs.length / WORTH_A_WORKER))
  return workers < 2 ? Promise.resolve(inputs.map(sweepResult)) : onWorkers(inputs, workers)
}
