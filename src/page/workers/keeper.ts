/**
 * Keeps a thread at work. A worker that fails, can't be reached or falls silent is ended, and a new one takes its place;
 * whoever keeps it asks the new one again. After `MAX_DEATHS` in a row it gives up, until it is revived.
 */
import type { Death } from '../../text/threads.ts'
import type { Ping, Pong } from './heartbeat.ts'

/** How often a worker that owes an answer is asked whether it is still at work. */
export const BEAT_MILLISECONDS = 1000
/** A worker that has let so many beats pass without a message is ended: 8 s, as long as the page itself is not held up. */
export const MAX_SILENT_BEATS = 8
/** So many deaths in a row, and a fourth worker would not help. */
export const MAX_DEATHS = 3

/** How time passes; a test has its own. */
export interface KeeperClock {
  /** Calls back every so many milliseconds until it is stopped by what it returns. */
  readonly every: (milliseconds: number, callback: () => void) => () => void
  /** Calls back in a turn of its own. */
  readonly later: (callback: () => void) => void
}

export interface KeeperOptions<Reply> {
  readonly spawn: () => Worker
  readonly receive: (reply: Reply) => void
  /** A ping goes out: what is answered before the pong is not lost. */
  readonly pinged?: () => void
  /** The worker has answered the ping. */
  readonly alive?: (pong: Pong) => void
  /** A new worker is there. It knows nothing of what the one before was asked. */
  readonly renewed: (death: Death) => void
  /** The last of `MAX_DEATHS` workers has died. */
  readonly gaveUp: (death: Death) => void
  readonly clock?: KeeperClock | undefined
}

export interface Keeper<Request> {
  /** Sends, unless it has given up. A request that can't be sent is the death of the worker. */
  readonly send: (request: Request, transfer?: Transferable[]) => void
  /** Says whether the worker owes an answer: its silence means nothing otherwise. */
  readonly owes: (something: boolean) => void
  /** The worker has done all that it was asked: the deaths before it no longer count. */
  readonly thrives: () => void
  /** Ends the worker for what its keeper has found out. */
  readonly fail: (death: Death) => void
  /** Where it has given up: starts anew. True where that gave a new worker. */
  readonly revive: () => boolean
  /** Ends the worker for good. */
  readonly end: () => void
}

const CLOCK: KeeperClock = {
  every(milliseconds, callback) {
    const timer = setInterval(callback, milliseconds)
    return () => clearInterval(timer)
  },
  later: (callback) => queueMicrotask(callback),
}

/** The worker is spawned at once. */
export function createKeeper<Request, Reply extends { readonly kind: string }>({
  spawn,
  receive,
  pinged,
  alive,
  renewed,
  gaveUp,
  clock: { every, later } = CLOCK,
}: KeeperOptions<Reply>): Keeper<Request> {
  let worker: Worker | undefined
  /** Counts workers: what one of them said when it was no longer wanted is not heard. */
  let generation = 0
  let deaths = 0
  let ended = false
  let silentBeats = 0
  let waitsForPong = false
  let stopBeating: (() => void) | undefined

  const failure = (error: unknown): Death => ({
    kind: 'failed',
    message: error instanceof Error ? error.message : '',
  })

  const start = () => {
    generation += 1
    const mine = generation
    silentBeats = 0
    waitsForPong = false
    const die = (death: Death) => {
      if (mine === generation) fail(death)
    }
    try {
      worker = spawn()
    } catch (error) {
      worker = undefined
      later(() => die(failure(error)))
      return
    }
    worker.addEventListener('message', ({ data }: MessageEvent<Reply | Pong>) => {
      if (mine !== generation) return
      silentBeats = 0
      if (data.kind !== 'pong') return receive(data as Reply)
      waitsForPong = false
      return alive?.(data as Pong)
    })
    // An error that the worker did not catch, or a script that could not be loaded: that event has no message.
    worker.addEventListener('error', (event) => {
      event.preventDefault()
      die({ kind: 'failed', message: event.message ?? '' })
    })
    worker.addEventListener('messageerror', () =>
      die({ kind: 'failed', message: 'an answer could not be read' }),
    )
  }

  const stop = () => {
    generation += 1
    worker?.terminate()
    worker = undefined
  }

  const fail = (death: Death) => {
    if (ended) return
    stop()
    deaths += 1
    if (deaths >= MAX_DEATHS) return gaveUp(death)
    start()
    return renewed(death)
  }

  const post = (request: Request | Ping, transfer: Transferable[]) => {
    const mine = generation
    try {
      worker?.postMessage(request, transfer)
    } catch (error) {
      // In a turn of its own: whoever sends is in the midst of something.
      later(() => {
        if (mine === generation) fail(failure(error))
      })
    }
  }

  const beat = () => {
    if (!worker) return
    if (waitsForPong) {
      silentBeats += 1
      const seconds = (silentBeats * BEAT_MILLISECONDS) / 1000
      if (silentBeats >= MAX_SILENT_BEATS) fail({ kind: 'silent', seconds })
      return
    }
    waitsForPong = true
    pinged?.()
    post({ kind: 'ping' }, [])
  }

  start()
  return {
    send: (request, transfer = []) => post(request, transfer),
    owes(something) {
      if (!something) {
        stopBeating?.()
        stopBeating = undefined
      } else if (!ended && deaths < MAX_DEATHS) stopBeating ??= every(BEAT_MILLISECONDS, beat)
    },
    thrives() {
      deaths = 0
    },
    fail,
    revive() {
      if (ended || deaths < MAX_DEATHS) return false
      deaths = 0
      start()
      return true
    },
    end() {
      ended = true
      stopBeating?.()
      stop()
    },
  }
}
