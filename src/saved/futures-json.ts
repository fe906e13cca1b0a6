/** Futures as JSON, for run files and, packed, for links. Reading takes anything and names what is wrong by its place. */
import { interventionText, readInterventions } from '../engine/scenario/intervention-text.ts'
import { MAX_INTERVENTION_TIME } from '../engine/scenario/intervention.ts'
import { isPreset, presetScenario, type ScenarioId } from '../catalogue/presets.ts'
import { type Problem, printable, quote } from '../engine/scenario/problem.ts'
import {
  DEFAULT_SCENARIO,
  DEFAULT_SEED,
  PARAMETER_IDS,
  type Scenario,
} from '../engine/scenario/scenario.ts'
import { checkScenario, checkSeed, valueText } from '../engine/scenario/validate.ts'
import { LONGEST_NAME, MOST_FUTURES, type Future, type Futures } from './futures.ts'

export interface FutureJson {
  readonly id: number
  readonly name?: string
  readonly parent?: number
  readonly forkAt?: number
  readonly preset?: ScenarioId
  readonly seed?: number
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly interventions?: readonly string[]
}

export interface FuturesJson {
  readonly shown: number
  readonly compared?: number
  readonly futures: readonly FutureJson[]
}

function baseOf(preset: ScenarioId | undefined): Scenario {
  return preset !== undefined && isPreset(preset) ? presetScenario(preset) : DEFAULT_SCENARIO
}

/** Only what differs from the preset is written, as in a link. */
function futureJson({ id, name, input, preset, parent, forkAt }: Future): FutureJson {
  const base = baseOf(preset)
  const changed = PARAMETER_IDS.filter(
    (each) => valueText(each, input.scenario[each]) !== valueText(each, base[each]),
  )
  return {
    id,
    ...(name !== '' && { name }),
    ...(parent !== undefined && { parent, forkAt }),
    ...(preset !== undefined && isPreset(preset) && { preset }),
    ...(input.seed !== DEFAULT_SEED && { seed: input.seed }),
    ...(changed.length > 0 && {
      parameters: Object.fromEntries(changed.map((each) => [each, input.scenario[each]])),
    }),
    ...(input.interventions?.length && {
      interventions: input.interventions.map(interventionText),
    }),
  }
}

export function futuresJson({ list, shown, compared }: Futures): FuturesJson {
  return {
    shown,
    ...(compared !== undefined && { compared }),
    futures: list.map(futureJson),
  }
}

const isId = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 1e6

const entriesOf = (value: unknown): ReadonlyMap<string, unknown> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map<string, unknown>(Object.entries(value))
    : undefined

/** One future; wrong parts stay as in the preset and are told. Undefined when it is none at all. */
function readFuture(
  place: number,
  value: unknown,
): { readonly future: Future | undefined; readonly problems: readonly Problem[] } {
  const field = `future ${place}`
  const wrong = (part: string, message: string, allowed: string): Problem => ({
    field: `${field}${part}`,
    message,
    allowed,
  })
  const entries = entriesOf(value)
  const id = entries?.get('id')
  if (entries === undefined || !isId(id)) {
    const message = entries === undefined ? `${quote(value)} is no future` : `${quote(id)} is no id`
    return { future: undefined, problems: [wrong('', message, '{"id": 1, …}')] }
  }
  const problems: Problem[] = []
  const given = entries.get('preset')
  const preset = typeof given === 'string' && isPreset(given) ? given : undefined
  if (given !== undefined && preset === undefined)
    problems.push(wrong(' preset', `${quote(given)} is no preset`, 'a preset of the list'))
  const seed = checkSeed(entries.get('seed') ?? DEFAULT_SEED)
  if ('problem' in seed) problems.push({ ...seed.problem, field: `${field} seed` })
  const checked = checkScenario(entries.get('parameters') ?? {}, baseOf(preset))
  const acts = readInterventions(entries.get('interventions'), checked.scenario)
  for (const problem of [...checked.problems, ...acts.problems])
    problems.push({ ...problem, field: `${field} ${problem.field}` })
  const name = entries.get('name') ?? ''
  if (typeof name !== 'string') problems.push(wrong(' name', `${quote(name)} is no text`, 'a text'))
  const parent = entries.get('parent')
  if (parent !== undefined && !isId(parent))
    problems.push(wrong(' parent', `${quote(parent)} is no id`, 'the id of another future'))
  const forkAt = entries.get('forkAt') ?? 0
  const when =
    typeof forkAt === 'number' &&
    Number.isInteger(forkAt) &&
    forkAt >= 0 &&
    forkAt <= MAX_INTERVENTION_TIME
      ? forkAt
      : 0
  if (when !== forkAt)
    problems.push(
      wrong(
        ' forkAt',
        `${quote(forkAt)} is no time`,
        `whole nanoseconds, 0 to ${MAX_INTERVENTION_TIME}`,
      ),
    )
  const input = {
    scenario: checked.scenario,
    seed: 'ok' in seed ? seed.ok : DEFAULT_SEED,
    ...(acts.interventions.length > 0 && { interventions: acts.interventions }),
  }
  const future: Future = {
    id,
    name: typeof name === 'string' ? printable(name, LONGEST_NAME) : '',
    input,
    preset,
    parent: isId(parent) ? parent : undefined,
    forkAt: when,
  }
  return { future, problems }
}

/** Ids once, parents that exist and come before: a tree and nothing else. */
function asTree(list: readonly Future[]): Future[] {
  const seen = new Set<number>()
  const tree: Future[] = []
  for (const future of list) {
    if (seen.has(future.id)) continue
    const rooted = future.parent === undefined || seen.has(future.parent)
    tree.push(rooted ? future : { ...future, parent: undefined })
    seen.add(future.id)
  }
  return tree
}

/** Any JSON to a tree of futures; undefined when it holds none. */
export function readFutures(value: unknown): {
  readonly futures: Futures | undefined
  readonly problems: readonly Problem[]
} {
  const entries = entriesOf(value)
  const given = entries?.get('futures')
  const list: readonly unknown[] = Array.isArray(given) ? given : []
  if (list.length === 0 || list.length > MOST_FUTURES) {
    const message =
      list.length === 0 ? 'it holds no list of futures' : `it has ${list.length} futures`
    const allowed = `{"shown": 1, "futures": [{"id": 1, …}, …]}, at most ${MOST_FUTURES}`
    return { futures: undefined, problems: [{ field: 'futures', message, allowed }] }
  }
  const read = list.map((each, index) => readFuture(index + 1, each))
  const problems = read.flatMap((each) => each.problems).slice(0, 20)
  const tree = asTree(read.flatMap(({ future }) => (future === undefined ? [] : [future])))
  const first = tree[0]
  if (first === undefined) return { futures: undefined, problems }
  const known = (id: unknown) => tree.find((future) => future.id === id)?.id
  const shown = known(entries?.get('shown'))
  if (shown === undefined)
    problems.push({
      field: 'shown',
      message: `${quote(entries?.get('shown'))} is no future of the list`,
      allowed: tree.map(({ id }) => id).join(', '),
    })
  return {
    futures: { list: tree, shown: shown ?? first.id, compared: known(entries?.get('compared')) },
    problems,
  }
}
