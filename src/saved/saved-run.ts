/** A saved run: all its futures, where the playhead stands and how it is looked at. Links and files are envelopes of it. */
import type { ScenarioId } from '../catalogue/presets.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../engine/units.ts'
import type { View } from './view.ts'

/** One branch of the tree, as a whole input; a fork begins with that of its parent. */
export interface Future {
  /** A whole number, 1 to `MAX_FUTURE_ID`. */
  readonly id: number
  /** Chosen by a person, at most `MAX_NAME_LENGTH` characters; empty: it has no name. */
  readonly name: string
  readonly input: RunInput
  /** The preset that the scenario started from; it may differ from it. */
  readonly preset: ScenarioId | undefined
  /** Where it came from, and when it was forked, as its label says; undefined for the first. */
  readonly parent: number | undefined
  readonly forkAt: Nanoseconds
}

export interface Futures {
  /** At least one; parents come before their children. */
  readonly list: readonly Future[]
  /** The one on the screen. */
  readonly shown: number
  /** The one that stays on the charts as the ghost; undefined: the run before. */
  readonly compared: number | undefined
}

export interface SavedRun {
  readonly futures: Futures
  /** Where the playhead stands: whole nanoseconds, 0 to `MAX_SECONDS`. */
  readonly time: Nanoseconds
  readonly view: View
}

export const MAX_FUTURES = 24
export const MAX_FUTURE_ID = 1e6
export const MAX_NAME_LENGTH = 60

/** The tree of a run of which there is but one future. */
export function oneFuture(input: RunInput, preset: ScenarioId | undefined): Futures {
  const only = { id: 1, name: '', input, preset, parent: undefined, forkAt: 0 }
  return { list: [only], shown: 1, compared: undefined }
}

export function futureOf({ list }: Futures, id: number | undefined): Future | undefined {
  return list.find((future) => future.id === id)
}

export function shownFuture(futures: Futures): Future {
  return futureOf(futures, futures.shown) ?? futures.list[0]!
}

/** The same tree with another input for the branch on the screen. */
export function withInput(
  futures: Futures,
  input: RunInput,
  preset: ScenarioId | undefined,
): Futures {
  const { id } = shownFuture(futures)
  const list = futures.list.map((future) =>
    future.id === id ? { ...future, input, preset } : future,
  )
  return { ...futures, list }
}
