/** Threads of a program that starts itself. A thread asks for its next job, so none waits for another. */
import { fileURLToPath } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'

/** A thread that runs the program whose entry this is, apart from its main thread. */
const startThread = (entry: URL) =>
  new Worker(new URL('../../.ci/run-ts.mjs', import.meta.url), { argv: [fileURLToPath(entry)] })

/** What comes back from a thread: how far its job is, in any unit, or what came of it. */
type Reply<Result> =
  | { readonly kind: 'told'; readonly done: number }
  | { readonly kind: 'did'; readonly result: Result }

/** A job is told of so often, in milliseconds. */
const TELL_MILLISECONDS = 200

interface Listener<Job, Result> {
  /** Gets each result as it comes, in any order. */
  readonly take: (result: Result) => void
  /** Hears now and then how much of a job is done by now, in the unit of the thread's `tell`. */
  readonly hear?: (job: Job, done: number) => void
}

export interface Pool<Job, Result> {
  /** The thread's side: does each job as it comes. */
  readonly serve: () => void
  /** Does all jobs on so many threads. Rejects with what a thread throws; once `signal` is aborted it ends all threads and resolves. */
  readonly run: (
    jobs: readonly Job[],
    threads: number,
    listener: Listener<Job, Result>,
    signal: AbortSignal,
  ) => Promise<void>
}

/** Passes on what is told, but not more often than is worth a message. */
function nowAndThen(tell: (done: number) => void): (done: number) => void {
  let last = performance.now()
  return (done) => {
    const now = performance.now()
    if (now - last < TELL_MILLISECONDS) return
    last = now
    tell(done)
  }
}

/**
 * A pool whose threads run `entry`, which serves there, and do `work`. Jobs and results are copied on their way. `tell`: to be called
 * as often as one likes with how much of the job is done.
 */
export function createPool<Job, Result>(
  entry: URL,
  work: (job: Job, tell: (done: number) => void) => Result,
): Pool<Job, Result> {
  return {
    serve() {
      const reply = (message: Reply<Result>) => parentPort?.postMessage(message)
      parentPort?.on('message', (job: Job) => {
        const tell = nowAndThen((done) => reply({ kind: 'told', done }))
        reply({ kind: 'did', result: work(job, tell) })
      })
    },
    async run(jobs, threads, { take, hear }, signal) {
      let next = 0
      const runThread = () =>
        new Promise<void>((resolve, reject) => {
          const thread = startThread(entry)
          let job: Job | undefined
          const give = () => {
            job = signal.aborted ? undefined : jobs[next++]
            if (job === undefined) void thread.terminate().then(() => resolve())
            else thread.postMessage(job)
          }
          signal.addEventListener('abort', () => void thread.terminate().then(() => resolve()))
          thread.on('message', (reply: Reply<Result>) => {
            if (reply.kind === 'told') return hear?.(job!, reply.done)
            take(reply.result)
            return give()
          })
          thread.on('error', reject)
          give()
        })
      await Promise.all(Array.from({ length: threads }, runThread))
    },
  }
}
