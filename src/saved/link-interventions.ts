/** What a page needs to know of interventions and futures in a link: whether it has any, and who reads and writes them. */
import type { Intervention } from '../engine/scenario/intervention.ts'
import type { Problem } from '../engine/scenario/problem.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import type { Fields } from './versions.ts'
import { type Futures, shownFuture } from './saved-run.ts'
import { OLD_LINK_KEYS } from './versions.ts'

export const INTERVENTION_KEYS = ['interventions', 'futures'] as const

/** `interventions-codec.ts` has the only one: fetched apart, so that a page without interventions does without it. */
export interface InterventionsCodec {
  /** The fields of the future on the screen and, where there are others, of the tree. */
  fields(futures: Futures): [string, string][]
  read(fields: Fields, scenario: Scenario): ReadInterventions
}

export interface ReadInterventions {
  readonly interventions: readonly Intervention[]
  /** Undefined: there is but the future on the screen. */
  readonly futures: Futures | undefined
  readonly problems: readonly Problem[]
}

/** Whether a fragment holds interventions or futures. */
export function holdsInterventions(hash: string): boolean {
  const keys = [...INTERVENTION_KEYS, ...OLD_LINK_KEYS].join('|')
  return new RegExp(`(^|[#&])(${keys})=`).test(hash)
}

/** Whether there is more than one future; a single one need not be named by a link unless it has a name. */
export function hasTree({ list }: Futures): boolean {
  return list.length > 1 || list[0]?.name !== ''
}

/** Whether a link to this run has to hold interventions or futures. */
export function needsCodec(futures: Futures): boolean {
  return hasTree(futures) || (shownFuture(futures).input.interventions ?? []).length > 0
}
