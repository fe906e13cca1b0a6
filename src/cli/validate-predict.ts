/** Predicts rows on all processors. Each worker reads the files itself: what travels is row numbers out, cases back. */
import { availableParallelism } from 'node:os'
import type { GroupId, NotModelled, ValidatedCase } from '../validation/case.ts'
import { besideResult, type BesideId, type BesideResult } from '../validation/beside.ts'
import type { Judged } from '../validation/errors.ts'
import type { ValidationGroup } from '../validation/group.ts'
import { GROUPS } from '../validation/groups.ts'
import { SNU_GRID, type GridRow } from '../validation/snu-cross.ts'
import type { SnuRow } from '../validation/snu-rows.ts'
import { judgeSnu } from '../validation/snu.ts'
import type { Progress } from '../engine/work.ts'
import { PROGRESS_TEXT } from '../text/progress.ts'
import type { Io } from './io.ts'
import { createPool } from './pool.ts'
import { createMeter, inTurns } from './progress.ts'
import { readRows, type FoundData } from './validate-data.ts'

const CHUNK = 8
/** Below this a worker costs more than it saves. */
const WORTH_A_WORKER = 48

/** A data set that was found, and how many rows it has. */
export interface Source {
  readonly group: GroupId
  readonly found: FoundData
  readonly rows: number
}

export type Entry = ValidatedCase | NotModelled

/** What is asked of every row: its case, how it does under another setting, or under each candidate of the grid. */
type Question = 'case' | BesideId | 'grid'

interface Job {
  readonly source: Source
  readonly question: Question
  readonly first: number
}
interface JobResult {
  readonly group: GroupId
  readonly question: Question
  readonly first: number
  readonly answers: readonly unknown[]
}

const cache = new Map<GroupId, readonly unknown[]>()

function answer(group: ValidationGroup, question: Question, row: unknown): unknown {
  if (question === 'case') return group.predict(row)
  if (question !== 'grid') return group.beside?.find(({ id }) => id === question)?.judge(row)
  const judged = SNU_GRID.map((workload) => judgeSnu(row as SnuRow, workload))
  const { workload } = row as SnuRow
  return judged.includes(undefined) ? undefined : { row: { workload }, judged }
}

function predict({ source, question, first }: Job): JobResult {
  const group = GROUPS.find(({ id }) => id === source.group)!
  const rows = cache.get(group.id) ?? readRows(group, source.found)
  cache.set(group.id, rows)
  return {
    group: group.id,
    question,
    first,
    answers: rows.slice(first, first + CHUNK).map((row) => answer(group, question, row)),
  }
}

const pool = createPool(new URL('./validate.ts', import.meta.url), predict)

/** The thread's side. */
export const servePredictions = pool.serve

export interface Predicted {
  readonly entries: ReadonlyMap<GroupId, readonly Entry[]>
  /** The same rows under other settings. */
  readonly beside: ReadonlyMap<GroupId, readonly BesideResult[]>
  /** SNU rows under every candidate, where that was asked for. */
  readonly grid: readonly GridRow[]
  readonly threads: number
}

function questionsOf({ group }: Source, cross: boolean): readonly Question[] {
  const beside = GROUPS.find(({ id }) => id === group)?.beside ?? []
  return [
    'case',
    ...beside.map(({ id }) => id),
    ...(cross && group === 'snu' ? ['grid' as const] : []),
  ]
}

function* predictInOrder(
  jobs: readonly Job[],
  store: (result: JobResult) => void,
): Generator<Progress, undefined> {
  for (const [done, job] of jobs.entries()) {
    yield { done, foreseen: jobs.length, at: 0 }
    store(predict(job))
  }
}

async function predictOnThreads(
  io: Io,
  what: string,
  jobs: readonly Job[],
  threads: number,
  store: (result: JobResult) => void,
): Promise<void> {
  const meter = createMeter(io, what, undefined)
  let done = 0
  const take = (result: JobResult) => {
    store(result)
    meter.update({ done: ++done, foreseen: jobs.length })
  }
  await pool.run(jobs, threads, { take }, io.signal)
  meter.end()
  if (io.signal.aborted) throw meter.cancelled()
}

/** All rows of all sources, each group in the order of its rows. `cross`: the grid of the cross-validation as well. */
export async function predictAll(
  io: Io,
  sources: readonly Source[],
  cross = false,
  processors = availableParallelism(),
): Promise<Predicted> {
  const jobs = sources.flatMap((source) =>
    questionsOf(source, cross).flatMap((question) =>
      Array.from({ length: Math.ceil(source.rows / CHUNK) }, (_, index) => ({
        source,
        question,
        first: index * CHUNK,
      })),
    ),
  )
  const rows = sources.reduce((sum, source) => sum + source.rows, 0)
  const answers = new Map<string, unknown[]>()
  const keyOf = (group: GroupId, question: Question) => `${group} ${question}`
  const store = ({ group, question, first, answers: part }: JobResult) => {
    const key = keyOf(group, question)
    const list = answers.get(key) ?? []
    answers.set(key, list)
    for (const [index, one] of part.entries()) list[first + index] = one
  }
  const threads = rows < WORTH_A_WORKER ? 1 : Math.min(processors, jobs.length)
  cache.clear()
  if (threads < 2)
    await inTurns(io, PROGRESS_TEXT.validation(rows), predictInOrder(jobs, store), undefined)
  else await predictOnThreads(io, PROGRESS_TEXT.validation(rows), jobs, threads, store)
  const answersTo = (group: GroupId, question: Question): readonly unknown[] =>
    answers.get(keyOf(group, question)) ?? []
  return {
    entries: new Map(sources.map(({ group }) => [group, answersTo(group, 'case') as Entry[]])),
    beside: new Map(
      sources.map(({ group }) => [
        group,
        (GROUPS.find(({ id }) => id === group)?.beside ?? []).map(({ id, part }) =>
          besideResult(id, part, answersTo(group, id) as (Judged | undefined)[]),
        ),
      ]),
    ),
    grid: (answersTo('snu', 'grid') as (GridRow | undefined)[]).filter((row) => row !== undefined),
    threads,
  }
}
