/** The part of a link that says what a person asked of the run: the question of "Why?". */
import { type Problem, quote } from '../engine/scenario/problem.ts'
import { TOPICS, type Topic } from '../report/explain/chain.ts'
import type { Fields } from './link-fields.ts'

export interface LinkTools {
  /** The question that "Why?" answers; undefined: the one that the run suggests. */
  readonly why: Topic | undefined
}

export const FRESH_TOOLS: LinkTools = { why: undefined }

export const TOOL_KEYS = ['why'] as const

export function toolFields({ why }: LinkTools): [string, string][] {
  const fields: [string, string][] = []
  if (why !== undefined) fields.push(['why', why])
  return fields
}

/** What is wrong stays as on a fresh page, and a problem says so. */
export function readTools(fields: Fields): {
  readonly tools: LinkTools
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  const text = fields.get('why')
  const why = TOPICS.find((topic) => topic === text)
  if (text !== undefined && why === undefined)
    problems.push({
      field: 'why',
      message: `${quote(text)} cannot be used`,
      allowed: TOPICS.join(', '),
    })
  return { tools: { why }, problems }
}
