/** What a person can pause at: a kind of fact, a curve that crosses another, a page that goes out. */
import type { FactKind } from '../engine/facts.ts'
import type { PageNumber } from '../engine/units.ts'

export type PauseCondition =
  | { readonly kind: 'fact'; readonly fact: PauseFact }
  /** Newly dirty bytes exceed what the wire carries. */
  | { readonly kind: 'dirty-above-bandwidth' }
  /** Fewer bytes than this are still to be sent. */
  | { readonly kind: 'left-below'; readonly bytes: number }
  | { readonly kind: 'page-sent'; readonly page: PageNumber }

/** Kinds of facts that a person can pause at; links name them, so none is ever renamed. */
export const PAUSE_FACTS = [
  'pass-began',
  'stun-began',
  'sdps-engaged',
  'convergence-test',
  'resumed',
  'trace-install-began',
  'trace-install-ended',
  'pass-ended',
  'sdps-check',
  'sdps-sleep',
  'stun-part',
  'page-in-began',
  'page-in-ended',
  'changed-file-used',
  'checks-passed',
  'spec-sent',
  'destination-ready',
  'bandwidth-limited',
  'network-announced',
  'wire-stalled',
  'destination-low-on-memory',
  'fault-injected',
  'intervened',
  'dial-turned',
  'migration-completed',
  'migration-failed',
] as const satisfies readonly FactKind[]
export type PauseFact = (typeof PAUSE_FACTS)[number]
