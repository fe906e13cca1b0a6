/** Threads without threads: an engine and a player whose messages are delivered one by one, and that can fail in every way. */
import { createCrew, type Crew } from '../../../src/page/workers/crew.ts'
import type { Ping, Pong } from '../../../src/page/workers/heartbeat.ts'
import type {
  EngineReply,
  EngineRequest,
  PlayerReply,
  PlayerRequest,
} from '../../../src/page/workers/messages.ts'
import type { Sample } from '../../../src/recording/sample.ts'
import type { Summary } from '../../../src/report/summary.ts'

type Reply = EngineReply | PlayerReply | Pong
type Request = EngineRequest | PlayerRequest | Ping
type Listener = (event: object) => void

/** One end of a channel: what is put into the other comes out here. */
interface FakePort {
  peer: FakePort | undefined
  receive: ((runId: number) => void) | undefined
}

/** What a worker does in the place of what it should. */
export type Fault =
  /** Nothing any more, without a word. */
  | 'dies'
  /** An uncaught error. */
  | 'throws'
  /** Its script can't be loaded: an event without a message. */
  | 'not-loaded'
  /** A reply that can't be read. */
  | 'garbles'
  /** The next request is lost; pings are answered. */
  | 'forgets'
  /** The next request can't be posted. */
  | 'refuses'

export interface FakeThreads {
  readonly crew: Crew
  /** Delivers messages until none is left; false where they never end. */
  readonly settle: () => boolean
  /** A second passes: all timers fire, then messages are delivered. */
  readonly beat: () => void
  /** What goes wrong with the living worker of this name, at once or with its next message. */
  readonly fault: (name: 'engine' | 'player', fault: Fault) => void
  /** So many next workers of this name can't be made. */
  readonly spawnFails: (name: 'engine' | 'player', times: number) => void
  /** Each worker of this name that is made from now on does this with its first request. */
  readonly curse: (name: 'engine' | 'player', fault: Fault | undefined) => void
  /** The player's recordings, dropped as its cache does. */
  readonly dropRecordings: () => void
  readonly made: { engine: number; player: number }
  /** Timers that are running. */
  readonly timers: () => number
}

const MAX_DELIVERIES = 20_000

export function fakeThreads(): FakeThreads {
  const queue: (() => void)[] = []
  const timers = new Set<() => void>()
  const made = { engine: 0, player: 0 }
  const unmade = { engine: 0, player: 0 }
  const cursed: { engine: Fault | undefined; player: Fault | undefined } = {
    engine: undefined,
    player: undefined,
  }
  const living: { engine?: FakeWorker; player?: FakeWorker } = {}

  class FakeWorker {
    readonly listeners = new Map<string, Listener[]>()
    dead = false
    forgets = false
    refuses = false
    readonly recordings = new Set<number>()
    port: FakePort | undefined
    readonly name: 'engine' | 'player'

    constructor(name: 'engine' | 'player') {
      made[name] += 1
      if (unmade[name] > 0) {
        unmade[name] -= 1
        throw new Error('no more threads')
      }
      this.name = name
      living[name] = this
      const curse = cursed[name]
      if (curse) this.suffer(curse)
    }

    suffer(fault: Fault): void {
      if (fault === 'dies') this.dead = true
      if (fault === 'throws') queue.push(() => this.emit('error', { message: 'boom' }))
      if (fault === 'not-loaded') queue.push(() => this.emit('error', {}))
      if (fault === 'garbles') queue.push(() => this.emit('messageerror', {}))
      if (fault === 'forgets') this.forgets = true
      if (fault === 'refuses') this.refuses = true
    }

    addEventListener(kind: string, listener: Listener): void {
      this.listeners.set(kind, [...(this.listeners.get(kind) ?? []), listener])
    }

    emit(kind: string, event: object): void {
      if (this.dead) return
      for (const listener of this.listeners.get(kind) ?? [])
        listener({ preventDefault: () => {}, ...event })
    }

    terminate(): void {
      this.dead = true
    }

    reply(data: Reply): void {
      queue.push(() => this.emit('message', { data }))
    }

    postMessage(request: Request, transfer: readonly object[]): void {
      if (this.refuses && request.kind !== 'ping') {
        this.refuses = false
        throw new Error('could not be cloned')
      }
      queue.push(() => {
        if (this.dead) return
        if (this.forgets && request.kind !== 'ping' && request.kind !== 'connect') {
          this.forgets = false
          return
        }
        this.receive(request, transfer)
      })
    }

    receive(request: Request, transfer: readonly object[]): void {
      switch (request.kind) {
        case 'ping':
          return this.reply({ kind: 'pong', job: undefined })
        case 'connect':
          this.port = transfer[0] as FakePort
          if (this.name === 'player')
            this.port.receive = (runId) => {
              if (this.dead) return
              this.recordings.add(runId)
              this.reply({ kind: 'recorded', runId })
            }
          return undefined
        case 'cancel':
          return undefined
        case 'run': {
          const { runId } = request
          this.reply({ kind: 'outcome', runId, summary: {} as Summary, milliseconds: 1 })
          const peer = this.port?.peer
          queue.push(() => peer?.receive?.(runId))
          return undefined
        }
        case 'frame':
          return this.recordings.has(request.runId)
            ? this.reply({ ...request, sample: {} as Sample })
            : this.reply({ kind: 'missing', runId: request.runId, request: 'frame' })
        case 'question':
          return this.recordings.has(request.runId)
            ? this.reply({ kind: 'answer', requestId: request.requestId, answer: [] as never })
            : this.reply({ kind: 'missing', runId: request.runId, request: 'question' })
      }
    }
  }

  class FakeChannel {
    readonly port1: FakePort = { peer: undefined, receive: undefined }
    readonly port2: FakePort = { peer: this.port1, receive: undefined }
    constructor() {
      this.port1.peer = this.port2
    }
  }

  const spawn = (name: 'engine' | 'player') => () => new FakeWorker(name) as unknown as Worker
  const crew = createCrew({
    spawnEngine: spawn('engine'),
    spawnPlayer: spawn('player'),
    channel: () => new FakeChannel() as unknown as MessageChannel,
    clock: {
      every(_, callback) {
        timers.add(callback)
        return () => timers.delete(callback)
      },
      later: (callback) => void queue.push(callback),
    },
  })

  const settle = () => {
    for (let count = 0; count < MAX_DELIVERIES; count++) {
      const next = queue.shift()
      if (!next) return true
      next()
    }
    return false
  }

  return {
    crew,
    settle,
    beat() {
      for (const timer of timers) timer()
      settle()
    },
    fault: (name, fault) => living[name]?.suffer(fault),
    spawnFails(name, times) {
      unmade[name] = times
    },
    curse(name, fault) {
      cursed[name] = fault
    },
    dropRecordings: () => living.player?.recordings.clear(),
    made,
    timers: () => timers.size,
  }
}
