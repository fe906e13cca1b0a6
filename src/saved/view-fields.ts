/**
 * Each property of the view in a link: its key, what it is on a fresh page, how it is written and read. The only place that
 * knows: a property without a field does not compile.
 */
import { type Problem, quote } from '../engine/scenario/problem.ts'
import { MAX_STREAMS } from '../engine/network/nics.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { PAGES_PER_GIB } from '../engine/units.ts'
import { MAX_BLOCK_PAGES } from '../recording/block-limit.ts'
import { TOPICS } from '../report/explain/chain.ts'
import {
  CONSOLE_VCPUS,
  flipsFrom,
  flipsText,
  MAX_FLIPS,
  PROGRAMS,
  type ConsoleChoice,
} from './console-choice.ts'
import { LANE_WINDOWS } from './lane-window.ts'
import { lensFrom, lensText } from './lens-text.ts'
import type { Fields } from './versions.ts'
import { MAX_PAUSES, PAUSE_CODES, pausesFrom, pausesText } from './pauses.ts'
import { DRAWERS, HEAT_MODES, LAYOUTS, OVERLAYS, THEMES, type Tools, type View } from './view.ts'

interface Field<Value> {
  readonly key: string
  readonly fresh: Value
  /** Undefined: the link leaves it out. */
  readonly text: (value: Value, view: View) => string | undefined
  /** Undefined: it can't be read; the value stays fresh. */
  readonly read: (text: string, scenario: Scenario) => Value | undefined
  readonly allowed: (scenario: Scenario) => string
}

type Table<Whole> = { readonly [Name in keyof Whole]: Field<Whole[Name]> }

function oneOf<Option extends string, Fresh extends Option | undefined>(
  key: string,
  options: readonly Option[],
  fresh: Fresh,
): Field<Option | Fresh> {
  return {
    key,
    fresh,
    text: (value) => (value === fresh ? undefined : value),
    read: (text) => options.find((option) => option === text),
    allowed: () => options.join(', '),
  }
}

/** There, and not switched off by hand. */
function flag(key: string): Field<boolean> {
  return {
    key,
    fresh: false,
    text: (value) => (value ? '' : undefined),
    read: (text) => text !== '0',
    allowed: () => `${key}, ${key}=0`,
  }
}

/** A whole number in a link, `shift` more than in the view; where it is `fresh`, the link leaves it out. */
function whole<Fresh extends number | undefined>(
  key: string,
  fresh: Fresh,
  [min, max]: readonly [min: number, max: number | ((scenario: Scenario) => number)],
  shift = 0,
): Field<number | Fresh> {
  const limit = typeof max === 'number' ? () => max : max
  return {
    key,
    fresh,
    text: (value) => (value === fresh || value === undefined ? undefined : String(value + shift)),
    read(text, scenario) {
      const number = /^\d{1,12}$/.test(text) ? Number(text) : Number.NaN
      return number >= min && number <= limit(scenario) ? number - shift : undefined
    },
    allowed: (scenario) => `a whole number, ${min} to ${limit(scenario)}`,
  }
}

/** 4²⁰ pages are far more than 24 TiB. */
const MAX_ZOOM = 20
/** 24 TiB have 6.4 × 10⁹ pages. */
const MAX_PAGE = 1e11
const lastPage = (scenario: Scenario) => Math.floor(scenario['vm.memory'] * PAGES_PER_GIB) - 1

const VIEW: Table<Omit<View, 'tools' | 'console'>> = {
  layout: oneOf('layout', LAYOUTS, 'stage'),
  theme: oneOf('theme', THEMES, undefined),
  linearAxis: {
    key: 'axis',
    fresh: false,
    text: (linear) => (linear ? 'linear' : undefined),
    read: (text) => (text === 'linear' || text === 'stretched' ? text === 'linear' : undefined),
    allowed: () => 'linear, stretched',
  },
  zoom: whole('zoom', 0, [0, MAX_ZOOM]),
  firstPage: whole('page', 0, [0, lastPage]),
  drawer: oneOf('drawer', DRAWERS, undefined),
  overlay: oneOf('open', OVERLAYS, undefined),
  ribbon: flag('ribbon'),
  stage: flag('stage'),
}

