/**
 * The page's side of the player: one frame in flight, the latest wish wins, two buffers change hands.
 * Questions about a recording that is still on its way, or was lost, wait until it arrives; where it never will, they are refused.
 */
import type { AnswerTo, AnyQuestion, QuestionKind, QuestionOf } from '../../recording/ask.ts'
import type { CellView } from '../../recording/cell.ts'
import type { Sample } from '../../recording/sample.ts'
import type { Death } from '../../text/threads.ts'
import { createKeeper, type KeeperClock } from './keeper.ts'
import type { PlayerReply, PlayerRequest, QuestionRequest } from './messages.ts'

export interface PlayedFrame {
  readonly runId: number
  readonly time: number
  readonly view: CellView
  readonly sample: Sample
  readonly cells: Uint32Array
}

export interface PlayerListener {
  frame(frame: PlayedFrame): void
  recorded(runId: number): void
  /** A recording that is wanted is not here: let it come, run it again, or `refuse` it. Called as often as it is wanted. */
  missing(runId: number): void
  /** Has the worker been asked something that it has not answered? Called when that changes. */
  waiting(waiting: boolean): void
  /** A picture or a question can't be answered: what the recording said. */
  refused(reason: string): void
  /** The worker died and was started anew; what it held is missing. */
  restarted(death: Death): void
  /** Workers die one after the other: what was asked is given up. */
  gaveUp(death: Death): void
}

/** The answer of a run; rejects with the reason where the question is refused. */
export type Ask = <Kind extends QuestionKind>(
  runId: number,
  question: QuestionOf<Kind>,
) => Promise<AnswerTo<Kind>>

export interface PlayerClient {
  /** The picture that is wanted now; a later wish replaces one that has not been sent. */
  want(runId: number, time: number, view: CellView): void
  readonly ask: Ask
  /** The recording of this run is on its way from the engine. */
  expect(runId: number): void
  /** This run is not made again: what was asked about it is refused. */
  refuse(runId: number, reason: string): void
  /** Hands over a port that leads to the engine, in the place of the one before. */
  connect(port: MessagePort): void
  /** Where it has given up: starts anew. */
  revive(): void
}

interface Pending {
  readonly request: QuestionRequest
  readonly resolve: (answer: AnswerTo<QuestionKind>) => void
  readonly reject: (reason: Error) => void
}

interface Wish {
  readonly runId: number
  readonly time: number
  readonly view: CellView
}

/** A recording takes a way of its own: it may be so many beats later than what was posted after it. */
const MAX_LATE_BEATS = 6

