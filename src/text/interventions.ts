/** Words for interventions: short on the axis and in the menu, a sentence in the list of events. */
import type { OneOffKind } from '../engine/facts.ts'
import type { ParameterId } from '../engine/scenario/parameters.ts'
import type { Effect, Intervention } from '../engine/scenario/intervention.ts'
import { formatValue, PARAMETER_TEXT } from './parameters.ts'

export const INTERVENTION_TEXT: Readonly<
  Record<OneOffKind, { readonly label: string; readonly event: string }>
> = {
  'cut-cable': { label: 'Cut the cable', event: 'The cable is cut.' },
  'restore-cable': {
    label: 'Restore the cable',
    event: 'All cables are plugged in again; TCP uses them from its next attempt on.',
  },
  'pull-nic': { label: 'Pull a NIC', event: 'A NIC is pulled.' },
  'power-off-source': {
    label: 'Power off the source',
    event: 'The source host loses its power.',
  },
  'power-off-destination': {
    label: 'Power off the destination',
    event: 'The destination host loses its power.',
  },
  'stop-vcenter': { label: 'Stop vCenter', event: 'vCenter is stopped.' },
  cancel: { label: 'Cancel the migration', event: 'The migration is cancelled by hand.' },
  'switch-over': {
    label: 'Switch over now',
    event: 'The switchover is forced: the rest of the pass travels in the stun.',
  },
}

/** "Network from 10 GbE to 1 GbE." */
export function dialSentence(
  parameter: string,
  from: number | string,
  to: number | string,
): string {
  const id = parameter as ParameterId
  const text = (value: number | string) => formatValue(id, value as never)
  return `${PARAMETER_TEXT[id].label}: ${text(from)} → ${text(to)}.`
}

/** As it stands on the axis and in lists: "Network 1 GbE", "Cut the cable". */
export function interventionLabel(intervention: Intervention): string {
  if (intervention.kind !== 'set') return INTERVENTION_TEXT[intervention.kind].label
  const { parameter, value } = intervention
  return `${PARAMETER_TEXT[parameter].label}: ${formatValue(parameter, value as never)}`
}

/** Why an intervention did nothing; empty when it did something. */
export const EFFECT_TEXT: Readonly<Record<Effect, string>> = {
  done: '',
  'after-end': 'no effect: the run is over by then',
  'not-reached': 'not reached: the simulation stops before it',
  'nothing-changed': 'no effect: it is so already',
  'too-early': 'no effect: nothing is copied yet',
  'too-late': 'no effect: the switchover has begun',
  unheard: 'no effect: vCenter is down and hears nothing',
}
