/**
 * The page's side of the worker that searches. The worker starts with the first search; it is ended with a search whose time
 * is up, with one that fails, and with the pane. The latest search wins; each is answered.
 */
import { MAX_SEARCH_MILLISECONDS, refusal, type Found, type GrepRefusal } from '../../logs/grep.ts'
import type { SearchReply, SearchRequest } from './search-messages.ts'

/** Stale: a later search took its place, or nobody waits any more. */
export type SearchAnswer = Found | GrepRefusal | { readonly kind: 'stale' }

export interface SearchClient {
  /** Lines are told apart by identity: the same array is sent once. Never rejects. */
  search(lines: readonly string[], expression: RegExp): Promise<SearchAnswer>
  /** Ends the worker; what is under way is stale. A later search starts another. */
  close(): void
}

/** How long the worker's code may be on its way, in milliseconds. */
const MAX_START_MILLISECONDS = 20_000
/** What a search may still take once nobody waits for it: about what a new worker takes to start. */
const MAX_STALE_MILLISECONDS = 50
const STALE = { kind: 'stale' } as const

interface Search {
  readonly lines: readonly string[]
  readonly expression: RegExp
  readonly answer: (answer: SearchAnswer) => void
}

/** A worker, the lines that it has, and the search that it is about. */
interface Thread {
  readonly worker: Worker
  lines: readonly string[] | undefined
  search: Search | undefined
  /** The search is under way: its time counts. */
  began: boolean
}

export function createSearchClient(spawn: () => Worker): SearchClient {
  let thread: Thread | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** The latest search, while the one before is with the worker. */
  let next: Search | undefined

  const end = () => {
    thread?.worker.terminate()
    thread = undefined
  }
  /** Answers the search that is with the worker, and begins the next one. */
  const settle = (answer: SearchAnswer) => {
    clearTimeout(timer)
    const search = thread?.search
    if (answer.kind === 'wrong' && answer.problem !== 'not-an-expression') end()
    else if (thread) thread.search = undefined
    search?.answer(answer)
    const wanted = next
    next = undefined
    if (wanted) begin(wanted)
  }
  const limit = (milliseconds: number, answer: GrepRefusal) => {
    clearTimeout(timer)
    timer = setTimeout(() => settle(answer), milliseconds)
  }

  const start = (): Thread => {
    const own: Thread = { worker: spawn(), lines: undefined, search: undefined, began: false }
    const failed = (event: Event) => {
      if (own === thread) settle(refusal('failed', 'message' in event ? String(event.message) : ''))
    }
    own.worker.addEventListener('message', ({ data }: MessageEvent<SearchReply>) => {
      if (own !== thread) return
      if (data.kind !== 'began') return settle(data)
      own.began = true
      return limit(next ? MAX_STALE_MILLISECONDS : MAX_SEARCH_MILLISECONDS, refusal('too-costly'))
    })
    own.worker.addEventListener('error', failed)
    own.worker.addEventListener('messageerror', failed)
    return own
  }

  function begin(search: Search): void {
    const { lines, expression } = search
    try {
      const own = (thread ??= start())
      const send = (request: SearchRequest) => own.worker.postMessage(request)
      own.search = search
      own.began = false
      limit(MAX_START_MILLISECONDS, refusal('failed'))
      if (own.lines !== lines) send({ kind: 'lines', lines })
      own.lines = lines
      send({ kind: 'search', expression })
    } catch (error) {
      clearTimeout(timer)
      end()
      search.answer(refusal('failed', error instanceof Error ? error.message : ''))
    }
  }

  return {
    search: (lines, expression) =>
      new Promise((answer) => {
        const search: Search = { lines, expression, answer }
        if (thread?.search === undefined) return begin(search)
        for (const before of [thread.search, next]) before?.answer(STALE)
        next = search
        return thread.began ? limit(MAX_STALE_MILLISECONDS, refusal('too-costly')) : undefined
      }),
    close() {
      clearTimeout(timer)
      for (const search of [thread?.search, next]) search?.answer(STALE)
      next = undefined
      end()
    },
  }
}
