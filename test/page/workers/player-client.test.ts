// The page's side of the player: one frame in flight, the latest wish wins, buffers come back, questions wait.
import { beforeEach, describe, expect, test } from 'vitest'
import type { PlayerReply, PlayerRequest } from '../../../src/page/workers/messages.ts'
import type { Sample } from '../../../src/recording/recording.ts'
import {
  createPlayerClient,
  type PlayedFrame,
  type PlayerClient,
} from '../../../src/page/workers/player-client.ts'

const VIEW = { firstPage: 0, pagesPerCell: 1, cells: 4 }
const SAMPLE = {} as Sample

let sent: PlayerRequest[]
let frames: PlayedFrame[]
let missing: number[]
let waiting: boolean
let client: PlayerClient
let reply: (message: PlayerReply) => void

beforeEach(() => {
  sent = []
  frames = []
  missing = []
  waiting = false
  const worker = {
    postMessage: (message: PlayerRequest) => void sent.push(message),
    addEventListener: (_: string, listener: (event: { data: PlayerReply }) => void) => {
      reply = (data) => listener({ data })
    },
  }
  client = createPlayerClient(worker as unknown as Worker, {} as MessagePort, {
    frame: (frame) => void frames.push(frame),
    recorded: () => {},
    missing: (runId) => void missing.push(runId),
    waiting: (now) => {
      waiting = now
    },
  })
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
    reply({ kind: 'missing', runId: 1 })
    expect(missing).toEqual([1])
    client.want(1, 6, VIEW)
    expect(asked()).toHaveLength(1)
    reply({ kind: 'recorded', runId: 1 })
    expect(asked().map(({ time }) => time)).toEqual([5, 6])
  })
})

test('questions wait for their recording and outlive its loss', async () => {
  const answer = client.readout(1, 7, 0, 512)
  expect(sent).toEqual([])
  reply({ kind: 'recorded', runId: 1 })
  reply({ kind: 'missing', runId: 1 })
  reply({ kind: 'recorded', runId: 1 })
  const questions = sent.filter((message) => message.kind === 'readout')
  expect(questions).toHaveLength(2)
  const requestId = questions[0]?.requestId ?? -1
  const readout = { firstPage: 0, pages: 512 } as never
  reply({ kind: 'readout', requestId, runId: 1, time: 7, readout })
  expect(await answer).toBe(readout)
})

describe('the page waits', () => {
  test('for what the player has been asked, not for what waits for a recording', () => {
    client.want(1, 10, VIEW)
    void client.pageLife(1, 3)
    expect(waiting).toBe(false)
    reply({ kind: 'recorded', runId: 1 })
    expect(waiting).toBe(true)
    answerFrame()
    expect(waiting).toBe(true)
    const question = sent.find((message) => message.kind === 'page-life')
    reply({ kind: 'page-life', requestId: question?.requestId ?? -1, runId: 1, life: {} as never })
    expect(waiting).toBe(false)
  })

  test('for the next frame at once, and no longer for a recording that was dropped', () => {
    reply({ kind: 'recorded', runId: 1 })
    client.want(1, 10, VIEW)
    client.want(1, 20, VIEW)
    void client.pageLife(1, 3)
    answerFrame()
    expect(waiting).toBe(true)
    reply({ kind: 'missing', runId: 1 })
    expect(waiting).toBe(false)
    reply({ kind: 'recorded', runId: 1 })
    expect(waiting).toBe(true)
  })
})
