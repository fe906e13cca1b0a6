/**
 * Searches lines for plain text, or for a regular expression between slashes. Native expressions backtrack, so one that a
 * person types may take for ever: it is run where it can be ended once `MAX_SEARCH_MILLISECONDS` have passed.
 */
export type GrepProblem = 'too-long' | 'not-an-expression' | 'too-costly' | 'failed'

export type Grep =
  | { readonly kind: 'all' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly expression: RegExp }
  | GrepRefusal

/** Why nothing was searched, or not all; `detail` is what the platform said of it, or a bound. */
export interface GrepRefusal {
  readonly kind: 'wrong'
  readonly problem: GrepProblem
  readonly detail: string
}

export const MAX_GREP_LENGTH = 100
/** An expression is stopped after it. Good ones take a few milliseconds for the longest log of a run. */
export const MAX_SEARCH_MILLISECONDS = 1000

const BETWEEN_SLASHES = /^\/(.+)\/([a-z]*)$/

/** `/words/i` is a regular expression; anything else is text, matched without regard to case. */
export function readGrep(input: string): Grep {
  if (input.trim() === '') return { kind: 'all' }
  if (input.length > MAX_GREP_LENGTH) return refusal('too-long', `${MAX_GREP_LENGTH}`)
  const [, source, flags] = BETWEEN_SLASHES.exec(input) ?? []
  if (source === undefined) return { kind: 'text', text: input.toLowerCase() }
  try {
    // With `g` or `y` an expression would go on where it ended in the line before.
    const expression = new RegExp(source, (flags ?? '').replaceAll(/[gy]/g, ''))
    return { kind: 'expression', expression }
  } catch (error) {
    return refusal('not-an-expression', messageOf(error))
  }
}

export function refusal(problem: GrepProblem, detail = ''): GrepRefusal {
  return { kind: 'wrong', problem, detail }
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : '')

/** Whether a line holds the text, in whatever case. Linear in its length. */
export function holdsText(line: string, { text }: Extract<Grep, { kind: 'text' }>): boolean {
  return line.toLowerCase().includes(text)
}

export interface Found {
  readonly kind: 'found'
  /** Places of the lines that match, counted from 0, in order. */
  readonly rows: readonly number[]
}

/** Which lines an expression matches. Some show only here that they are none: it is compiled at its first use. */
export function matchingRows(lines: readonly string[], expression: RegExp): Found | GrepRefusal {
  try {
    return { kind: 'found', rows: lines.flatMap((line, row) => (expression.test(line) ? row : [])) }
  } catch (error) {
    return refusal('not-an-expression', messageOf(error))
  }
}
