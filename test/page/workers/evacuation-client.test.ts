// The page's side of the worker that empties hosts: the latest order is answered to its end, whatever becomes of the worker.
import { beforeEach, expect, test } from 'vitest'
import type { EvacuationRequest } from '../../../src/engine/host/evacuation-plan.ts'
import {
  createEvacuationClient,
  type EvacuationClient,
} from '../../../src/page/workers/evacuation-client.ts'
import type {
  EvacuationOrder,
  EvacuationReply,
} from '../../../src/page/workers/evacuation-messages.ts'
import {
  ALTERNATIVES,
  type Alternative,
  type EvacuationSummary,
} from '../../../src/report/evacuation.ts'
import { MAX_DEATHS, MAX_SILENT_BEATS } from '../../../src/page/workers/keeper.ts'
import type { Death } from '../../../src/text/threads.ts'

interface FakeWorker {
  readonly orders: EvacuationOrder[]
  readonly emit: (kind: string, event: object) => void
  pings: number
}

let workers: FakeWorker[]
let replies: EvacuationReply[]
let gaveUp: Death[]
let restarted: Death[]
let beat: (() => void) | undefined
let client: EvacuationClient

function spawn(): Worker {
  const listeners = new Map<string, (event: object) => void>()
  const worker: FakeWorker = {
    orders: [],
    pings: 0,
    emit: (kind, event) => listeners.get(kind)?.({ preventDefault: () => {}, ...event }),
  }
  workers.push(worker)
  const made = {
    addEventListener: (kind: string, listener: (event: object) => void) =>
      void listeners.set(kind, listener),
    postMessage(message: EvacuationOrder | { readonly kind: 'ping' }) {
      if (message.kind === 'ping') worker.pings += 1
      else worker.orders.push(message)
    },
    terminate: () => listeners.clear(),
  }
  return made as unknown as Worker
}

const newest = () => workers.at(-1)!
const say = (reply: EvacuationReply) => newest().emit('message', { data: reply })
const pong = (job: number | undefined) => newest().emit('message', { data: { kind: 'pong', job } })
const boom = () => newest().emit('error', { message: 'boom' })
/** The evacuation and so many alternatives are answered. */
function answer(orderId: number, alternatives: number): void {
  say({ kind: 'evacuated', orderId, summary: {} as EvacuationSummary })
  for (const atOnce of ALTERNATIVES.slice(0, alternatives))
    say({ kind: 'alternative', orderId, alternative: { atOnce } as Alternative })
}
const request = (vms: number) => ({ vms }) as EvacuationRequest

beforeEach(() => {
  workers = []
  replies = []
  gaveUp = []
  restarted = []
  beat = undefined
  client = createEvacuationClient(
    spawn,
    {
      reply: (reply) => void replies.push(reply),
      restarted: (death) => void restarted.push(death),
      gaveUp: (death) => void gaveUp.push(death),
    },
    {
      every(_, callback) {
        beat = callback
        return () => {
          beat = undefined
        }
      },
      later: (callback) => callback(),
    },
  )
})

test('the latest order is heard, an earlier one is not', () => {
  client.empty(request(1))
  client.empty(request(2))
  say({ kind: 'compared', orderId: 1 })
  say({ kind: 'compared', orderId: 2 })
  expect(replies).toEqual([{ kind: 'compared', orderId: 2 }])
  expect(beat, 'nothing is owed').toBeUndefined()
})

test('a worker that says nothing is replaced, and is given the order again', () => {
  client.empty(request(3))
  for (let beats = 0; beats <= MAX_SILENT_BEATS; beats++) beat?.()
  expect(workers).toHaveLength(2)
  expect(newest().orders).toEqual([{ kind: 'evacuate', orderId: 1, request: request(3) }])
  expect(restarted).toEqual([{ kind: 'silent', seconds: MAX_SILENT_BEATS }])
})

test('one that is at work may take as long as it wants', () => {
  client.empty(request(3))
  for (let beats = 0; beats < 100; beats++) {
    beat?.()
    pong(1)
  }
  expect(workers).toHaveLength(1)
})

test('one that is at work on nothing has lost the order', () => {
  client.empty(request(3))
  beat?.()
  pong(undefined)
  expect(workers).toHaveLength(2)
})

test('a pong to a ping from before the order says nothing of it', () => {
  client.empty(request(3))
  beat?.()
  client.empty(request(4))
  pong(undefined)
  expect(workers).toHaveLength(1)
})

test('three that fail in a row end the order; the next one tries again', () => {
  client.empty(request(3))
  for (let death = 0; death < MAX_DEATHS; death++) newest().emit('error', { message: 'boom' })
  expect(gaveUp).toEqual([{ kind: 'failed', message: 'boom' }])
  expect(restarted).toHaveLength(MAX_DEATHS - 1)
  expect(workers).toHaveLength(MAX_DEATHS)
  expect(beat).toBeUndefined()
  client.empty(request(4))
  expect(workers).toHaveLength(MAX_DEATHS + 1)
  say({ kind: 'evacuation-error', orderId: 2, message: 'no' })
  expect(replies.at(-1)).toMatchObject({ message: 'no' })
})

test.each([0, 2, ALTERNATIVES.length])(
  'a new worker is asked only for what is missing: %d alternatives were there',
  (known) => {
    client.empty(request(3))
    answer(1, known)
    boom()
    const rest = ALTERNATIVES.slice(known)
    expect(newest().orders).toEqual([{ kind: 'evacuate', orderId: 1, request: request(3), rest }])
  },
)

test('what was cancelled goes on where it was, by an order of its own', () => {
  client.empty(request(3))
  answer(1, 1)
  client.cancel()
  say({ kind: 'compared', orderId: 1 })
  expect(replies).toHaveLength(2)
  expect(beat, 'nothing is owed').toBeUndefined()
  client.goOn()
  const rest = ALTERNATIVES.slice(1)
  expect(newest().orders.at(-1)).toMatchObject({ orderId: 3, request: request(3), rest })
  say({ kind: 'compared', orderId: 3 })
  expect(replies).toHaveLength(3)
})

test('what was given up goes on with a new worker', () => {
  client.empty(request(3))
  for (let death = 0; death < MAX_DEATHS; death++) boom()
  client.goOn()
  expect(workers).toHaveLength(MAX_DEATHS + 1)
  expect(newest().orders).toEqual([{ kind: 'evacuate', orderId: 2, request: request(3) }])
})

test('a worker that has nothing to do dies without a word', () => {
  client.empty(request(3))
  client.cancel()
  boom()
  expect(restarted).toEqual([])
  expect(newest().orders).toEqual([])
})