/** `joined` is called when a worker is there that has no port to the engine. */
export function createPlayerClient(
  spawn: () => Worker,
  listener: PlayerListener,
  joined: () => void,
  clock?: KeeperClock,
): PlayerClient {
  const recorded = new Set<number>()
  const pending = new Map<number, Pending>()
  /** Those of them that the worker has been asked. */
  const asked = new Set<number>()
  let waiting = false
  let requestId = 0
  let frameId = 0
  let wish: Wish | undefined
  /** What the worker draws now. */
  let drawn: Wish | undefined
  /** The run whose recording is on its way. */
  let expected: number | undefined
  let lateBeats = 0
  /** What it owed when it was pinged. */
  let owed: { readonly frameId: number | undefined; readonly questions: readonly number[] } = {
    frameId: undefined,
    questions: [],
  }
  /** The buffer on the screen returns here when the next one has arrived. */
  let spare: ArrayBuffer | undefined
  let shown: ArrayBuffer | undefined

  const reportWaiting = () => {
    const waits = drawn !== undefined || asked.size > 0
    keeper.owes(waits || expected !== undefined)
    if (waits === waiting) return
    waiting = waits
    listener.waiting(waits)
  }

  const room = (view: CellView): ArrayBuffer => {
    const buffer = spare
    spare = undefined
    return buffer && buffer.byteLength >= view.cells * 4 ? buffer : new ArrayBuffer(view.cells * 4)
  }

  const pump = () => {
    if (drawn || !wish) return
    if (!recorded.has(wish.runId)) return listener.missing(wish.runId)
    drawn = wish
    wish = undefined
    frameId += 1
    const cells = room(drawn.view)
    keeper.send({ kind: 'frame', frameId, ...drawn, cells }, [cells])
    reportWaiting()
  }

  const enquire = (request: QuestionRequest) => {
    asked.add(request.requestId)
    keeper.send(request)
    reportWaiting()
  }

  const ask: Ask = <Kind extends QuestionKind>(runId: number, question: QuestionOf<Kind>) =>
    new Promise<AnswerTo<Kind>>((resolve, reject) => {
      requestId += 1
      // What is asked is copied, not transferred: it may have to be asked again.
      const request: QuestionRequest = {
        kind: 'question',
        requestId,
        runId,
        question: question as AnyQuestion,
      }
      // Under this number comes the answer to this question.
      pending.set(requestId, { request, resolve: resolve as Pending['resolve'], reject })
      if (recorded.has(runId)) enquire(request)
      else listener.missing(runId)
    })

  const settle = (id: number, how: (question: Pending) => void) => {
    const question = pending.get(id)
    pending.delete(id)
    asked.delete(id)
    if (question) how(question)
  }

  const refuseWhere = (isRefused: (question: Pending) => boolean, reason: string) => {
    for (const [id, question] of pending)
      if (isRefused(question)) settle(id, ({ reject }) => reject(new Error(reason)))
  }

  const receive = (reply: PlayerReply) => {
    switch (reply.kind) {
      case 'recorded':
        recorded.add(reply.runId)
        if (reply.runId === expected) expected = undefined
        for (const { request } of pending.values())
          if (request.runId === reply.runId) enquire(request)
        listener.recorded(reply.runId)
        return pump()
      case 'missing':
        // A frame that met no recording took its buffer with it; it is still wanted.
        if (reply.request === 'frame') {
          wish ??= drawn
          drawn = undefined
        }
        for (const { request } of pending.values())
          if (request.runId === reply.runId) asked.delete(request.requestId)
        recorded.delete(reply.runId)
        if (reply.request === 'question') listener.missing(reply.runId)
        return pump()
      case 'frame': {
        const { runId, time, view, sample } = reply
        drawn = undefined
        spare = shown
        shown = reply.cells
        listener.frame({ runId, time, view, sample, cells: new Uint32Array(shown, 0, view.cells) })
        return pump()
      }
      case 'frame-refused':
        drawn = undefined
        pump()
        return listener.refused(reply.reason)
      case 'answer':
        return settle(reply.requestId, ({ resolve }) => resolve(reply.answer))
      case 'refused':
        settle(reply.requestId, ({ reject }) => reject(new Error(reply.reason)))
        return listener.refused(reply.reason)
    }
  }

  /** The worker is gone, and with it all recordings, and the buffer that it had. */
  const forget = () => {
    wish ??= drawn
    drawn = undefined
    recorded.clear()
    asked.clear()
    expected = undefined
  }

  const keeper = createKeeper<PlayerRequest, PlayerReply>({
    spawn,
    receive(reply) {
      try {
        receive(reply)
      } finally {
        reportWaiting()
        if (!drawn && !wish && pending.size === 0 && expected === undefined) keeper.thrives()
      }
    },
    pinged() {
      owed = { frameId: drawn && frameId, questions: [...asked] }
    },
    alive() {
      const forgotten =
        (drawn && owed.frameId === frameId) || owed.questions.some((id) => asked.has(id))
      if (expected !== undefined) lateBeats += 1
      if (forgotten || lateBeats >= MAX_LATE_BEATS) keeper.fail({ kind: 'forgetful' })
    },
    renewed(death) {
      forget()
      joined()
      const runs = [...pending.values()].map(({ request }) => request.runId)
      for (const runId of new Set([...runs, ...(wish ? [wish.runId] : [])])) listener.missing(runId)
      listener.restarted(death)
      reportWaiting()
    },
    gaveUp(death) {
      forget()
      wish = undefined
      refuseWhere(() => true, 'the player has stopped')
      listener.gaveUp(death)
      reportWaiting()
    },
    clock,
  })

  return {
    want(runId, time, view) {
      wish = { runId, time, view }
      pump()
    },
    ask,
    expect(runId) {
      expected = runId
      lateBeats = 0
      reportWaiting()
    },
    refuse(runId, reason) {
      refuseWhere(({ request }) => request.runId === runId, reason)
      if (wish?.runId === runId) wish = undefined
    },
    connect: (port) => keeper.send({ kind: 'connect' }, [port]),
    revive() {
      if (keeper.revive()) joined()
    },
  }
}
