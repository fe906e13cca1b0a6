/** The sign of an intervention on the axis: one character for each kind; the words are its name. */
import type { OneOffKind } from '../../../engine/facts.ts'
import type { Intervention } from '../../../engine/scenario/intervention.ts'

const SIGNS: Readonly<Record<OneOffKind, string>> = {
  'cut-cable': '✂',
  'restore-cable': '⚯',
  'pull-nic': '⌁',
  'power-off-source': '↯',
  'power-off-destination': '↯',
  'stop-vcenter': '■',
  cancel: '✕',
  'switch-over': '⇥',
}

export function interventionSign(intervention: Intervention): string {
  return intervention.kind === 'set' ? '◆' : SIGNS[intervention.kind]
}
