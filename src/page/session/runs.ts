/** Asks the engine for runs and puts what it answers into the store. Knows nothing of playback. */
import type { StoreApi } from 'zustand/vanilla'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { Summary } from '../../report/summary.ts'
import { futureOf, withInput } from '../../saved/saved-run.ts'
import { STATE_TEXT } from '../../text/notices.ts'
import type { EngineClient } from '../workers/engine-client.ts'
import type { AppState } from './app-state.ts'

export interface Runs {
  /** Runs the state's input. `gesture` names what the person holds: the ghost stays that of its beginning. */
  ask(input: RunInput, gesture?: string): void
  /** Puts a future on the screen: its last run where that is known, else a new one. */
  show(id: number): void
  outcome(runId: number, summary: Summary): void
  error(runId: number, message: string): void
  /** The player has dropped a recording that is still wanted. */
  again(runId: number): void
}

interface Asked {
  readonly input: RunInput
  readonly future: number
}

/** A pause as long as this ends a gesture. */
const GESTURE_MILLISECONDS = 1500

export function createRuns(
  store: StoreApi<AppState>,
  engine: () => EngineClient,
  now: () => number,
  /** Before the new summary is put into the store. */
  onOutcome: (before: Summary | undefined, after: Summary) => void,
): Runs {
  let held: { readonly gesture: string; readonly at: number } | undefined
  const asked = new Map<number, Asked>()
  let lastId = 0
  /** The run that is under way; undefined when the engine rests. */
  let pending: number | undefined
  /** Runs up to this one belong to what was on the screen before. */
  let outdated = 0

  const rememberGhost = (gesture: string | undefined) => {
    const same = held && held.gesture === gesture && now() - held.at < GESTURE_MILLISECONDS
    held = gesture === undefined ? undefined : { gesture, at: now() }
    if (same) return
    const { summary, runId } = store.getState()
    if (summary) store.setState({ former: { summary, runId } })
  }

  /** A future that is compared stays the ghost. */
  const ghostOfCompared = () => {
    const { futures, outcomes } = store.getState()
    const known = futures.compared === undefined ? undefined : outcomes[futures.compared]
    if (known) store.setState({ former: { summary: known.summary, runId: known.runId } })
  }

  const start = (input: RunInput) => {
    const state = store.getState()
    lastId += 1
    const futures = withInput(state.futures, input, state.preset)
    store.setState({ input, requestedRunId: lastId, futures })
    for (const runId of asked.keys()) if (!isKept(store.getState(), runId)) asked.delete(runId)
    asked.set(lastId, { input, future: futures.shown })
    pending = lastId
    engine().run(lastId, input)
  }

  return {
    ask(input, gesture) {
      rememberGhost(gesture)
      ghostOfCompared()
      start(input)
    },
    show(id) {
      const { futures, outcomes, summary: before } = store.getState()
      const future = futureOf(futures, id)
      if (future === undefined) return
      rememberGhost(undefined)
      const { input, preset } = future
      store.setState({ futures: { ...futures, shown: id }, input, preset })
      ghostOfCompared()
      outdated = lastId
      const known = outcomes[id]
      if (known?.input !== input) return start(input)
      const { runId, summary } = known
      onOutcome(before, summary)
      store.setState({ summary, runId, requestedRunId: runId })
      return undefined
    },
    outcome(runId, summary) {
      if (pending === runId) pending = undefined
      const state = store.getState()
      const { input, future } = asked.get(runId) ?? { input: state.input, future: 0 }
      if (futureOf(state.futures, future) !== undefined)
        store.setState({ outcomes: { ...state.outcomes, [future]: { input, runId, summary } } })
      // A run that was dropped from the cache and run again is known already.
      if (runId <= state.runId || runId <= outdated || future !== state.futures.shown) return
      onOutcome(state.summary, summary)
      store.setState({ summary, runId })
      ghostOfCompared()
    },
    error(runId, message) {
      if (pending === runId) pending = undefined
      if (runId < store.getState().requestedRunId) return
      store.setState({ notice: { tone: 'error', text: STATE_TEXT.runFailed(message) } })
    },
    again(runId) {
      const { input } = asked.get(runId) ?? knownRun(store.getState(), runId) ?? {}
      // A newer run is under way and would be made stale.
      if (input === undefined || pending !== undefined) return
      if (!isKept(store.getState(), runId)) return
      pending = runId
      engine().run(runId, input)
    },
  }
}

function knownRun({ outcomes }: AppState, runId: number): { input: RunInput } | undefined {
  return Object.values(outcomes).find((outcome) => outcome.runId === runId)
}

function isKept({ runId, requestedRunId, former }: AppState, candidate: number): boolean {
  return candidate === runId || candidate === requestedRunId || candidate === former?.runId
}
