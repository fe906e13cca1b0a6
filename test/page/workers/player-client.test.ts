// The page's side of the player: one frame in flight, the latest wish wins, buffers come back, questions wait.
import { beforeEach, describe, expect, test } from 'vitest'
import type { PlayerReply, PlayerRequest } from '../../../src/page/workers/messages.ts'
import type { PageLife } from '../../../src/recording/questions/page-life.ts'
import type { Readout } from '../../../src/recording/questions/readout.ts'
import type { Sample } from '../../../src/recording/sample.ts'
import {
  createPlayerClient,
  type PlayedFrame,
  type PlayerClient,
  type PlayerListener,
} from '../../../src/page/workers/player-client.ts'

const VIEW = { firstPage: 0, pagesPerCell: 1, cells: 4 }
const SAMPLE = {} as Sample

let sent: PlayerRequest[]
let frames: PlayedFrame[]
let missing: Set<number>
let waiting: boolean
let refusals: string[]
let client: PlayerClient
let reply: (message: PlayerReply) => void

beforeEach(() => {
  sent = []
  frames = []
  missing = new Set()
  waiting = false
  refusals = []
  const worker = {
    postMessage: (message: PlayerRequest) => void sent.push(message),
    addEventListener: (kind: string, listener: (event: { data: PlayerReply }) => void) => {
      if (kind === 'message') reply = (data) => listener({ data })
    },
  }
  const listener: PlayerListener = {
    frame: (frame) => void frames.push(frame),
    recorded: () => {},
    missing: (runId) => void missing.add(runId),
    waiting: (now) => {
      waiting = now
    },
    refused: (reason) => void refusals.push(reason),
    restarted: () => {},
    gaveUp: () => {},
  }
  const clock = { every: () => () => {}, later: () => {} }
  client = createPlayerClient(
    () => worker as unknown as Worker,
    listener,
    () => {},
    clock,
  )
  sent.length = 0
})

const asked = () => sent.filter((message) => message.kind === 'frame')
function answerFrame() {
  const request = asked().at(-1)
  if (!request) throw new Error('no frame was asked for')
  reply({ ...request, sample: SAMPLE })
  return request.cells
}

describe('frames', () => {
  test('are asked for when the recording is there, one at a time, the latest first', () => {
    client.want(1, 10, VIEW)
    expect(asked()).toEqual([])
    reply({ kind: 'recorded', runId: 1 })
    client.want(1, 20, VIEW)
    client.want(1, 30, VIEW)
    expect(asked().map(({ time }) => time)).toEqual([10])
    answerFrame()
    expect(asked().map(({ time }) => time)).toEqual([10, 30])
    answerFrame()
    expect(frames.map(({ time }) => time)).toEqual([10, 30])
  })

  test('take turns with two buffers', () => {
    reply({ kind: 'recorded', runId: 1 })
    const buffers = new Set<ArrayBuffer>()
    for (let time = 0; time < 10; time += 1) {
      client.want(1, time, VIEW)
      buffers.add(answerFrame())
    }
    expect(buffers.size).toBe(2)
  })

  test('of a dropped recording are asked for again when it is back', () => {
    reply({ kind: 'recorded', runId: 1 })
    client.want(1, 5, VIEW)
    reply({ kind: 'missing', runId: 1, request: 'frame' })
    expect([...missing]).toEqual([1])
    client.want(1, 6, VIEW)
    expect(asked()).toHaveLength(1)
    reply({ kind: 'recorded', runId: 1 })
    expect(asked().map(({ time }) => time)).toEqual([5, 6])
  })
})

describe('frames beside questions', () => {
  test('stay one in flight when a question meets no recording', () => {
    reply({ kind: 'recorded', runId: 1 })
    reply({ kind: 'recorded', runId: 2 })
    client.want(2, 5, VIEW)
    void client.ask(1, { kind: 'sentHistogram' })
    reply({ kind: 'missing', runId: 1, request: 'question' })
    client.want(2, 6, VIEW)
    expect(asked().map(({ time }) => time)).toEqual([5])
  })

  test('go on after one that was refused', () => {
    reply({ kind: 'recorded', runId: 1 })
    client.want(1, 5, VIEW)
    client.want(1, 6, VIEW)
    reply({ kind: 'frame-refused', runId: 1, reason: 'no such pass' })
    expect(refusals).toEqual(['no such pass'])
    expect(asked().map(({ time }) => time)).toEqual([5, 6])
  })
})

