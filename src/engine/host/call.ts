/** A call between two components at a model time, and what it changes: states of the VMX, hostd's lock, where the VM runs. */
import type { Fact, Host } from '../facts.ts'
import type { Nanoseconds } from '../units.ts'
import type { CallName } from './call-table.ts'
import type { CallConfidence, ComponentId } from './components.ts'
import type { VmxState } from './vmx-states.ts'

/** hostd's state of a VM; undefined where hostd does not know the VM. */
export type LockState = 'VM_STATE_ON' | 'VM_STATE_EMIGRATING' | 'VM_STATE_IMMIGRATING' | undefined
/** `stopped`: handed over; its memory stays until cleanup. `masked`: created, but not visible or running. */
export type VmPlace = 'running' | 'stunned' | 'stopped' | 'masked' | 'none'

/** What can go down as a whole. */
export type Down = 'vcenter' | Host

export type Effect =
  | { readonly kind: 'vmx'; readonly side: Host; readonly to: VmxState }
  | { readonly kind: 'lock'; readonly side: Host; readonly to: LockState }
  | { readonly kind: 'vm'; readonly side: Host; readonly to: VmPlace }
  | { readonly kind: 'down'; readonly what: Down }

export interface Call {
  /** Unique in the run: `copy-0`, `answer-0`, `announce`. */
  readonly id: string
  readonly name: CallName
  readonly from: ComponentId
  readonly to: ComponentId
  readonly at: Nanoseconds
  /** The end of a call that lasts. */
  readonly until?: Nanoseconds
  readonly confidence: CallConfidence
  /** No source gives its time within the phase: it is placed evenly or by the order of things (inferred). */
  readonly placed?: true
  /** Due here, but its sender or receiver is down. */
  readonly missing?: true
  readonly pass?: number
  /** Payload of guest memory or device state: such calls never touch vCenter. */
  readonly bytes?: number
  /** The fact that it stands for, with its numbers. */
  readonly fact?: Fact
  readonly effects: readonly Effect[]
}

/** A call before it has its sender, its receiver and its id. */
export type Draft = Pick<Call, 'name' | 'at'> &
  Partial<Pick<Call, 'until' | 'placed' | 'pass' | 'bytes' | 'fact' | 'effects'>>

export const vmx = (side: Host, to: VmxState): Effect => ({ kind: 'vmx', side, to })
export const lock = (side: Host, to: LockState): Effect => ({ kind: 'lock', side, to })
export const vm = (side: Host, to: VmPlace): Effect => ({ kind: 'vm', side, to })

type Step = Omit<Draft, 'at'>

/** Steps without a time of their own, spread over (start, end]: the last one at the end. */
export function evenly(start: Nanoseconds, end: Nanoseconds, steps: readonly Step[]): Draft[] {
  return steps.map((step, index) => placedAt(start, end, (index + 1) / steps.length, step))
}

/** A step at a share of the way from `start` to `end`. */
export function placedAt(start: Nanoseconds, end: Nanoseconds, share: number, step: Step): Draft {
  return { ...step, at: start + Math.round((end - start) * share), placed: true }
}
