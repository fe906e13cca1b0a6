/** Runs jobs on threads of a program that starts itself. A thread asks for its next job, so none waits for another. */
import { fileURLToPath } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'

/** A thread of the program whose entry this is; it finds itself apart from the main thread there. */
const startThread = (entry: URL) =>
  new Worker(new URL('../../.ci/run-ts.mjs', import.meta.url), { argv: [fileURLToPath(entry)] })

/** The thread's side: does each job as it comes. */
export function serve<Job, Result>(work: (job: Job) => Result): void {
  parentPort?.on('message', (job: Job) => parentPort?.postMessage(work(job)))
}

/**
 * Does all jobs on so many threads, each of which runs `entry` and serves there. `take` gets each result as it comes, in
 * any order. Rejects with what a thread throws.
 */
export async function runOnThreads<Job, Result>(
  entry: URL,
  jobs: readonly Job[],
  threads: number,
  take: (result: Result) => void,
): Promise<void> {
  let next = 0
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const thread = startThread(entry)
      const give = () => {
        if (next < jobs.length) thread.postMessage(jobs[next++])
        else void thread.terminate().then(() => resolve())
      }
      thread.on('message', (result: Result) => {
        take(result)
        give()
      })
      thread.on('error', reject)
      give()
    })
  await Promise.all(Array.from({ length: threads }, work))
}
