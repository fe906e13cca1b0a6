/** The futures of a run as links and files carry them: a tree whose branches are whole inputs. */
import type { ScenarioId } from '../catalogue/presets.ts'
import type { Nanoseconds } from '../engine/units.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'

export interface Future {
  readonly id: number
  /** Chosen by a person; empty: it has no name. */
  readonly name: string
  readonly input: RunInput
  readonly preset: ScenarioId | undefined
  /** Where it came from, and the moment from which it may differ; undefined for the first. */
  readonly parent: number | undefined
  readonly forkAt: Nanoseconds
}

export interface Futures {
  readonly list: readonly Future[]
  /** The one on the screen. */
  readonly shown: number
  /** The one that stays on the charts as the ghost; undefined: the run before. */
  readonly compared: number | undefined
}

export const MOST_FUTURES = 24
export const LONGEST_NAME = 60
