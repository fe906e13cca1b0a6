/** A changed time lens in a link: `lens=pass-1:0.3,switchover:0.25`. */
import type { LensChange } from '../report/lens-custom.ts'

const DIGITS = 1e4
/** A run has two hundred passes at most. */
const MAX_PHASES = 220

export function lensText(change: LensChange): string {
  return Object.entries(roundLens(change))
    .map(([key, share]) => `${key}:${share}`)
    .join(',')
}

/** As exact as a link is: what is shown and what is copied are one. */
export function roundLens(change: LensChange): LensChange {
  return Object.fromEntries(
    Object.entries(change).map(([key, share]) => [key, Math.round(share * DIGITS) / DIGITS]),
  )
}

/** Undefined when any part of it is no phase with a share between 0 and 1. */
export function lensFrom(text: string): LensChange | undefined {
  const parts = text.split(',')
  if (parts.length > MAX_PHASES) return undefined
  const change: Record<string, number> = {}
  for (const part of parts) {
    const match =
      /^(prepare|trace|switchover|page-in|cleanup|pass-1|pass\d{1,3}):(0(?:\.\d{1,6})?|1)$/.exec(
        part,
      )
    if (!match?.[1]) return undefined
    change[match[1]] = Number(match[2])
  }
  return change
}
