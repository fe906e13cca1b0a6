/** Where a run writes down what happens: facts and phases, in the order of model time. */
import type { Fact, Phase, PhaseKind, StunPart } from '../facts.ts'
import type { Nanoseconds } from '../units.ts'
import type { FrameBufferCopy } from '../memory/frame-buffer-copy.ts'

export interface Journal {
  readonly facts: Fact[]
  readonly phases: Phase[]
  readonly stunParts: StunPart[]
  readonly frameBuffer: FrameBufferCopy[]
}

export function createJournal(): Journal {
  return { facts: [], phases: [], stunParts: [], frameBuffer: [] }
}

/** Adds a phase that follows the one before without a gap. */
export function addPhase(
  journal: Journal,
  kind: PhaseKind,
  start: Nanoseconds,
  end: Nanoseconds,
  pass?: number,
): void {
  journal.phases.push(pass === undefined ? { kind, start, end } : { kind, pass, start, end })
}
