/** Threads of a program that starts itself. A thread asks for its next job, so none waits for another. */
import { fileURLToPath } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'

/** A thread that runs the program whose entry this is, apart from its main thread. */
const startThread = (entry: URL) =>
  new Worker(new URL('../../.ci/run-ts.mjs', import.meta.url), { argv: [fileURLToPath(entry)] })

export interface Pool<Job, Result> {
  /** The thread's side: does each job as it comes. */
  readonly serve: () => void
  /**
   * Does all jobs on so many threads. `take` gets each result as it comes, in any order. Rejects with what a thread
   * throws; once `signal` is aborted it ends all threads and resolves.
   */
  readonly run: (
    jobs: readonly Job[],
    threads: number,
    take: (result: Result) => void,
    signal: AbortSignal,
  ) => Promise<void>
}

/** A pool whose threads run `entry`, which serves there, and do `work`. Jobs and results are copied on their way. */
export function createPool<Job, Result>(entry: URL, work: (job: Job) => Result): Pool<Job, Result> {
  return {
    serve() {
      parentPort?.on('message', (job: Job) => parentPort?.postMessage(work(job)))
    },
    async run(jobs, threads, take, signal) {
      let next = 0
      const runThread = () =>
        new Promise<void>((resolve, reject) => {
          const thread = startThread(entry)
          const give = () => {
            if (next < jobs.length && !signal.aborted) thread.postMessage(jobs[next++])
            else void thread.terminate().then(() => resolve())
          }
          signal.addEventListener('abort', () => void thread.terminate().then(() => resolve()))
          thread.on('message', (result: Result) => {
            take(result)
            give()
          })
          thread.on('error', reject)
          give()
        })
      await Promise.all(Array.from({ length: threads }, runThread))
    },
  }
}