const TOOLS: Table<Tools> = {
  why: oneOf('why', TOPICS, undefined),
  life: whole('life', undefined, [0, MAX_PAGE]),
  block: whole('block', undefined, [2, MAX_BLOCK_PAGES]),
  heat: {
    ...oneOf('heat', HEAT_MODES, 'state'),
    // Older pages open the tab by times sent unless the link says otherwise.
    text: (mode, { drawer }) => (mode === 'state' && drawer !== 'heat' ? undefined : mode),
  },
  stream: whole('stream', undefined, [1, MAX_STREAMS], 1),
  lens: {
    key: 'lens',
    fresh: undefined,
    text: (lens) => lens && lensText(lens),
    read: lensFrom,
    allowed: () => 'phases with their share, such as pass0:0.3,switchover:0.2',
  },
  pauses: {
    key: 'pauses',
    fresh: [],
    text: (pauses) => (pauses.length > 0 ? pausesText(pauses) : undefined),
    read: pausesFrom,
    allowed: () => `at most ${MAX_PAUSES} of ${PAUSE_CODES.join(', ')}`,
  },
}

const CONSOLE: Table<ConsoleChoice> = {
  program: oneOf('console', PROGRAMS, 'pinball'),
  vcpu: oneOf('vcpu', CONSOLE_VCPUS, 'writer'),
  lanes: oneOf('lanes', LANE_WINDOWS, 'run'),
  flips: {
    key: 'flips',
    fresh: [],
    text: (flips) => (flips.length > 0 ? flipsText(flips) : undefined),
    read: flipsFrom,
    allowed: () => `at most ${MAX_FLIPS} flips such as u1n4-2.l2, in the order of time`,
  },
}

const entriesOf = <Whole extends object>(table: Table<Whole>) =>
  Object.entries(table) as [keyof Whole, Field<Whole[keyof Whole]>][]

function freshOf<Whole extends object>(table: Table<Whole>): Whole {
  return Object.fromEntries(entriesOf(table).map(([name, { fresh }]) => [name, fresh])) as Whole
}

function write<Whole extends object>(table: Table<Whole>, whole: Whole, view: View) {
  return entriesOf(table).flatMap(([name, { key, text }]): [string, string][] => {
    const written = text(whole[name], view)
    return written === undefined ? [] : [[key, written]]
  })
}

export const FRESH_VIEW: View = {
  ...freshOf(VIEW),
  tools: freshOf(TOOLS),
  console: freshOf(CONSOLE),
}

export const VIEW_KEYS: readonly string[] = [VIEW, TOOLS, CONSOLE].flatMap((table) =>
  Object.values(table).map(({ key }) => key),
)

/** What of a view differs from a fresh page. */
export function viewFields(view: View): [string, string][] {
  return [
    ...write<Omit<View, 'tools' | 'console'>>(VIEW, view, view),
    ...write(TOOLS, view.tools, view),
    ...write(CONSOLE, view.console, view),
  ]
}

/** What can't be read stays as on a fresh page, and a problem says so. */
export function readView(
  fields: Fields,
  scenario: Scenario,
): { readonly view: View; readonly problems: readonly Problem[] } {
  const problems: Problem[] = []
  function read<Whole extends object>(table: Table<Whole>): Whole {
    const values = entriesOf(table).map(([name, field]) => {
      const text = fields.get(field.key)
      const value = text === undefined ? field.fresh : field.read(text, scenario)
      if (value !== undefined || text === undefined) return [name, value]
      const allowed = field.allowed(scenario)
      problems.push({ field: field.key, message: `${quote(text)} isn't valid`, allowed })
      return [name, field.fresh]
    })
    return Object.fromEntries(values) as Whole
  }
  const view = { ...read(VIEW), tools: read(TOOLS), console: read(CONSOLE) }
  return { view, problems }
}
