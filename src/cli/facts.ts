/** `--facts`: one JSON object a line, in time order, `at` in nanoseconds; page fires only of the pages asked for. */
import type { Fact } from '../engine/facts.ts'
import type { Recording } from '../recording/recording.ts'
import { printable } from '../engine/scenario/problem.ts'
import { wrong } from './arguments.ts'

const MAX_PAGES = 65536
const LINES_A_CHUNK = 1000

export interface PageRange {
  readonly first: number
  readonly pages: number
}

/** `A-B`, both included, within the pages of the guest. */
export function readPageRange(text: string, pagesOfGuest: number): PageRange {
  const match = /^(\d{1,15})-(\d{1,15})$/.exec(text)
  const allowed = `A-B with 0 <= A <= B <= ${pagesOfGuest - 1}, at most ${MAX_PAGES} pages`
  if (!match) throw wrong('--pages', `"${printable(text)}" isn't a range of pages`, allowed)
  const [first, last] = [Number(match[1]), Number(match[2])]
  if (first > last || last >= pagesOfGuest || last - first >= MAX_PAGES)
    throw wrong('--pages', `"${text}" is out of range`, allowed)
  return { first, pages: last - first + 1 }
}

interface PageFire {
  readonly kind: 'page-fire'
  readonly at: number
  readonly page: number
  readonly pass: number
}

function* inTimeOrder(
  facts: readonly Fact[],
  fires: readonly PageFire[],
): Generator<Fact | PageFire> {
  let next = 0
  for (const fact of facts) {
    while (next < fires.length && fires[next]!.at < fact.at) yield fires[next++]!
    yield fact
  }
  yield* fires.slice(next)
}

const line = (value: object) => `${JSON.stringify(value, (_, inner: unknown) => inner ?? null)}\n`

export function* factLines(recording: Recording, range: PageRange | undefined): Generator<string> {
  const fires =
    range === undefined
      ? []
      : recording.ask({ kind: 'pageFires', firstPage: range.first, pages: range.pages })
  const ordered = fires
    .map(({ page, at, pass }): PageFire => ({ kind: 'page-fire', at, page, pass }))
    .sort((a, b) => a.at - b.at || a.page - b.page)
  let chunk: string[] = []
  for (const fact of inTimeOrder(recording.facts, ordered)) {
    chunk.push(line(fact))
    if (chunk.length < LINES_A_CHUNK) continue
    yield chunk.join('')
    chunk = []
  }
  yield chunk.join('')
}
