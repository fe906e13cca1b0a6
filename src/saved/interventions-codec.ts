/**
 * Interventions and futures in a link: `interventions=12.5:network.speed=1,30:cut-cable`, packed where the list is long, and
 * `futures=` with the whole tree as packed JSON. Fetched when a link or a run has any.
 */
import { interventionText, readInterventions } from '../engine/scenario/intervention-text.ts'
import type { Intervention } from '../engine/scenario/intervention.ts'
import type { Problem } from '../engine/scenario/problem.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { futuresJson, readFutures } from './futures-json.ts'
import type { Fields } from './versions.ts'
import { hasTree, type InterventionsCodec, type ReadInterventions } from './link-interventions.ts'
import { packed, unpacked } from './packed-text.ts'
import { shownFuture } from './saved-run.ts'

/** Longer lists are packed. */
const MAX_PLAIN_LENGTH = 400
/** Bytes that a packed field may become. */
const MAX_UNPACKED_BYTES = 1024 * 1024

function interventionFields(list: readonly Intervention[] = []): [string, string][] {
  if (list.length === 0) return []
  const text = list.map(interventionText).join(',')
  return [['interventions', text.length <= MAX_PLAIN_LENGTH ? text : packed(text)]]
}

/** The text of a field, unpacked; undefined where there is none or, with a problem, where it is damaged. */
function textOf(
  fields: Fields,
  field: string,
): { readonly text: string | undefined; readonly problems: readonly Problem[] } {
  const written = fields.get(field)
  const text = written === undefined ? undefined : unpacked(written, MAX_UNPACKED_BYTES)
  if (text !== undefined || written === undefined) return { text, problems: [] }
  const message = "is damaged and can't be unpacked"
  return { text, problems: [{ field, message, allowed: 'what this page has written' }] }
}

function readList(
  fields: Fields,
  scenario: Scenario,
): Pick<ReadInterventions, 'interventions' | 'problems'> {
  const { text, problems } = textOf(fields, 'interventions')
  if (text === undefined || text === '') return { interventions: [], problems }
  return readInterventions(text.split(','), scenario)
}

function readTree(fields: Fields): Pick<ReadInterventions, 'futures' | 'problems'> {
  const { text, problems } = textOf(fields, 'futures')
  if (text === undefined) return { futures: undefined, problems }
  return readFutures(jsonOf(text))
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export const INTERVENTIONS: InterventionsCodec = {
  fields: (futures) => [
    ...interventionFields(shownFuture(futures).input.interventions),
    ...(hasTree(futures)
      ? [['futures', packed(JSON.stringify(futuresJson(futures)))] satisfies [string, string]]
      : []),
  ],
  read(fields, scenario) {
    const list = readList(fields, scenario)
    const tree = readTree(fields)
    return {
      interventions: list.interventions,
      futures: tree.futures,
      problems: [...list.problems, ...tree.problems],
    }
  },
}
