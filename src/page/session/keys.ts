/** Which keys reach the commands: none that the focused control or an open dialog needs for itself. */
import { perform, performKey } from './commands.ts'
import type { Session } from './session.ts'

const SLIDER_KEYS = [
  'ArrowLeft',
  'ArrowRight',
  'ArrowUp',
  'ArrowDown',
  'Home',
  'End',
  'PageUp',
  'PageDown',
]
const PRESSED_BY_SPACE =
  'button, summary, a[href], input[type="checkbox"], input[type="radio"], [role="tab"]'

/** Does the control that has the focus use this key itself? */
function usesKey(target: Element, key: string): boolean {
  if (target.closest('dialog[open]')) return true
  if (key.startsWith('Page') && scrolls(target)) return true
  if (target.matches('input[type="range"], [role="slider"]')) return SLIDER_KEYS.includes(key)
  if (target.matches('[role="tab"], [role="application"]')) {
    if (SLIDER_KEYS.includes(key)) return true
  }
  if (target.matches('input, textarea, select, [contenteditable="true"]')) {
    return !target.matches('input[type="checkbox"], input[type="radio"]') || key === ' '
  }
  return key === ' ' && target.matches(PRESSED_BY_SPACE)
}

/** Is there something to scroll where the focus is? A remote's keys for pages go on in the film only where nothing is. */
function scrolls(target: Element): boolean {
  const root = target.ownerDocument.documentElement
  if (root.scrollHeight > root.clientHeight) return true
  for (let at: Element | null = target; at && at !== root; at = at.parentElement)
    if (at.scrollHeight > at.clientHeight && /auto|scroll/.test(getComputedStyle(at).overflowY))
      return true
  return false
}

const TYPED_IN =
  'input:not([type="range"], [type="checkbox"], [type="radio"]), textarea, [contenteditable="true"]'

/** Ctrl+Z, Ctrl+Shift+Z and Ctrl+Y, with ⌘ as well. */
function undoKey({ key, shiftKey }: KeyboardEvent): 'undo' | 'redo' | undefined {
  const letter = key.toLowerCase()
  if (letter === 'z') return shiftKey ? 'redo' : 'undo'
  return letter === 'y' && !shiftKey ? 'redo' : undefined
}

/** Listens to the whole document; returns how to stop. */
export function listenToKeys(session: Session): () => void {
  const listener = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return
    const { target } = event
    if (event.ctrlKey || event.metaKey) {
      const way = undoKey(event)
      // In a field the browser's own undo is meant.
      if (way === undefined || (target instanceof Element && target.matches(TYPED_IN))) return
      event.preventDefault()
      return perform(session, way)
    }
    if (target instanceof Element && usesKey(target, event.key)) return
    if (performKey(session, event.key)) event.preventDefault()
  }
  document.addEventListener('keydown', listener)
  return () => document.removeEventListener('keydown', listener)
}
