/** What an explanation is made of: a chain of clauses, each a cause of the one before, and formulas that hold with the numbers of the run. */
import type {
  OneOffKind,
  FailureReason,
  UnendingReason,
  FaultName,
  LimitName,
  PhaseKind,
} from '../../engine/facts.ts'
import { STOP_CAUSES, type StopCause } from '../../recording/stop-causes.ts'
import type { Nanoseconds } from '../../engine/units.ts'

/** What a person can ask "why?" of. */
export const TOPICS = [
  'failure',
  'total',
  'passes',
  'stun',
  'sent',
  'worst',
  'lost',
  'sdps',
  'limit',
] as const
export type Topic = (typeof TOPICS)[number]

/** What of the stage a clause speaks of. */
export type StagePart =
  | 'vcenter'
  | 'source'
  | 'destination'
  | 'source-memory'
  | 'destination-memory'
  | 'wire'
  | 'guest'
  | 'race'

/**
 * time: nanoseconds; rate: bytes a second; dial-rate: the same as the dial says it, in MiB/s; decimal: bytes in MB and GB;
 * share: 0 … 1; passes: how many; pass: its number, −1, 0, 1 …
 */
export type Unit =
  | 'time'
  | 'bytes'
  | 'decimal'
  | 'rate'
  | 'dial-rate'
  | 'percent'
  | 'share'
  | 'times'
  | 'count'
  | 'passes'
  | 'pass'

/** A number of the run. `inferred`: it rests on something that no published source states. */
export interface Amount {
  readonly value: number
  readonly unit: Unit
  readonly inferred: boolean
}

export function amount(unit: Unit, value: number, inferred = false): Amount {
  return { value, unit, inferred }
}

/** How what a pass left compares with what it began with. */
export type Gain = 'less' | 'as much' | 'more'

/** The kinds of clauses: their amounts by name, and what they are about. Words stand under the same ids in `text/explain.ts`. */
export interface ClauseShapes {
  total: { amounts: 'time' }
  phase: { amounts: 'time'; about: PhaseKind }
  pass: { amounts: 'pass' | 'time' }
  'later-passes': { amounts: 'count' | 'time' }
  'pass-sent': { amounts: 'bytes' | 'rate' }
  passes: { amounts: 'count' }
  'no-pass': { amounts: never }
  'within-goal': { amounts: 'pass' | 'bytes' | 'time' | 'goal' }
  'stops-anyway': { amounts: 'pass' | 'bytes' | 'time' }
  'nothing-left': { amounts: 'pass' }
  'rest-follows': { amounts: 'pass' | 'bytes' | 'time' }
  shrinks: { amounts: 'first' | 'last' }
  changed: { amounts: 'bytes' | 'time' | 'pass' }
  writes: { amounts: 'rate' | 'bytes' }
  curve: { amounts: never }
  background: { amounts: 'count' }
  limit: { amounts: 'rate'; about: LimitName }
  'next-limit': { amounts: 'rate'; about: LimitName }
  stun: { amounts: 'time' }
  'no-stun': { amounts: never }
  'last-pages': { amounts: 'time' | 'bytes' }
  checkpoint: { amounts: 'time' | 'bytes' }
  'frame-buffer': { amounts: 'time' | 'bytes' }
  'frame-buffer-changed': { amounts: 'time' | 'bytes' | 'percent' }
  'frame-buffer-rate': { amounts: 'rate' }
  'frame-buffer-worst': { amounts: 'time' }
  'frame-buffer-later': { amounts: never }
  'frame-buffer-sent': { amounts: 'bytes' }
  bitmap: { amounts: 'time' | 'bytes' }
  'all-memory': { amounts: 'bytes' }
  vcpus: { amounts: 'time' | 'count' }
  waited: { amounts: 'time' }
  sent: { amounts: 'bytes' | 'times' }
  again: { amounts: 'bytes' | 'count' }
  'again-and-rest': { amounts: 'bytes' | 'count' }
  'rest-only': { amounts: 'bytes' }
  once: { amounts: 'bytes' }
  'sent-until': { amounts: 'bytes' | 'pass' }
  worst: { amounts: 'share' }
  unharmed: { amounts: 'share' }
  lost: { amounts: 'time' }
  took: { amounts: 'time'; about: StopCause }
  fires: { amounts: 'cost' }
  tracing: { amounts: never }
  missing: { amounts: 'bytes' }
  'page-in': { amounts: 'time' | 'bytes' }
  sdps: { amounts: 'time' }
  'sdps-early': { amounts: 'time' | 'percent' | 'least' }
  'sdps-after': { amounts: 'pass' | 'percent' | 'least' }
  'sdps-always': { amounts: never }
  'no-sdps': { amounts: never }
  'enough-progress': { amounts: 'percent' | 'least' | 'pass' }
  'good-enough': { amounts: 'pass' }
  'sdps-off': { amounts: never }
  'sdps-unknown': { amounts: never }
  failed: { amounts: 'time'; about: FailureReason }
  'broke-off': { amounts: 'pass' }
  'no-progress': { amounts: 'pass' | 'percent' | 'least' | 'strikes' }
  'no-gain': { amounts: 'pass' | 'gained' | 'least'; about: Gain }
  'too-fast-a-round': { amounts: 'pass' | 'rate' | 'most' }
  'last-round': { amounts: 'pass' }
  'too-long-a-stop': { amounts: 'time' | 'limit' }
  'too-much-left': { amounts: 'time' | 'limit' }
  'left-copying': { amounts: 'time'; about: UnendingReason }
  'no-less': { amounts: 'pass' }
  'no-end': { amounts: never }
  'under-way': { amounts: 'pass' }
  'too-many-passes': { amounts: 'count' }
  throttled: { amounts: 'percent' }
  'throttle-off': { amounts: never }
  'sdps-waits': { amounts: 'percent' | 'least' }
  'gave-up': { amounts: 'limit' }
  'state-too-large': { amounts: 'bytes' | 'limit' }
  stalled: { amounts: 'time' }
  'low-memory': { amounts: 'time' }
  fault: { amounts: 'time'; about: FaultName }
  intervened: { amounts: 'time'; about: OneOffKind }
  refused: { amounts: 'time'; about: FailureReason }
  resumed: { amounts: 'time' }
}

