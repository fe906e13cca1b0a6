/** Undo and redo: what a person did is a row of documents. A gesture, such as a dial that is dragged, is one step. */
import type { ScenarioId } from '../../catalogue/presets.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../../engine/units.ts'
import type { AppState } from './app-state.ts'
import type { Futures } from '../../saved/saved-run.ts'

/** What is undone: the runs and where the playhead stands. How it is looked at is not in it. */
export interface Document {
  readonly input: RunInput
  readonly preset: ScenarioId | undefined
  readonly futures: Futures
  readonly time: Nanoseconds
}

export interface History {
  /** Called before a command that may change the document. */
  before(document: Document): void
  /** Called after it; `step` names what was done, `jumps` says that a moved playhead counts. */
  after(document: Document, step: string, jumps: boolean): void
  undo(now: Document): Document | undefined
  redo(now: Document): Document | undefined
  readonly canUndo: boolean
  readonly canRedo: boolean
}

const MAX_STEPS = 200
/** Steps of one kind that follow each other faster than this are one. */
const GESTURE_MILLISECONDS = 1500

export function documentOf({ input, preset, futures }: AppState, time: Nanoseconds): Document {
  return { input, preset, futures, time }
}

function sameRuns(one: Document, other: Document): boolean {
  return one.input === other.input && one.futures === other.futures && one.preset === other.preset
}

export function createHistory(now: () => number): History {
  const past: Document[] = []
  const future: Document[] = []
  let start: Document | undefined
  let last: { readonly step: string; readonly at: number } | undefined

  const move = (from: Document[], to: Document[], current: Document) => {
    const document = from.pop()
    if (document === undefined) return undefined
    to.push(current)
    last = undefined
    return document
  }

  return {
    get canUndo() {
      return past.length > 0
    },
    get canRedo() {
      return future.length > 0
    },
    before(document) {
      start = document
    },
    after(document, step, jumps) {
      if (start === undefined) return
      const moved = jumps && start.time !== document.time
      if (sameRuns(start, document) && !moved) return
      const joins = last?.step === step && now() - last.at < GESTURE_MILLISECONDS
      last = { step, at: now() }
      future.length = 0
      if (joins && past.length > 0) return
      past.push(start)
      if (past.length > MAX_STEPS) past.shift()
    },
    undo: (document) => move(past, future, document),
    redo: (document) => move(future, past, document),
  }
}
