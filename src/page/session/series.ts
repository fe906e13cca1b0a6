/** The chart columns of the run on the screen and of the run before it. */
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { SeriesColumns } from '../../recording/questions/series.ts'
import type { TimeLens } from '../../report/time-lens.ts'
import type { Ask } from '../workers/player-client.ts'

export interface ColumnsOfRun {
  readonly runId: number
  /** Model times, ascending. */
  readonly times: Float64Array
  readonly columns: SeriesColumns
}

/** By run: at most the one shown and its ghost. */
export type SeriesStore = StoreApi<{ readonly [runId: number]: ColumnsOfRun }>

const POINTS = 1200

/** Evenly on the stretched axis, and on both sides of each boundary: the curves jump there. */
export function seriesTimes(stretched: TimeLens, points = POINTS): Float64Array {
  const even = Array.from({ length: points + 1 }, (_, index) => stretched.time(index / points))
  const edges = stretched.stretches.flatMap(({ start, end }) => [start, start + 1, end - 1, end])
  const times = [...even, ...edges].map(Math.round)
  return Float64Array.from(new Set(times)).sort()
}

export function createSeriesStore(): SeriesStore {
  return createStore(() => ({}))
}

/** Asks for the columns of a run; keeps only runs for which `wanted` holds when they arrive. */
export async function loadSeries(
  store: SeriesStore,
  ask: Ask,
  runId: number,
  stretched: TimeLens,
  wanted: (runId: number) => boolean,
): Promise<void> {
  const times = seriesTimes(stretched)
  // A refusal is said by the session; the curves stay away.
  const columns = await ask(runId, { kind: 'series', times }).catch(() => undefined)
  if (columns === undefined) return
  const kept = Object.values(store.getState()).filter((series) => wanted(series.runId))
  const next = wanted(runId) ? [...kept, { runId, times, columns }] : kept
  store.setState(Object.fromEntries(next.map((series) => [series.runId, series])), true)
}
