/**
 * Searches lines for plain text, or for a regular expression between slashes. Expressions are untrusted: those that could
 * take for ever are refused, and a search that takes too long all the same is abandoned.
 */
export type GrepProblem = 'too-long' | 'not-an-expression' | 'could-take-for-ever'

export type Grep =
  | { readonly kind: 'all' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly expression: RegExp }
  | { readonly kind: 'wrong'; readonly problem: GrepProblem; readonly detail: string }

export const MAX_GREP_LENGTH = 100
/** Lines are cut to this length before an expression sees them. */
const MAX_LINE_LENGTH = 1000
/** Repetitions in one expression: `+`, `*`, `{…}`, `?`. */
const MAX_REPETITIONS = 6
const MAX_UNBOUNDED = 3
const LINES_BETWEEN_CHECKS = 16

const BETWEEN_SLASHES = /^\/(.+)\/([a-z]*)$/

/** `/words/i` is a regular expression; anything else is text, matched without regard to case. */
export function readGrep(input: string): Grep {
  if (input.trim() === '') return { kind: 'all' }
  if (input.length > MAX_GREP_LENGTH)
    return { kind: 'wrong', problem: 'too-long', detail: `${MAX_GREP_LENGTH}` }
  const [, source, flags] = BETWEEN_SLASHES.exec(input) ?? []
  if (source === undefined) return { kind: 'text', text: input.toLowerCase() }
  try {
    const expression = new RegExp(source, (flags ?? '').replaceAll(/[gy]/g, ''))
    if (couldTakeForEver(source))
      return { kind: 'wrong', problem: 'could-take-for-ever', detail: '' }
    return { kind: 'expression', expression }
  } catch (error) {
    const detail = error instanceof Error ? error.message : ''
    return { kind: 'wrong', problem: 'not-an-expression', detail }
  }
}

/** Escaped characters and character classes: nothing in them repeats or groups. */
const OPAQUE = /\\(?:[1-9]|k<|.)|\[(?:\\.|[^\]\\])*\]/gs

/**
 * Back references, too many repetitions, or a repeated group that itself repeats or chooses: each can backtrack without
 * end. Refuses some harmless expressions as well.
 */
function couldTakeForEver(source: string): boolean {
  if (/\\(?:[1-9]|k<)/.test(source)) return true
  const plain = source.replaceAll(OPAQUE, 'x').replaceAll(/\(\?(?:[:=!]|<[=!]|<\w+>)/g, '(')
  const repetitions = plain.match(/[*+?]|\{\d/g) ?? []
  const unbounded = repetitions.filter((operator) => operator !== '?')
  if (repetitions.length > MAX_REPETITIONS || unbounded.length > MAX_UNBOUNDED) return true
  return repeatsAGroup(plain)
}

function repeatsAGroup(plain: string): boolean {
  /** For each open group, whether something in it repeats or chooses. */
  const open: boolean[] = []
  for (let index = 0; index < plain.length; index++) {
    const character = plain[index]!
    if (character === '(') open.push(false)
    else if (/[*+?{|]/.test(character) && open.length > 0) open[open.length - 1] = true
    else if (character === ')') {
      const inner = open.pop() ?? false
      if (inner && /[*+{]/.test(plain[index + 1] ?? '')) return true
      if (inner && open.length > 0) open[open.length - 1] = true
    }
  }
  return false
}

export interface GrepResult<Line> {
  readonly found: readonly Line[]
  /** False when the search took too long: the lines after the last one found may not have been searched. */
  readonly complete: boolean
}

/** `now` reads a clock in milliseconds; the search gives up once `budget` of them are spent. */
export function grepLines<Line extends { readonly text: string }>(
  lines: readonly Line[],
  grep: Grep,
  now: () => number = () => 0,
  budget = 100,
): GrepResult<Line> {
  switch (grep.kind) {
    case 'all':
      return { found: lines, complete: true }
    case 'wrong':
      return { found: [], complete: true }
    case 'text':
      return {
        found: lines.filter(({ text }) => text.toLowerCase().includes(grep.text)),
        complete: true,
      }
    case 'expression':
      return search(lines, grep.expression, now, budget)
  }
}

function search<Line extends { readonly text: string }>(
  lines: readonly Line[],
  expression: RegExp,
  now: () => number,
  budget: number,
): GrepResult<Line> {
  const found: Line[] = []
  const until = now() + budget
  for (const [index, line] of lines.entries()) {
    if (index % LINES_BETWEEN_CHECKS === 0 && now() > until) return { found, complete: false }
    if (expression.test(line.text.slice(0, MAX_LINE_LENGTH))) found.push(line)
  }
  return { found, complete: true }
}
