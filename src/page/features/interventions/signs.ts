/** The sign on a marker: one character that tells kinds of deeds apart; the words are its name. */
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

export function actSign(intervention: Intervention): string {
  return intervention.kind === 'set' ? '◆' : SIGNS[intervention.kind]
}
