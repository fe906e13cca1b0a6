/** The names of the presets, for lists and for messages about a wrong one. */
import { suggestion } from './closest.ts'
import { PRESETS } from './presets.ts'
import { type Problem, quote } from './problem.ts'

export const PRESET_IDS: readonly string[] = PRESETS.map(({ id }) => id)

export function unknownPreset(field: string, id: unknown): Problem {
  const hint = typeof id === 'string' ? suggestion(id, PRESET_IDS) : ''
  return { field, message: `${quote(id)} is no preset${hint}`, allowed: PRESET_IDS.join(', ') }
}
