/** The words of the time lens. */
import type { Phase } from '../engine/facts.ts'
import { formatShare } from './format.ts'
import { phaseName } from './pictures.ts'

export const LENS_TEXT = {
  boundary: (before: Phase, after: Phase) =>
    `Boundary between ${phaseName(before)} and ${phaseName(after)}`,
  value: (phase: Phase, share: number) =>
    `${phaseName(phase)} takes ${formatShare(share)} of the axis`,
  reset: 'Reset the axis',
} as const
