/** A tree of futures as JSON, for run files and, packed, for links. Reading takes anything and names what is wrong by its place. */
import { type Problem, printable, quote } from '../engine/scenario/problem.ts'
import { inputFrom, inputJson, type InputJson, readParts } from './input-json.ts'
import { entriesOf } from './json-file.ts'
import {
  type Future,
  futureOf,
  type Futures,
  MAX_FUTURE_ID,
  MAX_FUTURES,
  MAX_NAME_LENGTH,
} from './saved-run.ts'
import { ALLOWED_TIME, isTime } from './seconds.ts'

interface FutureJson extends InputJson {
  readonly id: number
  readonly name?: string
  readonly parent?: number
  /** Nanoseconds. */
  readonly forkAt?: number
}

export interface FuturesJson {
  readonly shown: number
  readonly compared?: number
  readonly futures: readonly FutureJson[]
}

const MAX_PROBLEMS = 20

export function futuresJson({ list, shown, compared }: Futures): FuturesJson {
  return {
    shown,
    ...(compared !== undefined && { compared }),
    futures: list.map((future) => ({
      id: future.id,
      ...(future.name !== '' && { name: future.name }),
      ...(future.parent !== undefined && { parent: future.parent, forkAt: future.forkAt }),
      ...inputJson(future),
    })),
  }
}

const isId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= MAX_FUTURE_ID

const ALLOWED_ID = `a whole number, 1 to ${MAX_FUTURE_ID}`

/** What is wrong with the place of a future in the tree; the input is checked apart. */
function placeProblems(entries: ReadonlyMap<string, unknown>): Problem[] {
  const name = entries.get('name') ?? ''
  const parent = entries.get('parent')
  const forkAt = entries.get('forkAt') ?? 0
  const problems: Problem[] = []
  if (typeof name !== 'string')
    problems.push({
      field: 'name',
      message: `${quote(name)} isn't text`,
      allowed: `text of at most ${MAX_NAME_LENGTH} characters`,
    })
  if (parent !== undefined && !isId(parent))
    problems.push({
      field: 'parent',
      message: `${quote(parent)} isn't an id`,
      allowed: 'the id of another future',
    })
  if (!isTime(forkAt))
    problems.push({
      field: 'forkAt',
      message: `${quote(forkAt)} isn't a time`,
      allowed: ALLOWED_TIME,
    })
  return problems
}

/** One future; wrong parts stay as in the preset. Undefined without an id, by which the others know it. */
function readFuture(
  place: number,
  value: unknown,
): { readonly future: Future | undefined; readonly problems: readonly Problem[] } {
  const field = `future ${place}`
  const entries = entriesOf(value)
  const id = entries?.get('id')
  if (entries === undefined || !isId(id)) {
    const message = entries ? `${quote(id)} isn't an id` : `${quote(value)} isn't a future`
    const allowed = entries ? ALLOWED_ID : '{"id": 1, …}'
    return { future: undefined, problems: [{ field, message, allowed }] }
  }
  const { parts, problems: ofParts } = readParts(entries)
  const { input, problems: ofInput } = inputFrom(parts)
  const [name, parent, forkAt] = ['name', 'parent', 'forkAt'].map((key) => entries.get(key))
  const future: Future = {
    id,
    name: typeof name === 'string' ? printable(name, MAX_NAME_LENGTH) : '',
    input,
    preset: parts.preset,
    parent: isId(parent) ? parent : undefined,
    forkAt: isTime(forkAt) ? forkAt : 0,
  }
  const problems = [...ofParts, ...ofInput, ...placeProblems(entries)]
  return {
    future,
    problems: problems.map((problem) => ({ ...problem, field: `${field} ${problem.field}` })),
  }
}

/** Ids once, parents that exist and come before: a tree and nothing else. */
function asTree(list: readonly Future[]): Future[] {
  const seen = new Set<number>()
  const tree: Future[] = []
  for (const future of list) {
    if (seen.has(future.id)) continue
    const rooted = future.parent === undefined || seen.has(future.parent)
    tree.push(rooted ? future : { ...future, parent: undefined })
    seen.add(future.id)
  }
  return tree
}

/** Any JSON to a tree of futures; undefined when it holds none. */
export function readFutures(value: unknown): {
  readonly futures: Futures | undefined
  readonly problems: readonly Problem[]
} {
  const entries = entriesOf(value)
  const given = entries?.get('futures')
  const listed: readonly unknown[] = Array.isArray(given) ? given : []
  if (listed.length === 0 || listed.length > MAX_FUTURES) {
    const message = listed.length === 0 ? 'has no futures' : `has ${listed.length} futures`
    const allowed = `{"shown": 1, "futures": [{"id": 1, …}, …]}, 1 to ${MAX_FUTURES} futures`
    return { futures: undefined, problems: [{ field: 'futures', message, allowed }] }
  }
  const read = listed.map((each, index) => readFuture(index + 1, each))
  const problems = read.flatMap((each) => each.problems).slice(0, MAX_PROBLEMS)
  const list = asTree(read.flatMap(({ future }) => (future === undefined ? [] : [future])))
  const first = list[0]
  if (first === undefined) return { futures: undefined, problems }
  const known = (key: 'shown' | 'compared') => {
    const id = entries?.get(key)
    return futureOf({ list, shown: first.id, compared: undefined }, isId(id) ? id : undefined)?.id
  }
  const shown = known('shown')
  if (shown === undefined)
    problems.push({
      field: 'shown',
      message: `${quote(entries?.get('shown'))} isn't the id of a future`,
      allowed: list.map(({ id }) => id).join(', '),
    })
  return { futures: { list, shown: shown ?? first.id, compared: known('compared') }, problems }
}
