/** The sequence diagram: lifelines, arrows that light up with the playhead, and a button for every call. */
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react'
import type { PhaseKind } from '../../../engine/facts.ts'
import { LIFELINES, hostOf } from '../../../engine/host/components.ts'
import {
  SEQUENCE_TEXT,
  callLabel,
  componentName,
  componentWithHost,
  formatMoment,
} from '../../../text/calls.ts'
import { formatPass } from '../../../text/format.ts'
import { PHASE_NAMES } from '../../../text/terms.ts'
import { ROW_HEIGHT, createGeometry } from './geometry.ts'
import type { Row } from './rows.ts'
import { useLitRows } from './use-lit-rows.ts'
import type { SubscribeTime } from '../../controls/time-index.ts'
import type { Call } from '../../../engine/host/call.ts'
import type { CallName } from '../../../engine/host/call-table.ts'
import './diagram.css'

export interface DiagramProps {
  readonly rows: readonly Row[]
  readonly end: number
  readonly follow: boolean
  readonly subscribeTime: SubscribeTime
  readonly onChoose: (index: number) => void
}

const STEPS: Readonly<Record<string, number>> = {
  ArrowDown: 1,
  ArrowUp: -1,
  ArrowRight: 1,
  ArrowLeft: -1,
  PageDown: 8,
  PageUp: -8,
  Home: -1e6,
  End: 1e6,
}

export function Diagram({ rows, end, follow, subscribeTime, onChoose }: DiagramProps) {
  const scroll = useRef<HTMLDivElement>(null)
  const width = useWidth(scroll)
  const geometry = useMemo(() => createGeometry(rows, end, width), [rows, end, width])
  const [focused, setFocused] = useState(0)
  useLitRows({ scroll, times: useTimes(rows), geometry, follow, subscribeTime })

  const onKeyDown = (event: KeyboardEvent<HTMLButtonElement>) => {
    const step = STEPS[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(rows.length - 1, focused + step))
    setFocused(next)
    event.currentTarget.closest('ol')?.querySelectorAll('button')[next]?.focus()
  }

  return (
    <div className="seq-scroll" ref={scroll}>
      <div className="seq-names" aria-hidden="true">
        {LIFELINES.map((component) => (
          <span
            key={component}
            data-host={hostOf(component) ?? 'vcenter'}
            style={{ left: geometry.x(component) }}
          >
            {component === 'vpxd' ? SEQUENCE_TEXT.vcenter : componentName(component)}
          </span>
        ))}
      </div>
      <div className="seq-diagram" style={{ height: geometry.height }}>
        <svg width="100%" height={geometry.height} aria-hidden="true">
          {LIFELINES.map((component) => (
            <line
              key={component}
              className="seq-line"
              data-host={hostOf(component) ?? 'vcenter'}
              x1={geometry.x(component)}
              x2={geometry.x(component)}
              y1="0"
              y2={geometry.height}
            />
          ))}
          <line className="seq-playhead" x1="0" x2="100%" y1="0" y2="0" />
        </svg>
        <ol aria-label={SEQUENCE_TEXT.list}>
          {rows.map((row, index) => (
            <li key={row.call.id} style={{ height: ROW_HEIGHT }}>
              <button
                type="button"
                tabIndex={index === Math.min(focused, rows.length - 1) ? 0 : -1}
                data-tone={toneOf(row.call)}
                onKeyDown={onKeyDown}
                onFocus={() => setFocused(index)}
                onClick={() => onChoose(index)}
              >
                <RowLabel row={row} />
              </button>
            </li>
          ))}
        </ol>
        <svg className="seq-arrows" width="100%" height={geometry.height} aria-hidden="true">
          {rows.map((row, index) => (
            <path
              key={row.call.id}
              d={geometry.arrow(row, index)}
              data-tone={toneOf(row.call)}
              data-missing={row.call.missing}
            />
          ))}
        </svg>
      </div>
    </div>
  )
}

function RowLabel({ row: { call, fold, phase } }: { readonly row: Row }) {
  const { from, to } = call
  const name = fold
    ? SEQUENCE_TEXT.folded(formatPass(fold.first), formatPass(fold.last), String(fold.calls))
    : callLabel(call)
  const other = from === to ? SEQUENCE_TEXT.self : componentWithHost(to)
  return (
    <>
      <span className="seq-label">{name}</span>
      <span className="sr-only">{`, ${componentWithHost(from)} ${SEQUENCE_TEXT.to} ${other}, `}</span>
      <span className="seq-time">
        {phase ? <b>{phaseName(phase, call.pass)} </b> : null}
        {call.missing ? SEQUENCE_TEXT.missingMark : formatMoment(call.at)}
      </span>
    </>
  )
}

function phaseName(phase: PhaseKind, pass: number | undefined): string {
  const name = PHASE_NAMES[phase]
  return phase === 'pass' && pass !== undefined ? `${name} ${formatPass(pass)}` : name
}

function useTimes(rows: readonly Row[]): readonly number[] {
  return useMemo(() => rows.map(({ call }) => call.at), [rows])
}

/** The width of the picture; arrows are laid out anew when it changes. */
function useWidth(element: { readonly current: HTMLElement | null }): number {
  const [width, setWidth] = useState(340)
  useEffect(() => {
    const box = element.current
    if (!box) return undefined
    const observer = new ResizeObserver(() => setWidth(box.clientWidth))
    observer.observe(box)
    return () => observer.disconnect()
  }, [element])
  return width
}

/** How a call is drawn: data on the wire, something that fails, or an ordinary word between components. */
type Tone = 'data' | 'bad' | 'word'

const BAD = new Set<CallName>([
  'refuse',
  'connection-failed',
  'give-up',
  'task-failed',
  'vm-lost',
  'cancel',
  'source-fails',
  'features-differ',
  'device-found',
  'vcenter-fails',
  'destination-fails',
  'memory-runs-out',
  'cpu-runs-out',
  'wire-fails',
  'resume-fails',
  'no-answer',
  'low-memory',
])

function toneOf({ name, bytes }: Call): Tone {
  if (BAD.has(name)) return 'bad'
  return bytes === undefined ? 'word' : 'data'
}
