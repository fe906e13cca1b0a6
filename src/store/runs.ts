/** Asks the engine for runs and puts what it answers into the store. Knows nothing of playback. */
import type { StoreApi } from 'zustand/vanilla'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { Summary } from '../report/summary.ts'
import { STATE_TEXT } from '../text/notices.ts'
import type { EngineClient } from '../worker/engine-client.ts'
import type { AppState } from './app-state.ts'

export interface Runs {
  /** Runs the state's input. `gesture` names what the person holds: the ghost stays that of its beginning. */
  ask(input: RunInput, gesture?: string): void
  outcome(runId: number, summary: Summary): void
  error(runId: number, message: string): void
  /** The player has dropped a recording that is still wanted. */
  again(runId: number): void
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
  const inputs = new Map<number, RunInput>()

  const rememberGhost = (gesture: string | undefined) => {
    const same = held && held.gesture === gesture && now() - held.at < GESTURE_MILLISECONDS
    held = gesture === undefined ? undefined : { gesture, at: now() }
    if (same) return
    const { summary, runId } = store.getState()
    if (summary) store.setState({ former: { summary, runId } })
  }

  return {
    ask(input, gesture) {
      rememberGhost(gesture)
      const requestedRunId = store.getState().requestedRunId + 1
      store.setState({ input, requestedRunId })
      inputs.set(requestedRunId, input)
      for (const runId of inputs.keys())
        if (!isOnScreen(store.getState(), runId)) inputs.delete(runId)
      engine().run(requestedRunId, input)
    },
    outcome(runId, summary) {
      // A run that was dropped from the cache and run again is known already.
      const state = store.getState()
      if (runId <= state.runId) return
      onOutcome(state.summary, summary)
      store.setState({ summary, runId })
    },
    error(runId, message) {
      if (runId < store.getState().requestedRunId) return
      store.setState({ notice: { tone: 'error', text: STATE_TEXT.runFailed(message) } })
    },
    again(runId) {
      const input = inputs.get(runId)
      const { runId: shown, requestedRunId } = store.getState()
      // A newer run is under way and would be made stale.
      if (input && runId === shown && shown === requestedRunId) engine().run(runId, input)
    },
  }
}

function isOnScreen({ runId, requestedRunId }: AppState, candidate: number): boolean {
  return candidate === runId || candidate === requestedRunId
}
