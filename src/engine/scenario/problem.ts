/** What is wrong with an input: the field, what it says and what would be right. Every surface prints the same line. */

export interface Problem {
  readonly field: string
  readonly message: string
  readonly allowed: string
}

export type Checked<Value> = { readonly ok: Value } | { readonly problem: Problem }

/** The problem on one line, whatever the input held. */
export function problemLine({ field, message, allowed }: Problem): string {
  return `${field}: ${message}; allowed: ${allowed}`
}

const MAX_QUOTE_LENGTH = 40

/** Foreign text, safe to print: short, on one line, without control characters. */
export function printable(text: string, longest = MAX_QUOTE_LENGTH): string {
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text
  return short.replaceAll(/[\p{C}\p{Z}\ufffd]+/gu, ' ')
}

/** A value of any type as a message names it. Never walks into it. */
export function quote(value: unknown): string {
  if (typeof value === 'string') return `"${printable(value)}"`
  if (value === undefined) return 'nothing'
  if (typeof value === 'number' && !Number.isFinite(value))
    return Number.isNaN(value) ? 'the value' : 'a number too large to hold'
  if (typeof value === 'number' || typeof value === 'boolean' || value === null)
    return String(value)
  if (Array.isArray(value)) return 'a list'
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`
}
