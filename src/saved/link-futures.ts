/**
 * What is done in mid-run and the other futures, in a link: `do=12.5:network.speed=1,30:cut-cable`, and `futures=` with
 * the whole tree as packed JSON. A long list of deeds is packed as well (`deeds=`). Fetched when a link or a run has any.
 */
import { interventionText, readInterventions } from '../engine/scenario/intervention-text.ts'
import type { Intervention } from '../engine/scenario/intervention.ts'
import type { Problem } from '../engine/scenario/problem.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { futuresJson, readFutures } from './futures-json.ts'
import type { Futures } from './futures.ts'
import type { ActsCodec } from './link-acts.ts'
import type { Fields } from './link-fields.ts'
import { pack, unpack } from './pack.ts'

/** Longer lists are packed. */
const PLAIN_CHARACTERS = 400
/** Bytes that a packed field may become. */
const MOST_BYTES = 1024 * 1024

export function interventionFields(list: readonly Intervention[] | undefined): [string, string][] {
  if (list === undefined || list.length === 0) return []
  const text = list.map(interventionText).join(',')
  return [text.length <= PLAIN_CHARACTERS ? ['do', text] : ['deeds', pack(text)]]
}

/** Nothing where there is one future without a name: the link says all of it anyway. */
export function futuresFields(futures: Futures | undefined): [string, string][] {
  if (futures === undefined) return []
  const [only, second] = futures.list
  if (second === undefined && (only === undefined || only.name === '')) return []
  return [['futures', pack(JSON.stringify(futuresJson(futures)))]]
}

const unreadable = (field: string): Problem => ({
  field,
  message: 'it is damaged and cannot be unpacked',
  allowed: 'what this page has written',
})

export function readDeeds(
  fields: Fields,
  scenario: Scenario,
): { readonly interventions: readonly Intervention[]; readonly problems: readonly Problem[] } {
  const packed = fields.get('deeds')
  const text = packed === undefined ? fields.get('do') : unpack(packed, MOST_BYTES)
  if (packed !== undefined && text === undefined)
    return { interventions: [], problems: [unreadable('deeds')] }
  if (text === undefined || text === '') return { interventions: [], problems: [] }
  return readInterventions(text.split(','), scenario)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}

export function readFuturesField(fields: Fields): {
  readonly futures: Futures | undefined
  readonly problems: readonly Problem[]
} {
  const packed = fields.get('futures')
  if (packed === undefined) return { futures: undefined, problems: [] }
  const text = unpack(packed, MOST_BYTES)
  if (text === undefined) return { futures: undefined, problems: [unreadable('futures')] }
  return readFutures(jsonOf(text))
}

export const ACTS: ActsCodec = {
  fields: ({ interventions, futures }) => [
    ...interventionFields(interventions),
    ...futuresFields(futures),
  ],
  read(fields, scenario) {
    const deeds = readDeeds(fields, scenario)
    const tree = readFuturesField(fields)
    return {
      interventions: deeds.interventions,
      futures: tree.futures,
      problems: [...deeds.problems, ...tree.problems],
    }
  },
}
