/** The known name that a mistyped one most likely meant. */

const MAX_NAME_LENGTH = 64

/** Levenshtein distance, one row at a time. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      next.push(Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + same))
    }
    row = next
  }
  return row[b.length]!
}

/** The last part of a dotted name counts as the whole: `memory` means `vm.memory`. */
function mismatch(name: string, known: string): number {
  const whole = distance(name, known)
  const last = known.slice(known.lastIndexOf('.') + 1)
  return last === known || name.includes('.') ? whole : Math.min(whole, distance(name, last))
}

/** The closest of the known names, or undefined when none is close. */
function closest(name: string, known: readonly string[]): string | undefined {
  if (name.length === 0 || name.length > MAX_NAME_LENGTH) return undefined
  const lower = name.toLowerCase()
  let best: string | undefined
  let least = Math.max(2, Math.floor(name.length / 3)) + 1
  for (const candidate of known) {
    const misses = mismatch(lower, candidate.toLowerCase())
    if (misses < least) {
      least = misses
      best = candidate
    }
  }
  return best
}

/** ` (did you mean "vm.memory"?)`, or nothing. */
export function suggestion(name: string, known: readonly string[]): string {
  const best = closest(name, known)
  return best === undefined ? '' : ` (did you mean "${best}"?)`
}