describe('a question', () => {
  const questions = () => sent.filter((message) => message.kind === 'question')

  test('waits for its recording and outlives its loss', async () => {
    const question = { kind: 'readout', time: 7, firstPage: 0, pages: 512 } as const
    const answer = client.ask(1, question)
    expect(sent).toEqual([])
    reply({ kind: 'recorded', runId: 1 })
    reply({ kind: 'missing', runId: 1, request: 'question' })
    expect([...missing]).toEqual([1])
    reply({ kind: 'recorded', runId: 1 })
    expect(questions()).toEqual([1, 1].map((requestId) => ({ ...questions()[0], requestId })))
    expect(questions()[0]?.question).toEqual(question)
    const readout = { firstPage: 0, pages: 512 } as Readout
    reply({ kind: 'answer', requestId: 1, answer: readout })
    expect(await answer).toBe(readout)
  })

  test('gets its own answer, in whatever order answers come', async () => {
    reply({ kind: 'recorded', runId: 1 })
    const [histogram, most] = [
      client.ask(1, { kind: 'sentHistogram' }),
      client.ask(1, { kind: 'mostSent' }),
    ]
    const answers = [
      { pages: [1], counted: 1, inUse: 1 },
      { page: 4, times: 2, certain: true },
    ] as const
    reply({ kind: 'answer', requestId: 2, answer: answers[1] })
    reply({ kind: 'answer', requestId: 1, answer: answers[0] })
    expect(await histogram).toBe(answers[0])
    expect(await most).toBe(answers[1])
  })

  test('that is refused rejects with the reason, and is not asked again', async () => {
    reply({ kind: 'recorded', runId: 1 })
    const answer = client.ask(1, { kind: 'pageLife', page: 3 })
    reply({ kind: 'refused', requestId: 1, reason: 'no page 3' })
    await expect(answer).rejects.toThrow('no page 3')
    expect(refusals).toEqual(['no page 3'])
    reply({ kind: 'recorded', runId: 1 })
    expect(questions()).toHaveLength(1)
  })

  test('is held to its type, and so is its answer', () => {
    const life: Promise<PageLife> = client.ask(1, { kind: 'pageLife', page: 3 })
    expect(life).toBeInstanceOf(Promise)
    // @ts-expect-error what it asks is missing
    void client.ask(1, { kind: 'pageLife' })
    // @ts-expect-error not a question
    void client.ask(1, { kind: 'weather' })
    // @ts-expect-error another question's answer
    const readout: Promise<Readout> = client.ask(1, { kind: 'pageLife', page: 3 })
    expect(readout).toBeInstanceOf(Promise)
  })
})

describe('the page waits', () => {
  test('for what the player has been asked, not for what waits for a recording', () => {
    client.want(1, 10, VIEW)
    void client.ask(1, { kind: 'pageLife', page: 3 })
    expect(waiting).toBe(false)
    reply({ kind: 'recorded', runId: 1 })
    expect(waiting).toBe(true)
    answerFrame()
    expect(waiting).toBe(true)
    reply({ kind: 'answer', requestId: 1, answer: {} as PageLife })
    expect(waiting).toBe(false)
  })

  test('for the next frame at once, and no longer for a recording that was dropped', () => {
    reply({ kind: 'recorded', runId: 1 })
    client.want(1, 10, VIEW)
    client.want(1, 20, VIEW)
    void client.ask(1, { kind: 'pageLife', page: 3 })
    answerFrame()
    expect(waiting).toBe(true)
    reply({ kind: 'missing', runId: 1, request: 'frame' })
    reply({ kind: 'missing', runId: 1, request: 'question' })
    expect(waiting).toBe(false)
    reply({ kind: 'recorded', runId: 1 })
    expect(waiting).toBe(true)
  })

  test('no longer for what was refused', () => {
    reply({ kind: 'recorded', runId: 1 })
    client.want(1, 10, VIEW)
    const answer = client.ask(1, { kind: 'pageLife', page: 3 })
    answer.catch(() => {})
    reply({ kind: 'refused', requestId: 1, reason: 'no page 3' })
    expect(waiting).toBe(true)
    reply({ kind: 'frame-refused', runId: 1, reason: 'no such pass' })
    expect(waiting).toBe(false)
  })
})
