/** The part of a link that says what a person asked of the run: the question of "Why?", the page whose life is told. */
import { type Problem, quote } from '../engine/scenario/problem.ts'
import { TOPICS, type Topic } from '../report/explain/chain.ts'
import type { LensChange } from '../report/lens-custom.ts'
import type { Fields } from './link-fields.ts'
import { lensFrom, lensText } from './link-lens.ts'
import { MOST_PAUSES, PAUSE_CODES, pausesFrom, pausesText, type Pause } from './link-pauses.ts'

/** What the source's map shows. */
export const HEAT_MODES = ['state', 'sent', 'fired', 'age', 'stream', 'difference'] as const
export type HeatMode = (typeof HEAT_MODES)[number]

export interface LinkTools {
  /** The question that "Why?" answers; undefined: the one that the run suggests. */
  readonly why: Topic | undefined
  /** The page whose life is told; a page beyond memory is read as the last one. */
  readonly life: number | undefined
  /** Not the page alone but the block of so many pages in which it lies. */
  readonly block: number | undefined
  /** What the source's map shows. */
  readonly heat: HeatMode
  /** Of the mode `stream` the one that is looked at, from 0; undefined: which one carried a cell last. */
  readonly stream: number | undefined
  /** Shares of the time axis that a person gave to phases; undefined: as the run suggests. */
  readonly lens: LensChange | undefined
  /** Where playback stops by itself. */
  readonly pauses: readonly Pause[]
}

export const FRESH_TOOLS: LinkTools = {
  why: undefined,
  life: undefined,
  block: undefined,
  heat: 'state',
  stream: undefined,
  lens: undefined,
  pauses: [],
}

export const TOOL_KEYS = ['why', 'life', 'block', 'heat', 'stream', 'lens', 'pauses'] as const

/** Before the maps of the stage had modes, the tab opened with this one, and links of that time leave it out. */
const modeOfTab = (drawer: string | undefined): HeatMode => (drawer === 'heat' ? 'sent' : 'state')

/** `drawer`: the tab that the link names. */
export function toolFields(
  { why, life, block, heat, stream, lens, pauses }: LinkTools,
  drawer: string | undefined,
): [string, string][] {
  const fields: [string, string][] = []
  if (why !== undefined) fields.push(['why', why])
  if (life !== undefined) fields.push(['life', String(life)])
  if (block !== undefined) fields.push(['block', String(block)])
  if (heat !== modeOfTab(drawer)) fields.push(['heat', heat])
  if (stream !== undefined) fields.push(['stream', String(stream + 1)])
  if (lens !== undefined) fields.push(['lens', lensText(lens)])
  if (pauses.length > 0) fields.push(['pauses', pausesText(pauses)])
  return fields
}

/** As `recording/block-life.ts` has it. */
const MOST_BLOCK = 262144
/** No version has more (facts 8.1). */
const MOST_STREAMS = 112
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
    block: field(
      'block',
      (text) =>
        /^\d{1,6}$/.test(text) && Number(text) >= 2 && Number(text) <= MOST_BLOCK
          ? Number(text)
          : undefined,
      `pages of a block, 2 to ${MOST_BLOCK}`,
    ),
    heat:
      field('heat', (text) => HEAT_MODES.find((mode) => mode === text), HEAT_MODES.join(', ')) ??
      modeOfTab(fields.get('drawer')),
    stream: field(
      'stream',
      (text) =>
        /^\d{1,3}$/.test(text) && Number(text) >= 1 && Number(text) <= MOST_STREAMS
          ? Number(text) - 1
          : undefined,
      `the number of a stream, 1 to ${MOST_STREAMS}`,
    ),
    lens: field('lens', lensFrom, 'phases with their share, such as pass0:0.3,switchover:0.2'),
    pauses:
      field('pauses', pausesFrom, `at most ${MOST_PAUSES} of ${PAUSE_CODES.join(', ')}`) ??
      FRESH_TOOLS.pauses,
  }
  return { tools, problems }
}
