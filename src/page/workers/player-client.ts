/**
 * The page's side of the player: one frame in flight, the latest wish wins, two buffers change hands.
 * Questions about a recording that is still on its way, or was dropped, wait until it arrives.
 */
import type { PlayerReply, PlayerRequest, SeriesColumns } from './messages.ts'
import type { CellView, Readout, Sample } from '../../recording/recording.ts'
import type { PauseCondition } from '../../recording/pause-condition.ts'
import type { HeatValue } from '../../recording/heat-value.ts'
import type { SentHistogram } from '../../recording/sent-histogram.ts'
import type { StreamShares } from '../../recording/stream-shares.ts'
import type { BlockLife } from '../../recording/block.ts'
import type { PageLife } from '../../recording/page-life.ts'
import type { GuestTimes } from '../../recording/vcpu-times.ts'

export interface PlayedFrame {
  readonly runId: number
  readonly time: number
  readonly view: CellView
  readonly sample: Sample
  readonly cells: Uint32Array
}

interface Series {
  readonly runId: number
  readonly times: Float64Array
  readonly columns: SeriesColumns
}

export interface PlayerListener {
  frame(frame: PlayedFrame): void
  recorded(runId: number): void
  /** The recording was dropped: run it again. */
  missing(runId: number): void
  /** Has the worker been asked something that it has not answered? Called when that changes. */
  waiting(waiting: boolean): void
}

export interface PlayerClient {
  /** The picture that is wanted now; a later wish replaces one that has not been sent. */
  want(runId: number, time: number, view: CellView): void
  series(runId: number, times: Float64Array): Promise<Series>
  readout(runId: number, time: number, firstPage: number, pages: number): Promise<Readout>
  heat(
    runId: number,
    time: number,
    value: HeatValue,
    view: CellView,
    stream?: number,
  ): Promise<Float32Array>
  sentHistogram(runId: number): Promise<SentHistogram>
  streamShares(runId: number): Promise<StreamShares>
  blockLife(runId: number, firstPage: number, pages: number): Promise<BlockLife>
  crossings(
    runId: number,
    conditions: readonly PauseCondition[],
  ): Promise<readonly (readonly number[])[]>
  pageLife(runId: number, page: number | 'most-sent'): Promise<PageLife>
  guestTimes(runId: number): Promise<GuestTimes>
}

interface Pending {
  readonly runId: number
  readonly ask: () => void
  readonly answer: (reply: PlayerReply) => void
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

  const tell = () => {
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
    tell()
  }

  const enquire = <Result>(
    runId: number,
    ask: (id: number) => void,
    read: (reply: PlayerReply) => Result | undefined,
  ): Promise<Result> =>
    new Promise((resolve) => {
      requestId += 1
      const id = requestId
      const answer = (reply: PlayerReply) => {
        const result = read(reply)
        if (result !== undefined) resolve(result)
      }
      const question = {
        runId,
        ask() {
          asked.add(id)
          ask(id)
          tell()
        },
        answer,
      }
      pending.set(id, question)
      if (recorded.has(runId)) question.ask()
    })

  const settle = (reply: Extract<PlayerReply, { requestId: number }>) => {
    pending.get(reply.requestId)?.answer(reply)
    pending.delete(reply.requestId)
    asked.delete(reply.requestId)
  }

  const receive = (reply: PlayerReply) => {
    switch (reply.kind) {
      case 'recorded':
        recorded.add(reply.runId)
        for (const question of pending.values()) if (question.runId === reply.runId) question.ask()
        listener.recorded(reply.runId)
        return pump()
      case 'missing':
        // A frame that met no recording took its buffer with it.
        inFlight = false
        for (const [id, question] of pending) if (question.runId === reply.runId) asked.delete(id)
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
      case 'series':
      case 'readout':
      case 'heat':
      case 'sent-histogram':
      case 'stream-shares':
      case 'block-life':
      case 'crossings':
      case 'page-life':
      case 'guest-times':
        return settle(reply)
    }
  }
  worker.addEventListener('message', (event: MessageEvent<PlayerReply>) => {
    receive(event.data)
    tell()
  })
  send({ kind: 'connect' }, [port])

  return {
    want(runId, time, view) {
      wish = { runId, time, view }
      pump()
    },
    series: (runId, times) =>
      enquire(
        runId,
        // The times are copied, not transferred: the question may have to be asked again.
        (id) => send({ kind: 'series', requestId: id, runId, times }),
        (reply) => (reply.kind === 'series' ? reply : undefined),
      ),
    readout: (runId, time, firstPage, pages) =>
      enquire(
        runId,
        (id) => send({ kind: 'readout', requestId: id, runId, time, firstPage, pages }),
        (reply) => (reply.kind === 'readout' ? reply.readout : undefined),
      ),
    heat: (runId, time, value, view, stream) =>
      enquire(
        runId,
        (id) => send({ kind: 'heat', requestId: id, runId, time, value, view, stream }),
        (reply) => (reply.kind === 'heat' ? reply.values : undefined),
      ),
    sentHistogram: (runId) =>
      enquire(
        runId,
        (id) => send({ kind: 'sent-histogram', requestId: id, runId }),
        (reply) => (reply.kind === 'sent-histogram' ? reply.histogram : undefined),
      ),
    blockLife: (runId, firstPage, pages) =>
      enquire(
        runId,
        (id) => send({ kind: 'block-life', requestId: id, runId, firstPage, pages }),
        (reply) => (reply.kind === 'block-life' ? reply.life : undefined),
      ),
    streamShares: (runId) =>
      enquire(
        runId,
        (id) => send({ kind: 'stream-shares', requestId: id, runId }),
        (reply) => (reply.kind === 'stream-shares' ? reply.shares : undefined),
      ),
    crossings: (runId, conditions) =>
      enquire(
        runId,
        (id) => send({ kind: 'crossings', requestId: id, runId, conditions }),
        (reply) => (reply.kind === 'crossings' ? reply.times : undefined),
      ),
    pageLife: (runId, page) =>
      enquire(
        runId,
        (id) => send({ kind: 'page-life', requestId: id, runId, page }),
        (reply) => (reply.kind === 'page-life' ? reply.life : undefined),
      ),
    guestTimes: (runId) =>
      enquire(
        runId,
        (id) => send({ kind: 'guest-times', requestId: id, runId }),
        (reply) => (reply.kind === 'guest-times' ? reply.guestTimes : undefined),
      ),
  }
}
