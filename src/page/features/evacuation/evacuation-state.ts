/** What is known of an evacuation that was asked for: the result before it stays until its own is there, and what is missing says why. */
import type { Alternative, EvacuationSummary } from '../../../report/evacuation.ts'
import { EVACUATION_TEXT, type EvacuationPart } from '../../../text/evacuation.ts'
import { deathText, lastDeathText, type Death } from '../../../text/threads.ts'
import type { EvacuationReply } from '../../workers/evacuation-messages.ts'
import type { Pace } from '../../workers/pace.ts'

/** What of the evacuation that was asked for is not there: it is under way, could not be computed, or was cancelled. */
export type Missing = Computing | Failed | Cancelled

interface Computing {
  readonly part: EvacuationPart
  readonly how: 'computing'
  /** It takes long: from then on it is said, until it is there. */
  readonly slow: boolean
  /** How far it has come; undefined while that is not known. */
  readonly pace: Pace | undefined
  /** A sentence: the thread that computed it has died, and another one goes on. */
  readonly restarted?: string
}

interface Failed {
  readonly part: EvacuationPart
  readonly how: 'failed'
  /** A sentence. */
  readonly reason: string
}

interface Cancelled {
  readonly part: EvacuationPart
  readonly how: 'cancelled'
}

export interface EvacuationState {
  /** Of the evacuation before as long as this one is missing. */
  readonly summary: EvacuationSummary | undefined
  /** Those of the summary that are known. */
  readonly alternatives: readonly Alternative[]
  /** Undefined once all is there. */
  readonly missing: Missing | undefined
}

const computing = (part: EvacuationPart, slow = false): Computing => ({
  part,
  how: 'computing',
  slow,
  pace: undefined,
})

/** Another evacuation is asked for. */
export function asked({ summary, alternatives }: EvacuationState): EvacuationState {
  return { summary, alternatives, missing: computing('evacuation') }
}

export const FIRST_STATE: EvacuationState = asked({
  summary: undefined,
  alternatives: [],
  missing: undefined,
})

export function heard(state: EvacuationState, reply: EvacuationReply): EvacuationState {
  const { missing } = state
  switch (reply.kind) {
    case 'evacuated': {
      // Where it has taken long to come here, the words stay: a person may have put the focus on them.
      const slow = missing?.how === 'computing' && missing.slow
      return { summary: reply.summary, alternatives: [], missing: computing('comparison', slow) }
    }
    case 'progress':
      return missing?.how === 'computing'
        ? { ...state, missing: { ...missing, slow: true, pace: reply.pace } }
        : state
    case 'alternative':
      return { ...state, alternatives: [...state.alternatives, reply.alternative] }
    case 'compared':
      return { ...state, missing: undefined }
    case 'evacuation-error':
      return failed(state, EVACUATION_TEXT.reason(reply.message))
  }
}

/** Another thread goes on: how far the dead one had come is no longer true. */
export function restarted(state: EvacuationState, death: Death): EvacuationState {
  const { missing } = state
  if (missing === undefined) return state
  const said = deathText('evacuation', death)
  return { ...state, missing: { ...computing(missing.part, true), restarted: said } }
}

export function gaveUp(state: EvacuationState, death: Death): EvacuationState {
  return failed(state, lastDeathText('evacuation', death))
}

function failed(state: EvacuationState, reason: string): EvacuationState {
  const { missing } = state
  return missing === undefined
    ? state
    : { ...state, missing: { part: missing.part, how: 'failed', reason } }
}

/** A person does not want to wait for what is missing. */
export function cancelled(state: EvacuationState): EvacuationState {
  const { missing } = state
  return missing === undefined
    ? state
    : { ...state, missing: { part: missing.part, how: 'cancelled' } }
}

/** What is missing is asked for again. */
export function askedAgain(state: EvacuationState): EvacuationState {
  const { missing } = state
  return missing === undefined ? state : { ...state, missing: computing(missing.part) }
}

/** What is on the screen is not what was asked for. */
export function isFormer({ missing }: EvacuationState): boolean {
  return missing?.part === 'evacuation'
}
