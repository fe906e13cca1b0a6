/** The ribbon of generations: a time axis from 2003 on; pick, drag or use the arrow keys, and the same VM moves again. */
import { useId, useRef, type PointerEvent, type ReactNode } from 'react'
import { GENERATION_IDS, formerGeneration } from '../../../engine/generations/difference.ts'
import { GENERATIONS } from '../../../engine/generations/list.ts'
import { VERSION_DATES } from '../../../engine/host/versions.ts'
import type { Scenario } from '../../../engine/scenario/scenario.ts'
import { outOfSupport } from '../../../report/support.ts'
import {
  GENERATION_TEXT,
  RIBBON_TEXT,
  generationBrief,
  generationShort,
  generationTitle,
  type GenerationId,
} from '../../../text/generations.ts'
import { supportLine } from '../../../text/support.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import './ribbon.css'

export interface GenerationRibbonProps {
  readonly generation: GenerationId
  /** Runs the whole migration again with the same VM under another generation. */
  readonly onPick: (id: GenerationId) => void
  /** For what lies outside of support. */
  readonly scenario: Scenario
  /** Where there is little room: without the years. */
  readonly compact?: boolean
  /** Beside the axis. */
  readonly children?: ReactNode
}

export function GenerationRibbon(props: GenerationRibbonProps) {
  const { generation, onPick, scenario, compact = false, children } = props
  const slider = useRef<HTMLInputElement>(null)
  const difference = useId()
  const index = GENERATION_IDS.indexOf(generation)
  const former = formerGeneration(generation)
  const nameOf = (id: string) =>
    compact ? generationShort(id as GenerationId) : GENERATIONS[id as GenerationId].name
  const support = supportLine({ ...scenario, generation })

  const pick = (next: number) => {
    const id = GENERATION_IDS[next]
    if (id !== undefined && id !== generation) onPick(id)
  }
  const pickAt = ({ currentTarget, clientX }: PointerEvent<HTMLElement>) => {
    const stops = [...currentTarget.querySelectorAll<HTMLElement>('.ribbon-stop')]
    pick(
      nearestStop(
        stops.map((stop) => stop.getBoundingClientRect()),
        clientX,
      ),
    )
  }

  return (
    <div className="ribbon" data-compact={compact || undefined}>
      <div className="ribbon-top">
        <div
          className="ribbon-axis"
          onPointerDown={(event) => {
            if (event.button !== 0) return
            event.currentTarget.setPointerCapture(event.pointerId)
            slider.current?.focus({ preventScroll: true })
            pickAt(event)
            event.preventDefault()
          }}
          onPointerMove={(event) => {
            if (event.currentTarget.hasPointerCapture(event.pointerId)) pickAt(event)
          }}
        >
          <input
            ref={slider}
            className="ribbon-slider"
            type="range"
            min={0}
            max={GENERATION_IDS.length - 1}
            step={1}
            value={index}
            aria-label={RIBBON_TEXT.slider}
            aria-valuetext={generationTitle(generation)}
            aria-describedby={difference}
            onChange={(event) => pick(Number(event.currentTarget.value))}
          />
          <ol aria-hidden="true">
            {GENERATION_IDS.map((id, position) => (
              <li
                key={id}
                className="ribbon-stop"
                data-current={id === generation || undefined}
                data-outside={
                  outOfSupport({ ...scenario, generation: id }).some(
                    ({ kind }) => kind === 'outside',
                  ) || undefined
                }
                style={{ left: stopLeft(id, position) }}
              >
                <b>{generationShort(id)}</b>
                <i />
                {compact ? null : <small>{VERSION_DATES[id].released}</small>}
              </li>
            ))}
          </ol>
        </div>
        {children}
      </div>
      <div className="ribbon-words" id={difference}>
        <p className="ribbon-difference">
          <strong>{compact ? generationBrief(generation) : generationTitle(generation)}.</strong>{' '}
          {former ? <span>{RIBBON_TEXT.against(nameOf(former.id))}: </span> : null}
          {GENERATION_TEXT[generation].difference}
        </p>
        {support ? (
          <p className="ribbon-support">
            <SentenceText sentence={support} quiet />
          </p>
        ) : null}
      </div>
    </div>
  )
}

/** Where the generations stand on the ribbon: a finger apart at least, and the rest of the width is years. */
const YEARS = GENERATION_IDS.map((id) => VERSION_DATES[id].released)
const FIRST = Math.min(...YEARS)
const LAST = Math.max(...YEARS)

/** Left edge of a stop as CSS: the gaps before it, and its share of what the gaps leave. */
function stopLeft(id: GenerationId, index: number): string {
  const share = (VERSION_DATES[id].released - FIRST) / (LAST - FIRST)
  return `calc(${index} * var(--stop-gap) + (100% - ${YEARS.length} * var(--stop-gap)) * ${share})`
}

/** Index of the stop whose middle lies nearest to x. */
function nearestStop(
  stops: readonly { readonly left: number; readonly right: number }[],
  x: number,
): number {
  let best = 0
  let least = Infinity
  stops.forEach(({ left, right }, index) => {
    const distance = Math.abs((left + right) / 2 - x)
    if (distance < least) [best, least] = [index, distance]
  })
  return best
}
