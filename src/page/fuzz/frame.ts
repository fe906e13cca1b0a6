/** The page in its frame: its session, its errors, its threads. */
import type { Session } from '../session/session.ts'
import { BEAT_MILLISECONDS } from '../workers/keeper.ts'

/** What the frame's element hears once the page in it has a session. */
const SESSION_EVENT = 'switchover-session'

type FramedWindow = Window & typeof globalThis

export interface Frame {
  readonly element: HTMLIFrameElement
  readonly window: FramedWindow
  readonly session: Session
  /** Errors that nobody caught, rejected promises, errors on the console, since they were last taken. */
  readonly takeErrors: () => readonly string[]
  /** Ends a thread of this name as a crash does, where one has been used. */
  readonly end: (name: string) => boolean
  /** Threads that were ended so. */
  readonly deaths: () => number
  /** The next message to any thread can't be posted. */
  readonly refuseNext: () => void
  /** Lets the page's frames be so much later: its time stands still otherwise, so that the same seed does the same. */
  readonly advance: (milliseconds: number) => void
  /** The tab is hidden, or seen again. */
  readonly hide: (hidden: boolean) => void
}

/** Beats of a thread pass so much faster: a dead one is noticed in two seconds. */
const BEAT_SPEED = 4

/** Puts the page, by its plain address, into a frame that fills the place. */
export function openFrame(place: HTMLElement): Promise<Frame> {
  const element = document.createElement('iframe')
  element.title = 'Switchover'
  element.style.border = '0'
  return new Promise((resolve) => {
    element.addEventListener(SESSION_EVENT, (event) => {
      const { detail: session } = event as CustomEvent<Session>
      if (element.contentWindow)
        resolve(watch(element, element.contentWindow as FramedWindow, session))
    })
    element.src = `${location.pathname}?framed`
    place.replaceChildren(element)
  })
}

function watch(element: HTMLIFrameElement, window: FramedWindow, session: Session): Frame {
  let errors: string[] = []
  const living = new Map<string, Worker>()
  let refuses = false
  let deaths = 0

  window.addEventListener('error', ({ message }) => void errors.push(message))
  window.addEventListener('unhandledrejection', ({ reason }) => void errors.push(String(reason)))
  const { error, warn } = window.console
  window.console.error = (...said: unknown[]) => {
    errors.push(said.map(String).join(' '))
    error(...said)
  }
  window.console.warn = (...said: unknown[]) => {
    errors.push(said.map(String).join(' '))
    warn(...said)
  }

  // A thread is met when it is first posted to: that of the engine and of the player at once.
  const names = new WeakMap<Worker, string>()
  const workers = window.Worker.prototype
  type Post = (this: Worker, ...args: unknown[]) => void
  const post = Reflect.getOwnPropertyDescriptor(workers, 'postMessage')?.value as Post
  workers.postMessage = function (this: Worker, ...args: unknown[]) {
    const name = names.get(this) ?? nameOf(args[0])
    if (name !== undefined) {
      names.set(this, name)
      living.set(name, this)
    }
    if (refuses) {
      refuses = false
      throw new DOMException('refused at random', 'DataCloneError')
    }
    post.apply(this, args)
  }

  const setIntervalOf = window.setInterval.bind(window)
  window.setInterval = ((handler: TimerHandler, delay = 0, ...args: unknown[]) =>
    setIntervalOf(
      handler,
      delay === BEAT_MILLISECONDS ? delay / BEAT_SPEED : delay,
      ...args,
    )) as typeof window.setInterval

  let now = window.performance.now()
  const nextFrame = window.requestAnimationFrame.bind(window)
  window.requestAnimationFrame = (callback) => nextFrame(() => callback(now))

  let hidden = false
  Object.defineProperty(window.document, 'hidden', { get: () => hidden })
  Object.defineProperty(window.document, 'visibilityState', {
    get: () => (hidden ? 'hidden' : 'visible'),
  })

  return {
    element,
    window,
    session,
    takeErrors() {
      const taken = errors
      errors = []
      return taken
    },
    end(name) {
      const worker = living.get(name)
      living.delete(name)
      worker?.terminate()
      if (worker) deaths += 1
      return worker !== undefined
    },
    deaths: () => deaths,
    refuseNext() {
      refuses = true
    },
    advance(milliseconds) {
      now += milliseconds
    },
    hide(away) {
      hidden = away
      window.document.dispatchEvent(new window.Event('visibilitychange'))
    },
  }
}

/** Which thread a message is for. */
function nameOf(message: unknown): string | undefined {
  const { kind } = message as { readonly kind?: string }
  if (kind === 'run') return 'engine'
  if (kind === 'frame' || kind === 'question') return 'player'
  return kind === 'evacuate' ? 'evacuation' : undefined
}
