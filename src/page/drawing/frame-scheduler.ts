/**
 * The one animation loop of the page. In a frame, what is due runs in order: playback step, frame request, painters.
 * It sleeps when nothing is due and stops while the tab is hidden.
 */

type FrameStage = 'playback' | 'request' | 'paint'
const STAGES: readonly FrameStage[] = ['playback', 'request', 'paint']

/** Runs at most once a frame. `seconds`: since the frame before, 0 after a sleep. True: run again in the next frame. */
type FrameTask = (now: number, seconds: number) => boolean | void

interface FrameHandle {
  /** Makes the task due; it runs in the coming frame, or in this one if its stage is still to come. */
  invalidate(): void
  remove(): void
}

export interface FrameScheduler {
  add(stage: FrameStage, task: FrameTask): FrameHandle
  /** True while a frame is booked. */
  readonly awake: boolean
  dispose(): void
}

/** What the scheduler needs of the browser; tests bring their own. */
export interface FrameClock {
  request(run: (now: number) => void): number
  cancel(id: number): void
  readonly hidden: boolean
  /** Called when `hidden` changed. */
  onVisibility(listener: () => void): () => void
  /** A task threw; the others go on. */
  report(error: unknown): void
}

/** A step longer than this is a hiccup, not time that a person saw pass. */
const MAX_STEP = 0.1

interface Entry {
  readonly task: FrameTask
  due: boolean
}

export function createFrameScheduler(clock: FrameClock = browserClock()): FrameScheduler {
  const stages = STAGES.map((): Entry[] => [])
  let booked: number | undefined
  let before: number | undefined
  let disposed = false
  let running = false

  const book = () => {
    if (booked === undefined && !running && !disposed && !clock.hidden) booked = clock.request(run)
  }
  const run = (now: number) => {
    booked = undefined
    running = true
    const seconds =
      before === undefined ? 0 : Math.max(0, Math.min(MAX_STEP, (now - before) / 1000))
    before = now
    for (const entries of stages) {
      // By index: a task may remove itself or its neighbours.
      for (let index = 0; index < entries.length; index++) {
        const entry = entries[index]
        if (entry?.due) runOne(entry, now, seconds, clock)
      }
    }
    running = false
    if (anyDue(stages)) book()
    else before = undefined
  }
  const unwatch = clock.onVisibility(() => {
    if (!clock.hidden) return book()
    if (booked !== undefined) clock.cancel(booked)
    booked = undefined
    before = undefined
  })

  return {
    add(stage, task) {
      const entries = stages[STAGES.indexOf(stage)] ?? []
      const entry: Entry = { task, due: false }
      entries.push(entry)
      return {
        invalidate() {
          entry.due = true
          book()
        },
        remove() {
          entry.due = false
          const index = entries.indexOf(entry)
          if (index >= 0) entries.splice(index, 1)
        },
      }
    },
    get awake() {
      return booked !== undefined
    },
    dispose() {
      disposed = true
      unwatch()
      if (booked !== undefined) clock.cancel(booked)
      booked = undefined
    },
  }
}

function runOne(entry: Entry, now: number, seconds: number, clock: FrameClock): void {
  entry.due = false
  try {
    if (entry.task(now, seconds) === true) entry.due = true
  } catch (error) {
    clock.report(error)
  }
}

function anyDue(stages: readonly (readonly Entry[])[]): boolean {
  for (const entries of stages) for (const entry of entries) if (entry.due) return true
  return false
}

function browserClock(): FrameClock {
  return {
    request: (run) => requestAnimationFrame(run),
    cancel: (id) => cancelAnimationFrame(id),
    get hidden() {
      return document.hidden
    },
    onVisibility(listener) {
      document.addEventListener('visibilitychange', listener)
      return () => document.removeEventListener('visibilitychange', listener)
    },
    report: (error) => reportError(error),
  }
}
