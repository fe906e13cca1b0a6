/** What a link needs to know of deeds and futures: whether it has any, and who reads and writes them. */
import type { Intervention } from '../engine/scenario/intervention.ts'
import type { Problem } from '../engine/scenario/problem.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import type { Futures } from './futures.ts'
import type { Fields } from './link-fields.ts'

export const ACT_KEYS = ['do', 'deeds', 'futures'] as const

export interface Acts {
  /** What a person does in mid-run; see `RunInput`. */
  readonly interventions?: readonly Intervention[] | undefined
  /** All futures, the one on the screen among them; absent: there is but this one. */
  readonly futures?: Futures | undefined
}

/** `link-futures.ts` has the only one; it is a module of its own, so that a page without deeds need not fetch it. */
export interface ActsCodec {
  fields(acts: Acts): [string, string][]
  read(fields: Fields, scenario: Scenario): Acts & { readonly problems: readonly Problem[] }
}

/** Whether a fragment holds deeds or futures. */
export function holdsActs(hash: string): boolean {
  return ACT_KEYS.some((key) => new RegExp(`(^|[#&])${key}=`).test(hash))
}

/** Whether a state has some that a link must tell. */
export function hasActs({ interventions = [], futures }: Acts): boolean {
  if (interventions.length > 0) return true
  return futures !== undefined && (futures.list.length > 1 || futures.list[0]?.name !== '')
}
