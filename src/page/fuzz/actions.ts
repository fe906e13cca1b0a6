/** All that the fuzz can do to a page, each with what it says of itself. Draws alone decide, never the clock. */
import { PRESET_IDS } from '../../catalogue/presets.ts'
import { STORIES } from '../../catalogue/stories.ts'
import { FAILURE_CASES } from '../../catalogue/failures.ts'
import { GENERATION_IDS } from '../../engine/generations/difference.ts'
import { DRAWERS, OVERLAYS } from '../../saved/view.ts'
import { writeRunFile } from '../../saved/run-file.ts'
import { COMMAND_IDS, keysOf, perform } from '../session/commands.ts'
import type { Draws } from './draws.ts'
import type { Frame } from './frame.ts'
import { anyLink, anyParameter, anyText, anyValue, damaged } from './garbage.ts'

/** Does something, and says what. */
type Action = (frame: Frame, draws: Draws) => string

const SIZES = [
  [1440, 900],
  [1024, 768],
  [1920, 1080],
  [390, 844],
  [720, 500],
  [320, 440],
] as const

/** Full screen is the browser's, and asks for a person's hand. */
const KEYS = COMMAND_IDS.flatMap(keysOf).filter((key) => key !== 'f')

function press(frame: Frame, draws: Draws): string {
  const key = draws.pick([...KEYS, 'Escape', 'Tab', 'Enter'])
  const { document, KeyboardEvent } = frame.window
  const target = document.activeElement ?? document.body
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }))
  return `key "${key}"`
}

/** A finger or a mouse cannot reach what is hidden or switched off; a link would leave the page, a file box opens a window of the system. */
function reachable(frame: Frame, selector: string): readonly HTMLElement[] {
  const all = [...frame.window.document.querySelectorAll<HTMLElement>(selector)]
  return all.filter(
    (element) => element.checkVisibility() && !element.matches(':disabled, [type="file"]'),
  )
}

function click(frame: Frame, draws: Draws): string {
  const found = reachable(frame, 'button, summary, [role="tab"], [role="slider"], label')
  if (found.length === 0) return 'nothing to click'
  const element = draws.pick(found)
  // The page would begin anew, without what watches it.
  if (element.dataset['reload'] !== undefined) return 'a reload, left alone'
  element.click()
  return `click ${element.localName} "${element.textContent?.slice(0, 30) ?? ''}"`
}

function type(frame: Frame, draws: Draws): string {
  const found = reachable(frame, 'input, select, textarea') as readonly (
    HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
  )[]
  if (found.length === 0) return 'no field'
  const field = draws.pick(found)
  const { HTMLInputElement, HTMLSelectElement, HTMLTextAreaElement, Event } = frame.window
  if (field instanceof HTMLSelectElement) {
    if (field.options.length === 0) return 'an empty list'
    field.value = draws.pick([...field.options]).value
  } else {
    const text =
      field instanceof HTMLInputElement && field.type === 'range'
        ? String(Number(field.min) + draws.unit() * (Number(field.max) - Number(field.min)))
        : anyText(draws, anyParameter(draws))
    // React hears of a value only if it is set by the setter of the element itself.
    const { prototype } =
      field instanceof HTMLTextAreaElement ? HTMLTextAreaElement : HTMLInputElement
    Object.getOwnPropertyDescriptor(prototype, 'value')?.set?.call(field, text)
  }
  for (const kind of ['input', 'change']) field.dispatchEvent(new Event(kind, { bubbles: true }))
  return `${field.localName} ${field.getAttribute('aria-label') ?? field.id} = ${field.value.slice(0, 30)}`
}

function point(frame: Frame, draws: Draws): string {
  const found = reachable(frame, 'canvas, svg, .race, .scene')
  if (found.length === 0) return 'nothing to point at'
  const element = draws.pick(found)
  const { left, top, width, height } = element.getBoundingClientRect()
  const at = { clientX: left + draws.unit() * width, clientY: top + draws.unit() * height }
  const { PointerEvent, MouseEvent, WheelEvent } = frame.window
  const shared = { ...at, bubbles: true, cancelable: true, view: frame.window }
  const kind = draws.pick(['move', 'click', 'wheel', 'drag'])
  element.dispatchEvent(new PointerEvent('pointermove', shared))
  if (kind === 'wheel')
    element.dispatchEvent(new WheelEvent('wheel', { ...shared, deltaY: draws.pick([-240, 240]) }))
  if (kind === 'click' || kind === 'drag') {
    element.dispatchEvent(new PointerEvent('pointerdown', { ...shared, pointerId: 1, button: 0 }))
    if (kind === 'drag')
      element.dispatchEvent(
        new PointerEvent('pointermove', { ...shared, pointerId: 1, clientX: at.clientX + 60 }),
      )
    element.dispatchEvent(new PointerEvent('pointerup', { ...shared, pointerId: 1, button: 0 }))
    element.dispatchEvent(new MouseEvent('click', shared))
  }
  return `${kind} on ${(element.getAttribute('class') ?? element.localName).slice(0, 30)}`
}

