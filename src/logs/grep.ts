/**
 * Searches lines for plain text, or for an expression between slashes. Expressions come from whoever types or from a
 * link: those that could take for ever are refused, and a search that takes long all the same is given up.
 */
export type GrepProblem = 'too-long' | 'not-an-expression' | 'could-take-for-ever'

export type Grep =
  | { readonly kind: 'all' }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'expression'; readonly expression: RegExp }
  | { readonly kind: 'wrong'; readonly problem: GrepProblem; readonly detail: string }

export const LONGEST_GREP = 100
/** Lines are cut here before an expression sees them. */
const LONGEST_LINE = 1000
/** Repetitions in one expression: `+`, `*`, `{…}`, `?`. */
const MOST_REPETITIONS = 6
const MOST_UNBOUNDED = 3
const LINES_BETWEEN_LOOKS = 16

const BETWEEN_SLASHES = /^\/(.+)\/([a-z]*)$/

/** `/words/i` is an expression, all else is text, in which case does not matter. */
export function readGrep(input: string): Grep {
  if (input.trim() === '') return { kind: 'all' }
  if (input.length > LONGEST_GREP)
    return { kind: 'wrong', problem: 'too-long', detail: `${LONGEST_GREP}` }
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

/** Escaped signs, and sets in brackets: nothing in them repeats or groups. */
const OPAQUE = /\\(?:[1-9]|k<|.)|\[(?:\\.|[^\]\\])*\]/gs

/** Repetition of a group that itself repeats or chooses, references back, or too many repetitions. Too strict at times. */
function couldTakeForEver(source: string): boolean {
  if (/\\(?:[1-9]|k<)/.test(source)) return true
  const plain = source.replaceAll(OPAQUE, 'x').replaceAll(/\(\?(?:[:=!]|<[=!]|<\w+>)/g, '(')
  const repetitions = plain.match(/[*+?]|\{\d/g) ?? []
  const unbounded = repetitions.filter((sign) => sign !== '?')
  if (repetitions.length > MOST_REPETITIONS || unbounded.length > MOST_UNBOUNDED) return true
  return repeatsAGroup(plain)
}

function repeatsAGroup(plain: string): boolean {
  /** For each open group: does it repeat or choose? */
  const open: boolean[] = []
  for (let index = 0; index < plain.length; index++) {
    const sign = plain[index]!
    if (sign === '(') open.push(false)
    else if (/[*+?{|]/.test(sign) && open.length > 0) open[open.length - 1] = true
    else if (sign === ')') {
      const inner = open.pop() ?? false
      if (inner && /[*+{]/.test(plain[index + 1] ?? '')) return true
      if (inner && open.length > 0) open[open.length - 1] = true
    }
  }
  return false
}

export interface GrepResult<Line> {
  readonly found: readonly Line[]
  /** False when it took too long: the lines behind were not looked at. */
  readonly complete: boolean
}

/** `now` in milliseconds; the search gives up when `budget` of them are spent. */
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
    if (index % LINES_BETWEEN_LOOKS === 0 && now() > until) return { found, complete: false }
    if (expression.test(line.text.slice(0, LONGEST_LINE))) found.push(line)
  }
  return { found, complete: true }
}
