/** What stands beside a red ✕ on the stage: two or three words, and where they belong. */
import type { FailureReason, FaultName, UnendingReason } from '../engine/facts.ts'
import type { Nanoseconds } from '../engine/units.ts'
import type { Summary } from '../report/summary.ts'

export type MarkPlace = 'vcenter' | 'wire' | 'source' | 'destination'

export interface Mark {
  readonly place: MarkPlace
  /** From here on. */
  readonly at: Nanoseconds
  readonly text: string
}

const FAULTS: Readonly<Record<FaultName, readonly [MarkPlace, string]>> = {
  'no-vmotion-network': ['wire', 'no network'],
  'mtu-mismatch': ['wire', 'frames dropped'],
  'link-cut': ['wire', 'cable cut'],
  'destination-memory': ['destination', 'out of memory'],
  'destination-cpu': ['destination', 'out of CPU'],
  'destination-dies': ['destination', 'host down'],
  'no-resume': ['destination', 'cannot resume'],
  'evc-mismatch': ['vcenter', 'CPUs differ'],
  'attached-device': ['vcenter', 'device attached'],
  'vcenter-down': ['vcenter', 'down'],
}

/** What ends a migration where no fault was injected. */
const REASONS: { readonly [Reason in FailureReason]?: readonly [MarkPlace, string] } = {
  'lack-of-forward-progress': ['wire', 'no progress'],
  'maximum-switchover-time': ['wire', 'took too long'],
  'encryption-not-available': ['vcenter', 'no encryption'],
  'vgpu-not-supported': ['vcenter', 'no vGPU'],
  'insufficient-memory': ['vcenter', 'no room'],
  'insufficient-cpu': ['vcenter', 'no room'],
  'checkpoint-too-big': ['destination', 'state too large'],
  'destination-out-of-memory': ['destination', 'out of memory'],
  'cpu-incompatible': ['vcenter', 'CPUs differ'],
}

const UNENDING: Readonly<Record<UnendingReason, string>> = {
  'never-ends': 'never ends',
  'thirty-days': 'over 30 days',
  'too-many-copies': 'still copying',
}

/** In order of time; at most a few. */
export function marksOf({ facts }: Summary): readonly Mark[] {
  return facts.flatMap((fact): Mark[] => {
    if (fact.kind === 'fault-injected') {
      const [place, text] = FAULTS[fact.fault]
      return [{ place, at: fact.at, text }]
    }
    if (fact.kind === 'left-copying')
      return [{ place: 'wire', at: fact.at, text: UNENDING[fact.reason] }]
    if (fact.kind !== 'migration-failed') return []
    const found = REASONS[fact.reason]
    const isSaid = facts.some(
      (each) => each.kind === 'fault-injected' && FAULTS[each.fault][1] === found?.[1],
    )
    return found && !isSaid ? [{ place: found[0], at: fact.at, text: found[1] }] : []
  })
}