export type ClauseKind = keyof ClauseShapes
export type AmountsOf<Kind extends ClauseKind> = Readonly<
  Record<ClauseShapes[Kind]['amounts'], Amount>
>
export type AboutOf<Kind extends ClauseKind> = ClauseShapes[Kind] extends { about: infer About }
  ? About
  : undefined

interface Place {
  /** Where the playhead goes. */
  readonly at: Nanoseconds
  readonly part: StagePart
}

type ClauseOf<Kind extends ClauseKind> = Place & {
  readonly kind: Kind
  readonly amounts: AmountsOf<Kind>
  readonly about: AboutOf<Kind>
}
export type Clause = { [Kind in ClauseKind]: ClauseOf<Kind> }[ClauseKind]

const TERMS = [
  'total',
  'prepare',
  'frame-buffer',
  'trace',
  'pass',
  'passes',
  'switchover',
  'page-in',
  'cleanup',
  'stun',
  'quiesce',
  'checkpoint',
  'lastPages',
  'frameBuffer',
  'bitmap',
  'resume',
  'waited',
  'sent',
  'payload',
  'last',
  'times',
  'memory',
  'guest',
  'window',
  'lost',
  ...STOP_CAUSES,
  'left',
  'bandwidth',
  'needed',
  'goal',
  'downtime-limit',
  'longest-downtime',
  '256-kilobytes',
  'began',
  'gained',
  'one-megabyte',
  't2d',
  'dirtied',
  'least',
  'link',
  'stream',
  'bus',
  'window-rate',
  'loss',
  'source-cpu',
  'destination-cpu',
  'traffic-shaping',
] as const
export type TermName = (typeof TERMS)[number]

/** A term of a formula: a named number of the run, which has its place too. */
export interface Term extends Place {
  readonly name: TermName
  /** Of the terms `pass`. */
  readonly pass: number | undefined
  readonly amount: Amount
}
type Operator = '=' | '+' | '−' | '÷' | 'max(' | 'min(' | ',' | ')' | '≤' | '>' | '<' | '≥'
export type Formula = readonly (Operator | Term)[]

export interface Chain {
  readonly topic: Topic
  /** First what is asked about; each further one is the reason for the one before. */
  readonly clauses: readonly Clause[]
  readonly formulas: readonly Formula[]
}

export function clause<Kind extends ClauseKind>(
  kind: Kind,
  at: Nanoseconds,
  part: StagePart,
  amounts: AmountsOf<Kind>,
  ...about: AboutOf<Kind> extends undefined ? [] : [AboutOf<Kind>]
): Clause {
  // The shapes belong together by `kind`; TypeScript cannot follow that through a generic.
  return { kind, at, part, amounts, about: about[0] } as unknown as Clause
}

export function term(
  name: TermName,
  value: Amount,
  at: Nanoseconds,
  part: StagePart,
  pass?: number,
): Term {
  return { name, amount: value, at, part, pass }
}

/** `a + b + c` */
export function sum(terms: readonly Term[]): Formula {
  return terms.flatMap((each, index) => (index > 0 ? ['+' as const, each] : [each]))
}
