/** Uses the page at random: does something, lets it come to rest, checks what must hold, and so on. */
import { perform } from '../session/commands.ts'
import { anyAction, firstSize } from './actions.ts'
import { problems } from './checks.ts'
import { drawsOf } from './draws.ts'
import { openFrame, type Frame } from './frame.ts'

/** A run that takes longer is cancelled, as a person would. */
const PATIENCE_MILLISECONDS = 3000
/** A page that has not come to rest by then hangs. */
const HANGS_MILLISECONDS = 60_000
const MAX_FINDINGS = 20

/** The number of an address, or what it is without one. */
function numberOf(parameters: URLSearchParams, name: string, usual: number): number {
  const number = Number(parameters.get(name) || usual)
  return Number.isSafeInteger(number) && number >= 0 ? number : usual
}

const nextFrame = ({ window }: Frame) =>
  new Promise<void>((resolve) => window.requestAnimationFrame(() => resolve()))

/** So many frames of so many milliseconds pass in a step. */
const FRAMES = 5
const FRAME_MILLISECONDS = 100

/** Lets some time pass on the page. */
async function pass(frame: Frame): Promise<void> {
  for (let count = 0; count < FRAMES; count++) {
    frame.advance(FRAME_MILLISECONDS)
    await nextFrame(frame)
  }
}

/** Waits until the threads have answered and the picture is drawn; what takes too long is cancelled. Says what does not end. */
async function rest(frame: Frame): Promise<readonly string[]> {
  const { session, window } = frame
  const began = performance.now()
  let quiet = 0
  while (quiet < 3) {
    await nextFrame(frame)
    const { awaited } = session.store.getState()
    const busy =
      window.document.documentElement.hasAttribute('data-busy') || awaited?.kind === 'computing'
    quiet = busy ? 0 : quiet + 1
    const waited = performance.now() - began
    if (waited > HANGS_MILLISECONDS) return ['the page does not settle']
    if (busy && waited > PATIENCE_MILLISECONDS && window.document.querySelector('.awaited'))
      perform(session, 'cancel-run')
  }
  return []
}

/** `?fuzz=SEED`, and `&steps=N` for an end. Step and findings are told by attributes of the document's element. */
export async function startFuzz(place: HTMLElement): Promise<void> {
  const parameters = new URLSearchParams(location.search)
  const seed = numberOf(parameters, 'fuzz', 1)
  const steps = numberOf(parameters, 'steps', Infinity)
  const told = document.documentElement.dataset
  const output = document.createElement('pre')
  const stage = document.createElement('div')
  place.replaceChildren(output, stage)
  const frame = await openFrame(stage)
  firstSize(frame)
  const findings: string[] = []

  for (let step = 0; step < steps && findings.length < MAX_FINDINGS; step++) {
    const draws = drawsOf(seed, step)
    let did = 'nothing'
    let wrong: readonly string[]
    try {
      did = anyAction(draws)(frame, draws)
      const before = await rest(frame)
      await pass(frame)
      wrong = [...before, ...(await rest(frame)), ...problems(frame)]
    } catch (error) {
      wrong = [String(error)]
    }
    for (const each of new Set(wrong)) findings.push(`step ${step}, ${did}: ${each}`)
    told['fuzzStep'] = String(step + 1)
    told['fuzzDeaths'] = String(frame.deaths())
    told['fuzzFindings'] = JSON.stringify(findings)
    output.textContent = [`seed ${seed}, step ${step}: ${did}`, ...findings].join('\n')
  }
  told['fuzzDone'] = ''
}
