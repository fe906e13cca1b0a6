/**
 * The page's side of the player: one frame in flight, the latest wish wins, two buffers change hands.
 * Questions about a recording that is still on its way, or was dropped, wait until it arrives.
 */
import type { AnswerTo, AnyQuestion, QuestionKind, QuestionOf } from '../../recording/ask.ts'
import type { CellView } from '../../recording/cell.ts'
import type { Sample } from '../../recording/sample.ts'
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
  /** The recording was dropped: run it again. */
  missing(runId: number): void
  /** Has the worker been asked something that it has not answered? Called when that changes. */
  waiting(waiting: boolean): void
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

/** `port` leads to the engine worker and is handed over. */
export function createPlayerClient(
  worker: Worker,
  port: MessagePort,
  listener: PlayerListener,
): PlayerClient {
  const recorded = new Set<number>()
  const pending = new Map<number, Pending>()
  /** Those of them that the worker has been asked. */
  const asked = new Set<number>()
  let waiting = false
  let requestId = 0
  let frameId = 0
  let wish: Wish | undefined
  let inFlight = false
  /** The buffer on the screen returns here when the next one has arrived. */
  let spare: ArrayBuffer | undefined
  let shown: ArrayBuffer | undefined

  const send = (request: PlayerRequest, transfer: Transferable[] = []) =>
    worker.postMessage(request, transfer)

  const reportWaiting = () => {
    const waits = inFlight || asked.size > 0
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
    if (inFlight || !wish || !recorded.has(wish.runId)) return
    const { runId, time, view } = wish
    wish = undefined
    inFlight = true
    frameId += 1
    const cells = room(view)
    send({ kind: 'frame', frameId, runId, time, view, cells }, [cells])
    reportWaiting()
  }

  const enquire = (request: QuestionRequest) => {
    asked.add(request.requestId)
    send(request)
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
    })

  const settle = (id: number, how: (question: Pending) => void) => {
    const question = pending.get(id)
    pending.delete(id)
    asked.delete(id)
    if (question) how(question)
  }

  const receive = (reply: PlayerReply) => {
    switch (reply.kind) {
      case 'recorded':
        recorded.add(reply.runId)
        for (const { request } of pending.values())
          if (request.runId === reply.runId) enquire(request)
        listener.recorded(reply.runId)
        return pump()
      case 'missing':
        // A frame that met no recording took its buffer with it.
        if (reply.request === 'frame') inFlight = false
        for (const { request } of pending.values())
          if (request.runId === reply.runId) asked.delete(request.requestId)
        if (recorded.delete(reply.runId)) listener.missing(reply.runId)
        return pump()
      case 'frame': {
        const { runId, time, view, sample } = reply
        inFlight = false
        spare = shown
        shown = reply.cells
        listener.frame({ runId, time, view, sample, cells: new Uint32Array(shown, 0, view.cells) })
        return pump()
      }
      case 'frame-refused':
        inFlight = false
        pump()
        throw new Error(`The picture of run ${reply.runId} was refused: ${reply.reason}`)
      case 'answer':
        return settle(reply.requestId, ({ resolve }) => resolve(reply.answer))
      case 'refused':
        return settle(reply.requestId, ({ request, reject }) =>
          reject(new Error(`The question "${request.question.kind}" was refused: ${reply.reason}`)),
        )
    }
  }
  worker.addEventListener('message', (event: MessageEvent<PlayerReply>) => {
    try {
      receive(event.data)
    } finally {
      reportWaiting()
    }
  })
  send({ kind: 'connect' }, [port])

  return {
    want(runId, time, view) {
      wish = { runId, time, view }
      pump()
    },
    ask,
  }
}
