/**
 * The states of the VMX while it migrates, and which may follow which (facts 1.4: KB1010634 names and 4.x numbers,
 * KB435078 and KB320352 those of 7 and 8). Numbers differ between versions: names are what counts.
 */
import type { Host } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { since } from './since.ts'

export type VmxState =
  'NONE' | 'READY' | 'INIT' | 'WAITING' | 'PRECOPY' | 'CHECKPT' | 'WAIT_HANDSHAKE' | 'FINISHED'

/** Every state may end in FINISHED: it means done or failed. FINISHED → NONE, so that the VM can move again, is inferred. */
const NEXT: Readonly<Record<Host, { readonly [From in VmxState]?: readonly VmxState[] }>> = {
  source: {
    NONE: ['READY'],
    READY: ['PRECOPY', 'FINISHED'],
    PRECOPY: ['CHECKPT', 'FINISHED'],
    CHECKPT: ['WAIT_HANDSHAKE', 'FINISHED'],
    WAIT_HANDSHAKE: ['FINISHED'],
    FINISHED: ['NONE'],
  },
  destination: {
    NONE: ['INIT'],
    INIT: ['WAITING', 'FINISHED'],
    WAITING: ['PRECOPY', 'FINISHED'],
    PRECOPY: ['CHECKPT', 'FINISHED'],
    CHECKPT: ['FINISHED'],
    FINISHED: ['NONE'],
  },
}

export function isLegalTransition(side: Host, from: VmxState, to: VmxState): boolean {
  return NEXT[side][from]?.includes(to) ?? false
}

export function statesOf(side: Host): readonly VmxState[] {
  return Object.keys(NEXT[side]) as VmxState[]
}

export function vmxStateName(side: Host, state: VmxState): string {
  if (state === 'NONE') return 'MIGRATE_VMX_NONE'
  return `MIGRATE_${side === 'source' ? 'TO' : 'FROM'}_VMX_${state}`
}

type Numbers = { readonly [State in VmxState]?: readonly [until6: number, from7: number] }

const NUMBERS: Readonly<Record<Host, Numbers>> = {
  source: {
    NONE: [0, 0],
    READY: [1, 1],
    PRECOPY: [2, 3],
    CHECKPT: [3, 4],
    WAIT_HANDSHAKE: [4, 5],
    FINISHED: [5, 6],
  },
  destination: {
    NONE: [0, 0],
    INIT: [7, 8],
    WAITING: [8, 9],
    PRECOPY: [9, 10],
    CHECKPT: [10, 11],
    FINISHED: [11, 12],
  },
}
/** Seen in genuine lines of 7 and 8; the others shift by one as these do (inferred). */
const SEEN_FROM_7 = new Set([0, 1, 5, 6])

export interface VmxNumber {
  readonly number: number
  readonly confidence: 'published' | 'log' | 'inferred'
}

/** KB1010634 lists 4.x. For ESX 2, 5.x and 6.x no list is known: the same numbers are taken, as inferred. */
export function vmxNumber(
  generation: Scenario['generation'],
  side: Host,
  state: VmxState,
): VmxNumber {
  const [until6, from7] = NUMBERS[side][state] ?? [0, 0]
  if (since(generation, '7.0U1')) {
    const seen = SEEN_FROM_7.has(from7) && (side === 'source' || from7 === 0)
    return { number: from7, confidence: seen ? 'log' : 'inferred' }
  }
  const listed = generation === '4.0' || generation === '4.1'
  return { number: until6, confidence: listed ? 'published' : 'inferred' }
}
