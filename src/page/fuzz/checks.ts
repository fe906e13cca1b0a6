/** What must hold whenever the page rests. */
import { OTHER_COPIERS } from '../../engine/migration/other-copiers.ts'
import { startRunWith } from '../../engine/run-with.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import { outcomeRows } from '../../text/outcome.ts'
import { plain } from '../../text/sentence.ts'
import type { Frame } from './frame.ts'

/** No person reads one of these. */
const FORBIDDEN = /\bundefined\b|\bNaN\b|\bInfinity\b|\[object /
const SPOKEN = ['aria-label', 'aria-valuetext', 'aria-description', 'title', 'alt', 'placeholder']

/** The page's script objects may take so much: its budget, and as much again for the fuzz itself and what is not collected yet. */
const MAX_HEAP_BYTES = 160 * 2 ** 20

/** A run that takes more steps than these is not checked a second time. */
const MAX_STEPS = 3000

/** Chromium alone tells. */
function heapBytes(): number | undefined {
  const { memory } = performance as { readonly memory?: { readonly usedJSHeapSize: number } }
  return memory?.usedJSHeapSize
}

function* words({ window }: Frame): Generator<string> {
  const { body } = window.document
  yield body.innerText
  for (const element of body.querySelectorAll(SPOKEN.map((name) => `[${name}]`).join()))
    for (const name of SPOKEN) yield element.getAttribute(name) ?? ''
}

function wrongWords(frame: Frame): readonly string[] {
  const found: string[] = []
  for (const text of words(frame)) {
    const at = text.search(FORBIDDEN)
    if (at >= 0) found.push(`says "${text.slice(Math.max(0, at - 40), at + 40)}"`)
  }
  return found
}

/** The hash of an input, by an engine of our own; undefined where that takes long. */
function hashOf(input: RunInput): string | undefined {
  if (input.scenario.model === 'literal') return undefined
  const run = startRunWith({ others: OTHER_COPIERS }, input)
  for (let steps = 0; steps < MAX_STEPS; steps++) {
    const step = run.next()
    if (step.done === true) return step.value.runHash
  }
  return undefined
}

/** What is on the screen is the run of the input, or is marked as the former one. */
function verdictBelongs({ session, window }: Frame): readonly string[] {
  const { awaited, input, runId, requestedRunId, summary, film } = session.store.getState()
  const { document } = window
  if (awaited !== undefined) {
    const marked = document.querySelector('.page[data-former] .awaited') !== null
    return marked ? [] : [`a run that is ${awaited.kind} is not labelled as such`]
  }
  if (summary === undefined) return ['there is no run']
  if (runId !== requestedRunId) return [`run ${runId} is shown, run ${requestedRunId} is wanted`]
  const hash = hashOf(input)
  if (hash !== undefined && hash !== summary.runHash) return ['the run is not that of the input']
  const total = document.querySelector('[data-row="total"] dd')?.textContent?.trim()
  const [row] = outcomeRows(summary)
  if (film === 'running' || total === undefined || row === undefined) return []
  const wanted = plain(row.value)
  return total.startsWith(wanted) ? [] : [`the total says "${total}", not "${wanted}"`]
}

/** The picture is that of the moment, as long as time stands still. */
function frameAnswered({ session, window }: Frame): readonly string[] {
  // A tab that is hidden draws nothing.
  if (window.document.hidden) return []
  const { latest } = session.frames
  const { runId, playback, awaited } = session.store.getState()
  if (latest === undefined || awaited !== undefined) return []
  if (latest.runId !== runId) return [`the picture is of run ${latest.runId}, not of ${runId}`]
  const { time } = session.playhead
  if (playback.playing || latest.time === time) return []
  return [`the picture is of ${latest.time}, the playhead is at ${time}`]
}

function memoryBounded(): readonly string[] {
  const bytes = heapBytes()
  return bytes === undefined || bytes <= MAX_HEAP_BYTES
    ? []
    : [`the heap holds ${Math.round(bytes / 2 ** 20)} MiB`]
}

/** All that does not hold. */
export function problems(frame: Frame): readonly string[] {
  return [
    ...frame.takeErrors(),
    ...wrongWords(frame),
    ...verdictBelongs(frame),
    ...frameAnswered(frame),
    ...memoryBounded(),
  ]
}