function dial({ session }: Frame, draws: Draws): string {
  const id = anyParameter(draws)
  const value = anyValue(draws, id)
  perform(session, 'set-parameter', id, value)
  return `${id} = ${JSON.stringify(value).slice(0, 40)}`
}

function link(frame: Frame, draws: Draws): string {
  const hash = anyLink(draws)
  frame.window.location.hash = hash
  return hash.slice(0, 200)
}

function file({ session }: Frame, draws: Draws): string {
  const { futures } = session.store.getState()
  const whole = writeRunFile({ futures, time: session.playhead.time })
  const text = draws.chance(0.5)
    ? whole
    : draws.chance(0.8)
      ? damaged(draws, whole)
      : anyLink(draws)
  perform(session, 'open-file', { name: 'fuzz.json', size: text.length, text: async () => text })
  return `file of ${text.length} characters`
}

function seek({ session }: Frame, draws: Draws): string {
  const share = draws.unit() * 1.2 - 0.1
  perform(session, 'seek', (session.store.getState().summary?.end ?? 0) * share)
  return `seek to ${Math.round(share * 100)} %`
}

function choose({ session }: Frame, draws: Draws): string {
  switch (draws.below(7)) {
    case 0: {
      const id = draws.pick(PRESET_IDS)
      perform(session, 'preset', id)
      return `preset ${id}`
    }
    case 1: {
      const { id } = draws.pick(STORIES)
      perform(session, 'open-story', id)
      return `story ${id}`
    }
    case 2: {
      const { id } = draws.pick(FAILURE_CASES)
      perform(session, 'fail', id)
      return `failure ${id}`
    }
    case 3: {
      const id = draws.pick(GENERATION_IDS)
      perform(session, 'set-parameter', 'generation', id)
      return `generation ${id}`
    }
    case 4: {
      const tab = draws.pick([...DRAWERS, undefined])
      perform(session, 'drawer', tab)
      return `drawer ${tab ?? 'closed'}`
    }
    case 5: {
      const overlay = draws.pick([...OVERLAYS, undefined, undefined])
      perform(session, 'overlay', overlay)
      return `overlay ${overlay ?? 'closed'}`
    }
    default:
      perform(session, draws.pick(['undo', 'redo', 'fork', 'reset', 'theme', 'film'] as const))
      return 'undo, redo, fork, reset, theme or film'
  }
}

/** Gives the frame another size. */
function resize({ element }: Frame, draws: Draws): string {
  const [width, height] = draws.pick(SIZES)
  element.width = String(width)
  element.height = String(height)
  return `size ${width} × ${height}`
}

function hide(frame: Frame, draws: Draws): string {
  const hidden = draws.chance(0.3)
  frame.hide(hidden)
  return hidden ? 'tab hidden' : 'tab seen'
}

function kill(frame: Frame, draws: Draws): string {
  const name = draws.pick(['engine', 'player', 'evacuation'])
  return frame.end(name) ? `the thread ${name} dies` : `no thread ${name}`
}

function refuse(frame: Frame): string {
  frame.refuseNext()
  return 'a message is refused'
}

/** By weight. */
const ACTIONS: readonly (readonly [weight: number, action: Action])[] = [
  [14, press],
  [14, click],
  [10, type],
  [10, point],
  [14, dial],
  [10, link],
  [3, file],
  [8, seek],
  [10, choose],
  [4, resize],
  [2, hide],
  [2, kill],
  [1, refuse],
]
const TOTAL = ACTIONS.reduce((sum, [weight]) => sum + weight, 0)

export function anyAction(draws: Draws): Action {
  let left = draws.below(TOTAL)
  for (const [weight, action] of ACTIONS) {
    if (left < weight) return action
    left -= weight
  }
  return press
}

/** The same size at the beginning, whatever the window. */
export function firstSize({ element }: Frame): void {
  const [[width, height]] = SIZES
  element.width = String(width)
  element.height = String(height)
}
