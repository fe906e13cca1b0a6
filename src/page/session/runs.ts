/** Asks the engine for runs and puts what it answers into the store. Knows nothing of playback. */
import type { StoreApi } from 'zustand/vanilla'
import type { ScenarioId } from '../../catalogue/presets.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { Summary } from '../../report/summary.ts'
import { futureOf, withInput } from '../../saved/saved-run.ts'
import { STATE_TEXT } from '../../text/notices.ts'
import type { EngineClient } from '../workers/engine-client.ts'
import type { Pace } from '../workers/pace.ts'
import type { AppState } from './app-state.ts'

export interface Runs {
  /** Runs the state's input. `gesture` names what the person holds: the ghost stays that of its beginning. */
  ask(input: RunInput, gesture?: string): void
  /** Puts a future on the screen: its last run where that is known, else a new one. */
  show(id: number): void
  outcome(runId: number, summary: Summary): void
  progress(runId: number, pace: Pace): void
  /** What is under way begins anew in another thread. */
  restarted(): void
  error(runId: number, message: string): void
  /** The recording is there. */
  recorded(runId: number): void
  /** A recording that is wanted is not there: it is under way, is made again after what is, or is refused. */
  again(runId: number): void
  /** Stops the run that is under way: what is on the screen is what is asked for. */
  cancel(): void
  /** Engine or player have stopped for good: nothing is under way, and nothing is made until a person asks for a run. */
  halt(): void
}

interface Asked {
  readonly input: RunInput
  readonly preset: ScenarioId | undefined
  readonly future: number
}

/** A pause as long as this ends a gesture. */
const GESTURE_MILLISECONDS = 1500

export interface RunsOptions {
  readonly store: StoreApi<AppState>
  readonly engine: () => Pick<EngineClient, 'run' | 'cancel'>
  /** What was asked of this run can't be answered. */
  readonly refuse: (runId: number) => void
  readonly now: () => number
  /** Before the new summary is put into the store. */
  readonly onOutcome: (before: Summary | undefined, after: Summary) => void
  /** Is a run under way, its recording included? Called when that may have changed. */
  readonly onBusy: (busy: boolean) => void
}

export function createRuns({ store, engine, refuse, now, onOutcome, onBusy }: RunsOptions): Runs {
  let held: { readonly gesture: string; readonly at: number } | undefined
  const asked = new Map<number, Asked>()
  let lastId = 0
  /** The run that is under way until its recording has arrived; undefined when the engine rests. */
  let pending: number | undefined
  /** Recordings to be made again as soon as the engine rests. */
  const lost = new Set<number>()
  /** Its threads have died one after the other: until a person asks for a run, none is made again. */
  let halted = false
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
    store.setState({ input, requestedRunId: lastId, futures, awaited: { kind: 'computing' } })
    for (const runId of asked.keys()) if (!isKept(store.getState(), runId)) asked.delete(runId)
    asked.set(lastId, { input, preset: state.preset, future: futures.shown })
    halted = false
    begin(lastId, input)
  }

  const begin = (runId: number, input: RunInput) => {
    pending = runId
    engine().run(runId, input)
    onBusy(true)
  }

  const again = (runId: number) => {
    if (runId === pending) return undefined
    const { input } = asked.get(runId) ?? knownRun(store.getState(), runId) ?? {}
    if (halted || input === undefined || !isKept(store.getState(), runId)) return refuse(runId)
    // The run that is under way would become stale.
    if (pending === undefined) begin(runId, input)
    else lost.add(runId)
    return undefined
  }

  /** The engine rests from a run. What else is to be made again? */
  const rest = (runId: number) => {
    if (runId !== pending) return
    pending = undefined
    for (const next of lost) {
      if (pending !== undefined) break
      lost.delete(next)
      again(next)
    }
    onBusy(pending !== undefined)
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
      store.setState({ summary, runId, requestedRunId: runId, awaited: undefined })
      return undefined
    },
    outcome(runId, summary) {
      const state = store.getState()
      const of = asked.get(runId)
      // One that was cancelled on its way.
      if (of === undefined) return
      const { input, future } = of
      if (futureOf(state.futures, future) !== undefined)
        store.setState({ outcomes: { ...state.outcomes, [future]: { input, runId, summary } } })
      // A run that was dropped from the cache and run again is known already.
      if (runId <= state.runId || runId <= outdated || future !== state.futures.shown) return
      onOutcome(state.summary, summary)
      store.setState({
        summary,
        runId,
        ...(runId === state.requestedRunId && { awaited: undefined }),
      })
      ghostOfCompared()
    },
    recorded: rest,
    progress(runId, pace) {
      const { requestedRunId, awaited } = store.getState()
      if (runId === requestedRunId && awaited?.kind === 'computing')
        store.setState({ awaited: { kind: 'computing', pace } })
    },
    restarted() {
      if (store.getState().awaited?.kind === 'computing')
        store.setState({ awaited: { kind: 'computing' } })
    },
    error(runId, message) {
      refuse(runId)
      rest(runId)
      const { requestedRunId, runId: shown } = store.getState()
      if (runId < requestedRunId) return
      store.setState({ notice: { tone: 'error', text: STATE_TEXT.runFailed(message) } })
      if (runId !== shown) store.setState({ awaited: { kind: 'failed' } })
    },
    again,
    cancel() {
      const state = store.getState()
      const { runId, requestedRunId } = state
      if (pending !== requestedRunId || runId === requestedRunId) return
      engine().cancel()
      asked.delete(requestedRunId)
      refuse(requestedRunId)
      const shown = asked.get(runId)
      if (shown === undefined || futureOf(state.futures, shown.future) === undefined)
        store.setState({ awaited: { kind: 'cancelled' } })
      else {
        const { input, preset, future } = shown
        const futures = withInput({ ...state.futures, shown: future }, input, preset)
        store.setState({ input, preset, futures, requestedRunId: runId, awaited: undefined })
      }
      rest(requestedRunId)
    },
    halt() {
      halted = true
      const { requestedRunId, runId } = store.getState()
      for (const each of [...lost, requestedRunId, runId]) refuse(each)
      lost.clear()
      pending = undefined
      if (requestedRunId !== runId) store.setState({ awaited: { kind: 'failed' } })
      onBusy(false)
    },
  }
}

function knownRun({ outcomes }: AppState, runId: number): { input: RunInput } | undefined {
  return Object.values(outcomes).find((outcome) => outcome.runId === runId)
}

function isKept({ runId, requestedRunId, former }: AppState, candidate: number): boolean {
  return candidate === runId || candidate === requestedRunId || candidate === former?.runId
}
