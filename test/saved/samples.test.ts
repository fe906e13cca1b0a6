// Links and files of every version open for ever as on the day that they were written; see `README.md` in `samples/`.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { interventionText } from '../../src/engine/scenario/intervention-text.ts'
import { DEFAULT_SCENARIO, type RunInput } from '../../src/engine/scenario/scenario.ts'
import { INTERVENTIONS } from '../../src/saved/interventions-codec.ts'
import { decodeLink, FRESH_RUN } from '../../src/saved/link.ts'
import { readRunFile } from '../../src/saved/run-file.ts'
import { type Futures, type SavedRun, shownFuture } from '../../src/saved/saved-run.ts'
import { readScenarioFile } from '../../src/saved/scenario-file.ts'

type Json = Readonly<Record<string, unknown>>

const SAMPLES = new URL('./samples/', import.meta.url)

const sampleNames = (prefix: string) =>
  readdirSync(SAMPLES).filter((name) => name.startsWith(prefix) && name.endsWith('.json'))

/** A sample as it stands, with `undefined` for each `null`, which no state holds. */
function sampleOf(name: string): unknown {
  const undefinedFor = (value: unknown): unknown => {
    if (value === null) return undefined
    if (typeof value !== 'object') return value
    if (Array.isArray(value)) return value.map(undefinedFor)
    return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, undefinedFor(each)]))
  }
  return undefinedFor(JSON.parse(readFileSync(new URL(name, SAMPLES), 'utf8')))
}

const plainInput = ({ scenario, seed, rates, interventions = [] }: RunInput) => ({
  scenario,
  seed,
  rates,
  interventions: interventions.map(interventionText),
})

/** As samples have it: the playhead is part of the view. */
const plainView = ({ view, time }: SavedRun) => ({ ...view, timeNanoseconds: time })

const plainRun = (run: SavedRun) => {
  const { input, preset } = shownFuture(run.futures)
  return { ...plainView(run), ...plainInput(input), preset }
}

const plainTree = (futures: Futures | undefined) =>
  futures && {
    shown: futures.shown,
    compared: futures.compared,
    list: futures.list.map(({ input, ...future }) => ({ ...future, ...plainInput(input) })),
  }

/** A sample of a tree names of each scenario what differs from the default one. */
interface TreeSample {
  readonly shown: number
  readonly compared: number | undefined
  readonly list: readonly { readonly scenario: Json }[]
}

const wholeTree = (tree: TreeSample | undefined) =>
  tree && {
    ...tree,
    list: tree.list.map((future) => ({
      ...future,
      scenario: { ...DEFAULT_SCENARIO, ...future.scenario },
    })),
  }

interface LinkSample {
  readonly link: string
  /** The fields that the reader is warned of. */
  readonly notices: readonly string[]
  readonly preset: string | undefined
  readonly input: Json
  readonly futures: TreeSample | undefined
  readonly view: Json
}

describe('a link of any version', () => {
  const names = sampleNames('link-').filter((name) => name !== 'link-v1-ids.json')

  it.each(names)('%s opens as on the day that it was written', (name) => {
    const sample = sampleOf(name) as LinkSample
    const { run, notices } = decodeLink(sample.link, INTERVENTIONS)
    const { input, preset, name: called } = shownFuture(run.futures)
    expect(notices.map(({ field }) => field)).toEqual(sample.notices)
    expect(preset).toBe(sample.preset)
    expect(plainInput(input)).toMatchObject(sample.input)
    if (sample.futures) expect(plainTree(run.futures)).toEqual(wholeTree(sample.futures))
    else expect([run.futures.list.length, called]).toEqual([1, ''])
    expect(plainView(run)).toMatchObject(sample.view)
  })

  it.each(Object.entries(sampleOf('link-v1-ids.json') as Record<string, Json>))(
    '%s means what it meant',
    (link, changed) => {
      const { run, notices } = decodeLink(link)
      expect(notices).toEqual([])
      expect(plainRun(run)).toEqual(overlaid(plainRun(FRESH_RUN), changed))
    },
  )
})

function overlaid(base: object, changed: Json): Json {
  const merged = Object.entries(changed).map(([key, value]): [string, unknown] => {
    const below = (base as Json)[key]
    const nested = typeof value === 'object' && value !== null && !Array.isArray(value)
    return [key, nested && below ? overlaid(below, value as Json) : value]
  })
  return { ...base, ...Object.fromEntries(merged) }
}

describe('a run file of any version', () => {
  it.each(sampleNames('run-file-'))('%s opens as on the day that it was written', (name) => {
    const sample = sampleOf(name) as {
      file: Json
      problems: readonly string[]
      time: number
      futures: TreeSample
    }
    const { run, problems } = readRunFile(JSON.stringify(sample.file))
    expect(problems.map(({ field }) => field)).toEqual(sample.problems)
    expect(run?.time).toBe(sample.time)
    expect(plainTree(run?.futures)).toEqual(wholeTree(sample.futures))
  })
})

describe('a scenario file of any version', () => {
  it.each(sampleNames('scenario-file-'))('%s opens as on the day that it was written', (name) => {
    const sample = sampleOf(name) as {
      file: Json
      problems: readonly string[]
      preset: string | undefined
      input: Json
    }
    const { input, preset, problems } = readScenarioFile(JSON.stringify(sample.file))
    expect(problems.map(({ field }) => field)).toEqual(sample.problems)
    expect(preset).toBe(sample.preset)
    expect(plainInput(input)).toMatchObject(sample.input)
  })
})
