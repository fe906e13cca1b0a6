/** The phases as chips: which are done, which one runs; a click goes there. */
import { memo, useEffect, useMemo, useRef } from 'react'
import type { Phase } from '../../../engine/facts.ts'
import { CHIP_TEXT, LAYOUT_TEXT } from '../../../text/layout.ts'
import { formatPass } from '../../../text/format.ts'
import { phaseName } from '../../../text/pictures.ts'
import { useApp, useCommand, useMoment } from '../../controls/session-context.ts'
import './chips.css'

const NONE: readonly Phase[] = []

export function PhaseChips() {
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
    // The list says by an event that it has scrolled: to ask it here would lay it out a second time.
    element.scrollLeft = offsetLeft + offsetWidth / 2 - element.clientWidth / 2
  }, [now, labels])

  useEffect(() => {
    const element = list.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => showFades(element))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    if (list.current && labels.length > 0) showFades(list.current)
  }, [labels])

  return (
    <ol
      className="chips"
      ref={list}
      aria-label={LAYOUT_TEXT.phases}
      onScroll={(event) => showFades(event.currentTarget)}
    >
      {phases.map((phase, index) => (
        <Chip
          key={`${phase.kind}${phase.pass ?? ''}`}
          phase={phase}
          index={index}
          label={labels[index] ?? ''}
          state={index < now || atEnd ? 'done' : index === now ? 'now' : 'ahead'}
          current={index === now}
        />
      ))}
    </ol>
  )
}

interface ChipProps {
  readonly phase: Phase
  readonly index: number
  readonly label: string
  readonly state: 'done' | 'now' | 'ahead'
  readonly current: boolean
}

/** There may be a thousand, and many a second become the next one: only those that change are drawn again. */
const Chip = memo(function Chip({ phase, index, label, state, current }: ChipProps) {
  const perform = useCommand()
  return (
    <li>
      <button
        type="button"
        className="chip"
        data-state={state}
        data-kind={phase.kind}
        aria-current={current ? 'step' : undefined}
        aria-label={phase.kind === 'pass' ? phaseName(phase) : undefined}
        onClick={() => perform('phase', index)}
      >
        {label}
      </button>
    </li>
  )
})

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
