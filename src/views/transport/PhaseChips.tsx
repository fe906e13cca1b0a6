/** The phases as chips: which are done, which one runs; a click goes there. */
import { useEffect, useMemo, useRef } from 'react'
import type { Phase } from '../../engine/facts.ts'
import { CHIP_TEXT, LAYOUT_TEXT } from '../../text/layout.ts'
import { formatPass } from '../../text/format.ts'
import { phaseName } from '../../text/pictures.ts'
import { useApp, useCommand, useMoment } from '../session-context.ts'

const NONE: readonly Phase[] = []

export function PhaseChips() {
  const perform = useCommand()
  const phases = useApp((state) => state.summary?.phases ?? NONE)
  const now = useMoment((moment) => moment.phase)
  const atEnd = useMoment((moment) => moment.atEnd)
  const list = useRef<HTMLOListElement>(null)
  const failed = useApp(
    (state) => state.summary !== undefined && state.summary.outcome !== 'completed',
  )
  const labels = useMemo(() => phases.map((phase) => chipLabel(phase, failed)), [phases, failed])

  useEffect(() => {
    const element = list.current
    const chip = element?.children[now]
    if (now >= labels.length || !(chip instanceof HTMLElement) || !element) return
    // Scrolls the list alone, never the page.
    const { offsetLeft, offsetWidth } = chip
    element.scrollLeft = offsetLeft + offsetWidth / 2 - element.clientWidth / 2
    showFades(element)
  }, [now, labels])

  useEffect(() => {
    const element = list.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => showFades(element))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  return (
    <ol
      className="chips"
      ref={list}
      aria-label={LAYOUT_TEXT.phases}
      onScroll={(event) => showFades(event.currentTarget)}
    >
      {phases.map((phase, index) => (
        <li key={`${phase.kind}${phase.pass ?? ''}`}>
          <button
            type="button"
            className="chip"
            data-state={index < now || atEnd ? 'done' : index === now ? 'now' : 'ahead'}
            data-kind={phase.kind}
            aria-current={index === now ? 'step' : undefined}
            aria-label={phase.kind === 'pass' ? phaseName(phase) : undefined}
            onClick={() => perform('phase', index)}
          >
            {labels[index]}
          </button>
        </li>
      ))}
    </ol>
  )
}

/** On which sides chips go on out of sight. */
function showFades(list: HTMLElement): void {
  const hidden = list.scrollWidth - list.clientWidth
  list.toggleAttribute('data-before', list.scrollLeft > 1)
  list.toggleAttribute('data-after', list.scrollLeft < hidden - 1)
}

function chipLabel(phase: Phase, failed: boolean): string {
  if (phase.kind === 'cleanup' && failed) return CHIP_TEXT.failed
  if (phase.kind !== 'pass') return CHIP_TEXT[phase.kind]
  return phase.pass === -1 ? CHIP_TEXT.firstPass : formatPass(phase.pass ?? 0)
}
