/** Both pictures and what they say of one row: by pointer, by arrow keys, and opened by a click or Enter. */
import { useId, useRef, useState, type KeyboardEvent, type MouseEvent } from 'react'
import type { RunInput } from '../../../engine/scenario/scenario.ts'
import type { EvacuationSummary, Stayed, StayedOutcome } from '../../../report/evacuation.ts'
import { momentText, rowReadout } from '../../../text/evacuated-vm.ts'
import { EVACUATION_TEXT } from '../../../text/evacuation.ts'
import { fateLegend } from '../../../text/evacuation-stayed.ts'
import { formatSeconds } from '../../../text/format.ts'
import { useDrawingSize } from '../../controls/drawing-size.ts'
import { rowHeight, STAYED_SIGN, timeScale } from './geometry.ts'
import { Lanes } from './Lanes.tsx'
import { WireShares } from './WireShares.tsx'
import './picture.css'

export interface PictureProps {
  readonly summary: EvacuationSummary
  readonly onOpenVm: (input: RunInput) => void
}

interface Pointed {
  readonly vm: number
  /** Undefined when the keyboard chose the row. */
  readonly time: number | undefined
}

export function Picture({ summary, onOpenVm }: PictureProps) {
  const frame = useRef<HTMLDivElement>(null)
  const size = useDrawingSize(frame)
  const { width, unit } = size
  const [pointed, setPointed] = useState<Pointed>()
  const id = useId()
  const { vms } = summary
  const scale = timeScale(summary, width)
  const idOf = (vm: number) => `${id}-vm-${vm}`
  const row = pointed === undefined ? undefined : vms[pointed.vm]

  const pointAt = (event: MouseEvent<HTMLDivElement>): Pointed | undefined => {
    const box = event.currentTarget.getBoundingClientRect()
    const vm = Math.floor((event.clientY - box.top) / unit / rowHeight(vms.length))
    if (vm < 0 || vm >= vms.length) return undefined
    const time = scale.invert((event.clientX - box.left) / unit)
    return { vm, time: Math.max(0, Math.min(summary.totals.end, time)) }
  }
  const open = (vm: number) => {
    const { input } = vms[vm] ?? {}
    if (input) onOpenVm(input)
  }
  const onClick = (event: MouseEvent<HTMLDivElement>) => {
    const at = pointAt(event)
    if (!at) return
    // A finger has not hovered before: its first touch reads, the second one opens.
    const touch = (event.nativeEvent as PointerEvent).pointerType === 'touch'
    if (touch && at.vm !== pointed?.vm) setPointed(at)
    else open(at.vm)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const from = pointed?.vm ?? -1
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      Home: 0,
      End: vms.length - 1,
    }
    if (event.key === 'Enter' && from >= 0) return open(from)
    const to = steps[event.key]
    if (to === undefined) return undefined
    event.preventDefault()
    event.stopPropagation()
    return setPointed({ vm: Math.max(0, Math.min(vms.length - 1, to)), time: undefined })
  }

  return (
    <div className="evacuation-picture" ref={frame}>
      <LaneLegend stayed={summary.totals.stayed} />
      <div
        className="lanes-box"
        // Its options are drawn lanes, which a <select> cannot hold.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="listbox"
        tabIndex={0}
        aria-label={`${EVACUATION_TEXT.lanes}. ${EVACUATION_TEXT.lanesHelp}`}
        aria-activedescendant={row ? idOf(row.vm) : undefined}
        onMouseMove={(event) => setPointed(pointAt(event) ?? pointed)}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        {width > 0 ? <Lanes {...{ summary, scale, size, idOf }} active={row?.vm} /> : null}
      </div>
      <h3>{EVACUATION_TEXT.wire}</h3>
      {width > 0 ? <WireShares {...{ summary, scale, size }} active={row?.vm} /> : null}
      <div className="row-readout">
        <p>
          {row ? rowReadout(row, summary.limits) : EVACUATION_TEXT.pick}
          {row && pointed?.time !== undefined ? (
            <span> {`${formatSeconds(pointed.time)}: ${momentText(row, pointed.time)}.`}</span>
          ) : null}
        </p>
        {row ? (
          <button type="button" className="button" onClick={() => open(row.vm)}>
            {EVACUATION_TEXT.openVm(row.vm)}
          </button>
        ) : null}
      </div>
    </div>
  )
}

const PARTS = ['waiting', 'preparing', 'first', 'later', 'stun', 'done'] as const

/** What the parts of a lane mean, and the signs at the ends of those that are there. */
function LaneLegend({ stayed }: { stayed: Stayed }) {
  return (
    <ul className="lane-legend">
      {PARTS.map((part) => (
        <li key={part}>
          <svg width="22" height="12" aria-hidden="true">
            {part === 'done' ? (
              <line className="lane-done" x1="0" x2="22" y1="6" y2="6" />
            ) : (
              <rect
                className={`lane-${part}`}
                x={part === 'stun' ? 9 : 0.5}
                y={part === 'stun' ? 0 : 1.5}
                width={part === 'stun' ? 3 : 21}
                height={part === 'stun' ? 12 : 9}
              />
            )}
          </svg>
          {EVACUATION_TEXT.legend[part]}
        </li>
      ))}
      {(Object.keys(stayed) as StayedOutcome[]).map((outcome) => (
        <li key={outcome}>
          <span className="lane-stayed" data-outcome={outcome} aria-hidden="true">
            {STAYED_SIGN[outcome]}
          </span>
          {fateLegend(outcome)}
        </li>
      ))}
    </ul>
  )
}
