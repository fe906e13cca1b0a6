/** The part of a link that says how the run is looked at: playhead, layout, theme, axis, map, drawer. */
import { type Problem, quote } from '../engine/scenario/problem.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { PAGES_PER_GIB } from '../engine/units.ts'
import {
  CONSOLE_VCPUS,
  flipsFrom,
  flipsText,
  FRESH_CONSOLE,
  MOST_FLIPS,
  PROGRAMS,
  type ConsoleChoice,
} from './console-link.ts'
import { LANE_WINDOWS } from './lane-window.ts'
import type { Fields } from './link-fields.ts'
import { LONGEST_SECONDS, secondsFrom, secondsText } from './link-time.ts'
import { FRESH_TOOLS, readTools, TOOL_KEYS, toolFields, type LinkTools } from './link-tools.ts'

const LAYOUTS = ['stage', 'explore'] as const
const THEMES = ['dark', 'light'] as const
/** The tabs of the drawer, as links name them: the one list of their ids. A tab is never renamed, or old links break. */
export const DRAWERS = [
  'why',
  'events',
  'passes',
  'life',
  'heat',
  'pauses',
  'vcpus',
  'outside',
  'cost',
  'calls',
  'log',
  'components',
] as const
/** What lies over the page, as links name it. */
export const OVERLAYS = ['stories', 'myths', 'failures', 'versions', 'evacuation', 'truth'] as const
export type LinkLayout = (typeof LAYOUTS)[number]
export type LinkTheme = (typeof THEMES)[number]
export type LinkDrawer = (typeof DRAWERS)[number]
export type LinkOverlay = (typeof OVERLAYS)[number]

export interface LinkView {
  readonly timeNanoseconds: number
  readonly layout: LinkLayout
  /** Undefined: whatever the reader's system prefers. */
  readonly theme: LinkTheme | undefined
  readonly linearAxis: boolean
  /** 0 shows all of memory, each step a quarter of it. */
  readonly zoom: number
  readonly firstPage: number
  readonly drawer: LinkDrawer | undefined
  readonly overlay: LinkOverlay | undefined
  /** The ribbon of generations is shown. */
  readonly ribbon: boolean
  readonly tools: LinkTools
  /** What the guest's console runs, and the flips of a person. */
  readonly console: ConsoleChoice
  /** A talk: nothing starts by itself. */
  readonly stage: boolean
}

export const FRESH_VIEW: LinkView = {
  timeNanoseconds: 0,
  layout: 'stage',
  theme: undefined,
  linearAxis: false,
  zoom: 0,
  firstPage: 0,
  drawer: undefined,
  overlay: undefined,
  ribbon: false,
  tools: FRESH_TOOLS,
  console: FRESH_CONSOLE,
  stage: false,
}

export const VIEW_KEYS = [
  't',
  'layout',
  'theme',
  'axis',
  'zoom',
  'page',
  'drawer',
  'open',
  'ribbon',
  ...TOOL_KEYS,
  'console',
  'vcpu',
  'flips',
  'lanes',
  'stage',
] as const
/** 4²⁰ pages are far more than 24 TiB. */
const MOST_ZOOM = 20
export function viewFields(view: LinkView): [string, string][] {
  const fields: [string, string][] = []
  if (view.timeNanoseconds > 0) fields.push(['t', secondsText(view.timeNanoseconds)])
  if (view.layout !== FRESH_VIEW.layout) fields.push(['layout', view.layout])
  if (view.theme !== undefined) fields.push(['theme', view.theme])
  if (view.linearAxis) fields.push(['axis', 'linear'])
  if (view.zoom > 0) fields.push(['zoom', String(view.zoom)])
  if (view.firstPage > 0) fields.push(['page', String(view.firstPage)])
  if (view.drawer !== undefined) fields.push(['drawer', view.drawer])
  if (view.overlay !== undefined) fields.push(['open', view.overlay])
  if (view.ribbon) fields.push(['ribbon', ''])
  fields.push(...toolFields(view.tools, view.drawer))
  const { program, vcpu, flips, lanes } = view.console
  if (program !== FRESH_CONSOLE.program) fields.push(['console', program])
  if (vcpu !== FRESH_CONSOLE.vcpu) fields.push(['vcpu', vcpu])
  if (lanes !== FRESH_CONSOLE.lanes) fields.push(['lanes', lanes])
  if (flips.length > 0) fields.push(['flips', flipsText(flips)])
  if (view.stage) fields.push(['stage', ''])
  return fields
}

/** A flag: there, and not switched off by hand. */
function isSet(fields: Fields, key: string): boolean {
  return fields.has(key) && fields.get(key) !== '0'
}

function wholeFrom(text: string, most: number): number | undefined {
  return /^\d{1,12}$/.test(text) && Number(text) <= most ? Number(text) : undefined
}

export function readView(
  fields: Fields,
  scenario: Scenario,
): { view: LinkView; problems: readonly Problem[] } {
  const problems: Problem[] = []
  /** The value under a key, read by `read`; `otherwise` when it is missing or wrong. */
  function field<Value>(
    key: string,
    read: (text: string) => Value | undefined,
    otherwise: Value,
    allowed: string,
  ): Value {
    const text = fields.get(key)
    if (text === undefined) return otherwise
    const value = read(text)
    if (value === undefined)
      problems.push({ field: key, message: `${quote(text)} cannot be used`, allowed })
    return value ?? otherwise
  }
  const oneOf = <Option extends string>(key: string, options: readonly Option[]) =>
    field<Option | undefined>(
      key,
      (text) => options.find((option) => option === text),
      undefined,
      options.join(', '),
    )

  const lastPage = Math.floor(scenario['vm.memory'] * PAGES_PER_GIB) - 1
  const tools = readTools(fields)
  const view: LinkView = {
    tools: tools.tools,
    timeNanoseconds: field(
      't',
      secondsFrom,
      FRESH_VIEW.timeNanoseconds,
      `0s to ${LONGEST_SECONDS}s`,
    ),
    layout: oneOf('layout', LAYOUTS) ?? FRESH_VIEW.layout,
    theme: oneOf('theme', THEMES),
    linearAxis: oneOf('axis', ['linear', 'stretched']) === 'linear',
    zoom: field(
      'zoom',
      (text) => wholeFrom(text, MOST_ZOOM),
      FRESH_VIEW.zoom,
      `a whole number, 0 to ${MOST_ZOOM}`,
    ),
    firstPage: field(
      'page',
      (text) => wholeFrom(text, lastPage),
      FRESH_VIEW.firstPage,
      `a whole number, 0 to ${lastPage}`,
    ),
    drawer: oneOf('drawer', DRAWERS),
    overlay: oneOf('open', OVERLAYS),
    ribbon: isSet(fields, 'ribbon'),
    console: {
      program: oneOf('console', PROGRAMS) ?? FRESH_CONSOLE.program,
      vcpu: oneOf('vcpu', CONSOLE_VCPUS) ?? FRESH_CONSOLE.vcpu,
      lanes: oneOf('lanes', LANE_WINDOWS) ?? FRESH_CONSOLE.lanes,
      flips: field(
        'flips',
        flipsFrom,
        FRESH_CONSOLE.flips,
        `at most ${MOST_FLIPS} flips such as u1n4-2.l2, in the order of time`,
      ),
    },
    stage: isSet(fields, 'stage'),
  }
  return { view, problems: [...problems, ...tools.problems] }
}
