/** Where the VM runs, and in which state VMX and hostd hold it, after each call that changes something. */
import type { Host, RunsOn } from '../facts.ts'
import type { Nanoseconds } from '../units.ts'
import type { Call, LockState, VmPlace } from './call.ts'
import type { VmxState } from './vmx-states.ts'

export interface SideSituation {
  readonly vm: VmPlace
  readonly vmx: VmxState
  readonly lock: LockState
}

export interface Situation {
  readonly at: Nanoseconds
  readonly source: SideSituation
  readonly destination: SideSituation
  readonly vcenterDown: boolean
  readonly sourceDown: boolean
  readonly destinationDown: boolean
}

export interface VmxTransition {
  readonly at: Nanoseconds
  readonly side: Host
  readonly from: VmxState
  readonly to: VmxState
}

const BEFORE: Situation = {
  at: 0,
  source: { vm: 'running', vmx: 'NONE', lock: 'VM_STATE_ON' },
  destination: { vm: 'none', vmx: 'NONE', lock: undefined },
  vcenterDown: false,
  sourceDown: false,
  destinationDown: false,
}

const DOWN = {
  vcenter: { vcenterDown: true },
  source: { sourceDown: true },
  destination: { destinationDown: true },
} as const

/** The situations of a run, the first at time 0. */
export function situationsOf(calls: readonly Call[]): readonly Situation[] {
  const situations = [BEFORE]
  for (const call of calls) {
    const { at, effects } = call
    if (effects.length > 0) situations.push({ ...effects.reduce(apply, situations.at(-1)!), at })
  }
  return situations
}

function apply(situation: Situation, effect: Call['effects'][number]): Situation {
  switch (effect.kind) {
    case 'down':
      return {
        ...situation,
        ...DOWN[effect.what],
      }
    case 'vmx':
      return { ...situation, [effect.side]: { ...situation[effect.side], vmx: effect.to } }
    case 'lock':
      return { ...situation, [effect.side]: { ...situation[effect.side], lock: effect.to } }
    case 'vm':
      return { ...situation, [effect.side]: { ...situation[effect.side], vm: effect.to } }
  }
}

/** Every change of a VMX state, as `MigrateSetState` would log it. */
export function vmxTransitions(situations: readonly Situation[]): readonly VmxTransition[] {
  return situations.slice(1).flatMap((after, index) => {
    const before = situations[index]!
    return (['source', 'destination'] as const)
      .filter((side) => before[side].vmx !== after[side].vmx)
      .map((side) => ({ at: after.at, side, from: before[side].vmx, to: after[side].vmx }))
  })
}

/** The host on which the VM is, running or stunned; `lost` when it is on none. */
export function ownerOf({ source, destination }: Situation): RunsOn {
  if (destination.vm === 'running') return 'destination'
  if (source.vm === 'running' || source.vm === 'stunned') return 'source'
  return destination.vm === 'stunned' ? 'destination' : 'lost'
}
