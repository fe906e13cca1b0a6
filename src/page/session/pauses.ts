/** Holds when the conditions of "pause when …" come true in the run on the screen, and tells playback where to stop. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Nanoseconds } from '../../engine/units.ts'
import type { Pause } from '../../saved/pauses.ts'
import type { PauseCondition } from '../../recording/pause-condition.ts'
import type { Ask } from '../workers/player-client.ts'
import type { AppState } from './app-state.ts'

interface Crossings {
  readonly runId: number
  readonly pauses: readonly Pause[]
  /** By condition, ascending. */
  readonly times: readonly (readonly Nanoseconds[])[]
}

export interface Stop {
  readonly time: Nanoseconds
  readonly conditions: readonly PauseCondition[]
}

export interface Pauses {
  /** What is known of the run and the conditions on the screen; undefined while the player is asked. */
  readonly crossings: StoreApi<{ readonly known: Crossings | undefined }>
  /** The first stop after `from`, up to `to`. `waiting`: not known yet. */
  readonly between: (from: Nanoseconds, to: Nanoseconds) => Stop | 'waiting' | undefined
  /** The stop before or after a moment, whichever way. */
  readonly beside: (time: Nanoseconds, direction: 1 | -1) => Stop | undefined
}

export function createPauses(store: StoreApi<AppState>, askRun: Ask): Pauses {
  const crossings = createStore<{ readonly known: Crossings | undefined }>(() => ({
    known: undefined,
  }))
  const isKnown = ({ runId, tools }: AppState) => {
    const { known } = crossings.getState()
    return known?.runId === runId && known.pauses === tools.pauses
  }
  const ask = () => {
    const state = store.getState()
    const { runId, summary } = state
    const { pauses } = state.tools
    if (!summary || isKnown(state)) return
    if (pauses.length === 0) {
      crossings.setState({ known: { runId, pauses, times: [] } })
      return
    }
    crossings.setState({ known: undefined })
    const conditions = pauses.map(({ condition }) => condition)
    const arrive = (times: Crossings['times']) => {
      const now = store.getState()
      if (now.runId === runId && now.tools.pauses === pauses)
        crossings.setState({ known: { runId, pauses, times } })
    }
    // What is refused never comes true: playback must not wait for it.
    askRun(runId, { kind: 'crossings', conditions }).then(arrive, () => arrive([]))
  }
  store.subscribe((now, before) => {
    if (now.runId !== before.runId || now.tools.pauses !== before.tools.pauses) ask()
  })

  /** Stops of the conditions that are switched on, ascending, each time once. */
  const stops = (known: Crossings): readonly Nanoseconds[] => {
    const times = known.pauses.flatMap(({ enabled }, index) =>
      enabled ? (known.times[index] ?? []) : [],
    )
    return [...new Set(times)].sort((a, b) => a - b)
  }
  const stopAt = (known: Crossings, time: Nanoseconds): Stop => ({
    time,
    conditions: known.pauses
      .filter(({ enabled }, index) => enabled && known.times[index]?.includes(time))
      .map(({ condition }) => condition),
  })

  return {
    crossings,
    between(from, to) {
      const state = store.getState()
      if (!state.tools.pauses.some(({ enabled }) => enabled)) return undefined
      const { known } = crossings.getState()
      if (!known || !isKnown(state)) return 'waiting'
      const time = stops(known).find((each) => each > from && each <= to)
      return time === undefined ? undefined : stopAt(known, time)
    },
    beside(time, direction) {
      const { known } = crossings.getState()
      if (!known || !isKnown(store.getState())) return undefined
      const all = stops(known)
      const found =
        direction > 0 ? all.find((each) => each > time) : all.findLast((each) => each < time)
      return found === undefined ? undefined : stopAt(known, found)
    },
  }
}
