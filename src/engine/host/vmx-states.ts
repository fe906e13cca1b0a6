/**
 * The states of the VMX while it migrates, which may follow which, and the numbers that logs print for them (facts 1.4).
 * The only copy: the calls, the log writer and the tables of the page all read it here.
 */
import type { Host } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { since } from './versions.ts'

export type VmxState =
  'NONE' | 'READY' | 'INIT' | 'WAITING' | 'PRECOPY' | 'CHECKPT' | 'WAIT_HANDSHAKE' | 'FINISHED'

interface StateRow {
  /** Number in ESX 4.x, as KB1010634 lists it; 6 is unused there. */
  readonly in4: number
  /** Number from 7 on: shifted by one behind READY. */
  readonly from7: number
  /** A genuine line of 7 or 8 that prints `from7`; without one the shift is inferred for this state. */
  readonly seenFrom7?: string
  /** A genuine line of 5.x that prints `in4`; without one the number of 4.x is inferred for it. */
  readonly seenIn5?: string
  /** The name is ours: the list that was read is cut off before it. The number is not. */
  readonly nameInferred?: true
  readonly next: readonly VmxState[]
}

/**
 * Every state may end in FINISHED: it means done or failed. FINISHED → NONE is seen at a destination that failed (KB308477);
 * at a source, so that the VM can move again, it is inferred.
 */
const STATES: Readonly<Record<Host, { readonly [State in VmxState]?: StateRow }>> = {
  source: {
    NONE: { in4: 0, from7: 0, seenFrom7: 'HAE', next: ['READY'] },
    READY: { in4: 1, from7: 1, seenFrom7: 'HAE', next: ['PRECOPY', 'FINISHED'] },
    PRECOPY: { in4: 2, from7: 3, next: ['CHECKPT', 'FINISHED'] },
    CHECKPT: { in4: 3, from7: 4, next: ['WAIT_HANDSHAKE', 'FINISHED'] },
    WAIT_HANDSHAKE: { in4: 4, from7: 5, seenFrom7: 'KB435078, KB320352', next: ['FINISHED'] },
    FINISHED: { in4: 5, from7: 6, seenFrom7: 'KB435078, KB320352', next: ['NONE'] },
  },
  destination: {
    NONE: { in4: 0, from7: 0, seenFrom7: 'HAE', seenIn5: 'KB308477', next: ['INIT'] },
    INIT: { in4: 7, from7: 8, next: ['WAITING', 'FINISHED'] },
    WAITING: { in4: 8, from7: 9, next: ['PRECOPY', 'FINISHED'] },
    PRECOPY: { in4: 9, from7: 10, seenIn5: 'KB308477', next: ['CHECKPT', 'FINISHED'] },
    CHECKPT: { in4: 10, from7: 11, next: ['FINISHED'] },
    FINISHED: { in4: 11, from7: 12, seenIn5: 'KB308477', nameInferred: true, next: ['NONE'] },
  },
}

function rowOf(side: Host, state: VmxState): StateRow {
  const row = STATES[side][state]
  if (row === undefined) throw new Error(`The VMX has no state ${state} at the ${side}`)
  return row
}

/** The states of one side, in the order in which a migration passes them. */
export function statesOf(side: Host): readonly VmxState[] {
  return Object.keys(STATES[side]) as VmxState[]
}

export function isLegalTransition(side: Host, from: VmxState, to: VmxState): boolean {
  return STATES[side][from]?.next.includes(to) ?? false
}

export interface VmxName {
  readonly name: string
  readonly confidence: 'published' | 'inferred'
}

/** How the names of a side begin; NONE, which both sides have, is `MIGRATE_VMX_NONE`. */
export const VMX_NAME_PREFIXES: Readonly<Record<Host, string>> = {
  source: 'MIGRATE_TO_VMX_',
  destination: 'MIGRATE_FROM_VMX_',
}

/** `MIGRATE_TO_VMX_READY`: the name that KB1010634 gives to a state. Throws for a state that the side does not have. */
export function vmxName(side: Host, state: VmxState): VmxName {
  const { nameInferred } = rowOf(side, state)
  return {
    name: state === 'NONE' ? 'MIGRATE_VMX_NONE' : `${VMX_NAME_PREFIXES[side]}${state}`,
    confidence: nameInferred === true ? 'inferred' : 'published',
  }
}

/** The side whose state has this name; undefined for `MIGRATE_VMX_NONE` and for names of another kind. */
export function sideOfVmxName(name: string): Host | undefined {
  return (['source', 'destination'] as const).find((side) =>
    name.startsWith(VMX_NAME_PREFIXES[side]),
  )
}

export interface VmxNumber {
  readonly number: number
  readonly confidence: 'published' | 'log' | 'inferred'
  /** The keys of the sources; for an inferred number, those that it is inferred from. */
  readonly source: string
}

/**
 * KB1010634 lists 4.x only. For ESX 2, 5.x and 6.x no list is known: the same numbers are taken, as inferred where no line
 * of 5.x shows them. Throws for a state that the side does not have.
 */
export function vmxNumber(
  generation: Scenario['generation'],
  side: Host,
  state: VmxState,
): VmxNumber {
  const { in4, from7, seenFrom7, seenIn5 } = rowOf(side, state)
  if (since(generation, '7.0U1'))
    return seenFrom7 === undefined
      ? { number: from7, confidence: 'inferred', source: 'KB435078, KB320352' }
      : { number: from7, confidence: 'log', source: seenFrom7 }
  if (seenIn5 !== undefined && since(generation, '5.0') && !since(generation, '6.0'))
    return { number: in4, confidence: 'log', source: seenIn5 }
  const listed = generation === '4.0' || generation === '4.1'
  return { number: in4, confidence: listed ? 'published' : 'inferred', source: 'KB1010634' }
}
