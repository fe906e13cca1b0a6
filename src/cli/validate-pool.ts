/** Predicts rows on all processors. Each worker reads the files itself: what travels is row numbers out, cases back. */
import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { parentPort, Worker } from 'node:worker_threads'
import type { GroupId, NotModelled, ValidatedCase } from '../validation/case.ts'
import { GROUPS } from '../validation/groups.ts'
import { readRows, type FoundData } from './validate-data.ts'

const CHUNK = 8
/** Below this a worker costs more than it saves. */
const WORTH_A_WORKER = 48
const LAUNCHER = new URL('../../.ci/run-ts.mjs', import.meta.url)
const ENTRY = fileURLToPath(new URL('./validate.ts', import.meta.url))

/** A data set that was found, and how many rows it has. */
export interface Source {
  readonly group: GroupId
  readonly found: FoundData
  readonly rows: number
}

export type Entry = ValidatedCase | NotModelled

interface Job {
  readonly source: Source
  readonly first: number
}
interface JobResult {
  readonly group: GroupId
  readonly first: number
  readonly entries: readonly Entry[]
}

const cache = new Map<GroupId, readonly unknown[]>()

function groupOf(id: GroupId) {
  return GROUPS.find((group) => group.id === id)!
}

function predict({ source, first }: Job): JobResult {
  const group = groupOf(source.group)
  const rows = cache.get(group.id) ?? readRows(group, source.found)
  cache.set(group.id, rows)
  return {
    group: group.id,
    first,
    entries: rows.slice(first, first + CHUNK).map((row) => group.predict(row)),
  }
}

/** The worker's side. */
export function servePredictions(): void {
  parentPort?.on('message', (job: Job) => {
    parentPort?.postMessage(predict(job))
  })
}

export interface Predicted {
  readonly entries: ReadonlyMap<GroupId, readonly Entry[]>
  readonly threads: number
}

/** All rows of all sources, each group in the order of its rows. */
export async function predictAll(
  sources: readonly Source[],
  processors = availableParallelism(),
): Promise<Predicted> {
  const jobs = sources.flatMap((source) =>
    Array.from({ length: Math.ceil(source.rows / CHUNK) }, (_, index) => ({
      source,
      first: index * CHUNK,
    })),
  )
  const rows = sources.reduce((sum, source) => sum + source.rows, 0)
  const entries = new Map<GroupId, Entry[]>(sources.map(({ group }) => [group, []]))
  const store = ({ group, first, entries: part }: JobResult) => {
    const list = entries.get(group)!
    for (const [index, entry] of part.entries()) list[first + index] = entry
  }
  const threads = rows < WORTH_A_WORKER ? 1 : Math.min(processors, jobs.length)
  cache.clear()
  if (threads < 2) jobs.forEach((job) => store(predict(job)))
  else await onWorkers(jobs, threads, store)
  return { entries, threads }
}

async function onWorkers(
  jobs: readonly Job[],
  threads: number,
  store: (result: JobResult) => void,
): Promise<void> {
  let next = 0
  const work = () =>
    new Promise<void>((resolve, reject) => {
      const worker = new Worker(LAUNCHER, { argv: [ENTRY] })
      const give = () => {
        const job = jobs[next++]
        if (job === undefined) void worker.terminate().then(() => resolve())
        else worker.postMessage(job)
      }
      worker.on('message', (result: JobResult) => {
        store(result)
        give()
      })
      worker.on('error', reject)
      give()
    })
  await Promise.all(Array.from({ length: threads }, work))
}
