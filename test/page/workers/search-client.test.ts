// The page's side of the search: one at a time, the latest wins, each is answered whatever becomes of its worker.
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { MAX_SEARCH_MILLISECONDS } from '../../../src/logs/grep.ts'
import { createSearchClient, type SearchAnswer } from '../../../src/page/workers/search-client.ts'
import type { SearchReply, SearchRequest } from '../../../src/page/workers/search-messages.ts'
import { runs } from '../../properties.ts'

/** A worker that does nothing by itself. */
class FakeWorker {
  readonly sent: SearchRequest[] = []
  ended = false
  private readonly listeners = new Map<string, (event: object) => void>()
  addEventListener(name: string, listener: (event: object) => void) {
    this.listeners.set(name, listener)
  }
  postMessage(message: SearchRequest) {
    this.sent.push(message)
  }
  terminate() {
    this.ended = true
  }
  say(data: SearchReply) {
    this.listeners.get('message')?.({ data })
  }
  happen(name: 'error' | 'messageerror', message?: string) {
    this.listeners.get(name)?.(message === undefined ? {} : { message })
  }
}

const LINES = ['a', 'b']

function setUp(canSpawn: () => boolean = () => true) {
  const workers: FakeWorker[] = []
  const answers: (SearchAnswer | undefined)[] = []
  const client = createSearchClient(() => {
    if (!canSpawn()) throw new Error('no workers here')
    const worker = new FakeWorker()
    workers.push(worker)
    return worker as unknown as Worker
  })
  const search = (lines: readonly string[] = LINES) => {
    const index = answers.push(undefined) - 1
    void client.search(lines, /a/).then((answer) => {
      answers[index] = answer
    })
  }
  return { client, workers, answers, search, worker: () => workers.at(-1)! }
}

