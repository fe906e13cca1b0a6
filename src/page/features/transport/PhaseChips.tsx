/** The phases as chips: which are done, which one runs; a click goes there. */
import { Fragment, memo, useEffect, useMemo, useRef } from 'react'
import type { Phase } from '../../../engine/facts.ts'
import { CHIP_TEXT, LAYOUT_TEXT } from '../../../text/layout.ts'
import { formatPass } from '../../../text/format.ts'
import { phaseName } from '../../../text/pictures.ts'
import { useApp, useCommand, useMoment } from '../../controls/session-context.ts'
import './chips.css'

const NONE: readonly Phase[] = []

/** So many chips are there at once: a thousand would take half a second to be laid out. */
const MAX_CHIPS = 120
/** Of more phases than that, those about the present one, by blocks, so that not every step changes them. */
const BLOCK = 30
/** First and last phases that are always there: preparation, trace install, first passes; switchover, cleanup. */
const ENDS = 4

/** Which phases have a chip, ascending; `block` holds the present one. */
function shownPhases(count: number, block: number): readonly number[] {
  const all = Array.from({ length: count }, (_, index) => index)
  if (count <= MAX_CHIPS) return all
  const near = (index: number) => Math.abs(Math.floor(index / BLOCK) - block) <= 1
  return all.filter((index) => index < ENDS || index >= count - ENDS || near(index))
}

export function PhaseChips() {
  const phases = useApp((state) => state.summary?.phases ?? NONE)
  const now = useMoment((moment) => moment.phase)
  const atEnd = useMoment((moment) => moment.atEnd)
  const list = useRef<HTMLOListElement>(null)
  const failed = useApp(
    (state) => state.summary !== undefined && state.summary.outcome !== 'completed',
  )
  const labels = useMemo(() => phases.map((phase) => chipLabel(phase, failed)), [phases, failed])

  const block = Math.floor(now / BLOCK)
  const shown = useMemo(() => shownPhases(phases.length, block), [phases, block])

  useEffect(() => {
    const element = list.current
    if (!element || !shown.includes(now)) return
    const chip = element.querySelector('[aria-current]')?.parentElement
    if (!chip) return
    // Scrolls the list alone, never the page.
    const { offsetLeft, offsetWidth } = chip
    // The list says by an event that it has scrolled: to ask it here would lay it out a second time.
    element.scrollLeft = offsetLeft + offsetWidth / 2 - element.clientWidth / 2
  }, [now, shown])

  useEffect(() => {
    const element = list.current
    if (!element) return undefined
    const observer = new ResizeObserver(() => showFades(element))
    observer.observe(element)
    return () => observer.disconnect()
  }, [])

  useEffect(() => {
    if (list.current && shown.length > 0) showFades(list.current)
  }, [shown])

  return (
    <ol
      className="chips"
      ref={list}
      aria-label={LAYOUT_TEXT.phases}
      onScroll={(event) => showFades(event.currentTarget)}
    >
      {shown.map((index, place) => {
        const phase = phases[index]
        if (phase === undefined) return null
        return (
          <Fragment key={`${phase.kind}${phase.pass ?? ''}`}>
            {(shown[place - 1] ?? -1) < index - 1 ? (
              <li className="chip-gap" aria-hidden="true">
                {CHIP_TEXT.gap}
              </li>
            ) : null}
            <Chip
              phase={phase}
              index={index}
              label={labels[index] ?? ''}
              state={index < now || atEnd ? 'done' : index === now ? 'now' : 'ahead'}
              current={index === now}
            />
          </Fragment>
        )
      })}
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

/** Many a second become the next one: only those that change are drawn again. */
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
