/** The part of a link that says what a person asked of the run: the question of "Why?", the page whose life is told. */
import { type Problem, quote } from '../engine/scenario/problem.ts'
import { TOPICS, type Topic } from '../report/explain/chain.ts'
import type { Fields } from './link-fields.ts'
import { MOST_PAUSES, PAUSE_CODES, pausesFrom, pausesText, type Pause } from './link-pauses.ts'

export interface LinkTools {
  /** The question that "Why?" answers; undefined: the one that the run suggests. */
  readonly why: Topic | undefined
  /** The page whose life is told; a page beyond memory is read as the last one. */
  readonly life: number | undefined
  /** Where playback stops by itself. */
  readonly pauses: readonly Pause[]
}

export const FRESH_TOOLS: LinkTools = { why: undefined, life: undefined, pauses: [] }

export const TOOL_KEYS = ['why', 'life', 'pauses'] as const

export function toolFields({ why, life, pauses }: LinkTools): [string, string][] {
  const fields: [string, string][] = []
  if (why !== undefined) fields.push(['why', why])
  if (life !== undefined) fields.push(['life', String(life)])
  if (pauses.length > 0) fields.push(['pauses', pausesText(pauses)])
  return fields
}

/** 24 TiB have 6.4 × 10⁹ pages. */
const MOST_PAGES = 1e11

/** What is wrong stays as on a fresh page, and a problem says so. */
export function readTools(fields: Fields): {
  readonly tools: LinkTools
  readonly problems: readonly Problem[]
} {
  const problems: Problem[] = []
  function field<Value>(
    key: (typeof TOOL_KEYS)[number],
    read: (text: string) => Value | undefined,
    allowed: string,
  ): Value | undefined {
    const text = fields.get(key)
    if (text === undefined) return undefined
    const value = read(text)
    if (value === undefined)
      problems.push({ field: key, message: `${quote(text)} cannot be used`, allowed })
    return value
  }
  const tools: LinkTools = {
    why: field('why', (text) => TOPICS.find((topic) => topic === text), TOPICS.join(', ')),
    life: field(
      'life',
      (text) => (/^\d{1,12}$/.test(text) && Number(text) <= MOST_PAGES ? Number(text) : undefined),
      'the number of a page, 0 or more',
    ),
    pauses:
      field('pauses', pausesFrom, `at most ${MOST_PAUSES} of ${PAUSE_CODES.join(', ')}`) ??
      FRESH_TOOLS.pauses,
  }
  return { tools, problems }
}