const FOUND = { kind: 'found', rows: [0] } as const
/** Answers have arrived; no time passes. */
const arrived = () => vi.advanceTimersByTimeAsync(0)
const pass = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds)

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('a search', () => {
  test('starts a worker, sends the lines once, and is answered', async () => {
    const { workers, answers, search, worker } = setUp()
    expect(workers).toEqual([])
    for (let times = 0; times < 2; times++) {
      search()
      worker().say({ kind: 'began' })
      worker().say(FOUND)
      await arrived()
    }
    search(['c'])
    expect(workers).toHaveLength(1)
    expect(worker().sent.map(({ kind }) => kind)).toEqual([
      'lines',
      'search',
      'search',
      'lines',
      'search',
    ])
    expect(answers).toEqual([FOUND, FOUND, undefined])
  })

  test('is stopped when its time is up, and the next one has a new worker with the lines', async () => {
    const { workers, answers, search, worker } = setUp()
    search()
    worker().say({ kind: 'began' })
    await pass(MAX_SEARCH_MILLISECONDS - 1)
    expect(answers).toEqual([undefined])
    await pass(1)
    expect(answers).toMatchObject([{ kind: 'wrong', problem: 'too-costly' }])
    expect(worker().ended).toBe(true)
    search()
    expect(workers).toHaveLength(2)
    expect(worker().sent.map(({ kind }) => kind)).toEqual(['lines', 'search'])
  })

  test('has all its time, however long its worker took to start', async () => {
    const { answers, search, worker } = setUp()
    search()
    await pass(5 * MAX_SEARCH_MILLISECONDS)
    worker().say({ kind: 'began' })
    await pass(MAX_SEARCH_MILLISECONDS - 1)
    worker().say(FOUND)
    await arrived()
    expect(answers).toEqual([FOUND])
  })

  test('gives way to a later one: the latest has the answer, those between never run', async () => {
    const { workers, answers, search, worker } = setUp()
    search()
    worker().say({ kind: 'began' })
    search(['b'])
    search(['c'])
    await arrived()
    expect(answers).toEqual([{ kind: 'stale' }, { kind: 'stale' }, undefined])
    worker().say(FOUND)
    expect(workers).toHaveLength(1)
    expect(worker().sent).toContainEqual({ kind: 'lines', lines: ['c'] })
    expect(worker().sent).not.toContainEqual({ kind: 'lines', lines: ['b'] })
    worker().say({ kind: 'began' })
    worker().say({ kind: 'found', rows: [] })
    await arrived()
    expect(answers.at(-1)).toEqual({ kind: 'found', rows: [] })
  })

  test('that nobody waits for is ended long before its time', async () => {
    const { workers, search } = setUp()
    search()
    workers[0]!.say({ kind: 'began' })
    search()
    await pass(MAX_SEARCH_MILLISECONDS / 10)
    expect(workers.map(({ ended }) => ended)).toEqual([true, false])
    expect(workers[1]!.sent.map(({ kind }) => kind)).toEqual(['lines', 'search'])
  })

  test.each([
    ['an error', (worker: FakeWorker) => worker.happen('error', 'no memory'), 'no memory'],
    ['an answer that cannot be read', (worker: FakeWorker) => worker.happen('messageerror'), ''],
    ['code that never comes', () => vi.advanceTimersByTime(60_000), ''],
  ])('is answered after %s', async (_, happens, detail) => {
    const { answers, search, workers, worker } = setUp()
    search()
    happens(worker())
    await arrived()
    expect(answers).toEqual([{ kind: 'wrong', problem: 'failed', detail }])
    search()
    expect(workers.map(({ ended }) => ended)).toEqual([true, false])
  })

  test('is answered where there are no workers, and tries again the next time', async () => {
    let possible = false
    const { answers, search, worker } = setUp(() => possible)
    search()
    await arrived()
    expect(answers).toEqual([{ kind: 'wrong', problem: 'failed', detail: 'no workers here' }])
    possible = true
    search()
    worker().say({ kind: 'began' })
    worker().say(FOUND)
    await arrived()
    expect(answers.at(-1)).toEqual(FOUND)
  })

  test('is stale when the pane closes, and its worker ends', async () => {
    const { client, answers, search, worker } = setUp()
    search()
    search()
    client.close()
    await arrived()
    expect(answers).toEqual([{ kind: 'stale' }, { kind: 'stale' }])
    expect(worker().ended).toBe(true)
    expect(vi.getTimerCount()).toBe(0)
  })
})

test('each search is answered and at most one worker lives, whatever happens when', async () => {
  const event = fc.constantFrom(
    'search',
    'other lines',
    'begin',
    'find',
    'refuse',
    'error',
    'messageerror',
    'old worker',
    'wait',
    'no workers',
  )
  await fc.assert(
    fc.asyncProperty(fc.array(event, { maxLength: 40 }), async (events) => {
      let possible = true
      const { workers, answers, search } = setUp(() => possible)
      for (const name of events) {
        const worker = workers.at(-1)
        // A worker answers no search that it was not given.
        const asked = worker !== undefined && !worker.ended && worker.sent.at(-1)?.kind === 'search'
        if (name === 'search') search()
        else if (name === 'other lines') search([`${answers.length}`])
        else if (name === 'begin' && asked) worker.say({ kind: 'began' })
        else if (name === 'find' && asked) worker.say(FOUND)
        else if (name === 'refuse' && asked)
          worker.say({ kind: 'wrong', problem: 'not-an-expression', detail: '' })
        else if (name === 'error' || name === 'messageerror') worker?.happen(name)
        else if (name === 'old worker') workers[0]?.say(FOUND)
        else if (name === 'no workers') possible = !possible
        else if (name === 'wait') await pass(300)
        expect(workers.filter(({ ended }) => !ended).length).toBeLessThanOrEqual(1)
      }
      await pass(120_000)
      expect(answers).not.toContain(undefined)
      const last = answers.at(-1)
      if (last) expect(last.kind).not.toBe('stale')
      expect(vi.getTimerCount()).toBe(0)
    }),
    runs(200),
  )
})
