/**
 * The link: a saved run in the fragment of the page's address, as `#v=1&p=oltp&seed=7&vm.memory=128&t=61.2s&stage`.
 * Only what differs from the preset and from a fresh page is written. Reading never throws.
 */
import { type Problem, problemLine, quote } from '../engine/scenario/problem.ts'
import { DEFAULT_SCENARIO, DEFAULT_SEED } from '../engine/scenario/scenario.ts'
import { joinFields, splitFields, upgradeFields } from './link-fields.ts'
import { inputFields, readInput } from './link-input.ts'
import type { InterventionsCodec } from './link-interventions.ts'
import { oneFuture, type SavedRun, shownFuture, withInput } from './saved-run.ts'
import { secondsText } from '../engine/scenario/seconds.ts'
import { MAX_SECONDS, timeFrom } from './seconds.ts'
import { type Fields, LINK_FORMAT } from './versions.ts'
import { FRESH_VIEW, readView, viewFields } from './view-fields.ts'

/** Something in the link that could not be used as it stands. `text` is a whole line for the reader. */
export interface LinkNotice {
  readonly field: string
  readonly text: string
}

/** What a page without a fragment shows. */
export const FRESH_RUN: SavedRun = {
  futures: oneFuture({ scenario: DEFAULT_SCENARIO, seed: DEFAULT_SEED }, undefined),
  time: 0,
  view: FRESH_VIEW,
}

/** The fragment without its `#`. `codec`: for interventions and futures, without which they are left out. */
export function encodeLink({ futures, time, view }: SavedRun, codec?: InterventionsCodec): string {
  const interventions = codec?.fields(futures) ?? []
  // Older pages open a link that needs nothing of them.
  const version = interventions.length > 0 ? LINK_FORMAT.version : 1
  return joinFields([
    ['v', String(version)],
    ...inputFields(shownFuture(futures)),
    ...interventions,
    ...(time > 0 ? [['t', `${secondsText(time)}s`] satisfies [string, string]] : []),
    ...viewFields(view),
  ])
}

function readTime(fields: Fields): {
  readonly time: number
  readonly problems: readonly Problem[]
} {
  const text = fields.get('t')
  const time = text === undefined ? 0 : timeFrom(text)
  if (time !== undefined) return { time, problems: [] }
  const message = `${quote(text)} isn't a time`
  return { time: 0, problems: [{ field: 't', message, allowed: `0s to ${MAX_SECONDS}s` }] }
}

/**
 * A fragment of any origin, with or without `#`. What can't be read stays as on a fresh page, and a notice says why. Where
 * the tree of futures and the link's own fields differ, these say what is on the screen.
 */
export function decodeLink(
  hash: string,
  codec?: InterventionsCodec,
): { readonly run: SavedRun; readonly notices: readonly LinkNotice[] } {
  const { fields: written, problems: broken } = splitFields(hash)
  if (written.size === 0) return { run: FRESH_RUN, notices: broken.map(notice) }
  const { fields, problems: outdated } = upgradeFields(written)
  const { input, preset, ...read } = readInput(fields)
  const { time, ...timed } = readTime(fields)
  const { view, ...viewed } = readView(fields, input.scenario)
  const more = codec?.read(fields, input.scenario)
  const interventions = more?.interventions ?? []
  const whole = { ...input, ...(interventions.length > 0 && { interventions }) }
  return {
    run: {
      futures: more?.futures ? withInput(more.futures, whole, preset) : oneFuture(whole, preset),
      time,
      view,
    },
    notices: [
      ...broken,
      ...outdated,
      ...read.problems,
      ...timed.problems,
      ...viewed.problems,
      ...(more?.problems ?? []),
    ].map(notice),
  }
}

function notice(problem: Problem): LinkNotice {
  return { field: problem.field, text: problemLine(problem) }
}
