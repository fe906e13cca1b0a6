/** Predicted against measured: a dot for each case, a square for each cell of a binned set. Pointer and keyboard alike. */
import { useId, useRef, type KeyboardEvent, type MouseEvent } from 'react'
import { TRUTH_TEXT } from '../../../text/truth.ts'
import type { Metric } from '../../../validation/case.ts'
import { sized, useDrawingSize } from '../../controls/drawing-size.ts'
import { scatterScales, type Mark, type PlotBox } from './marks.ts'
import { markReadout } from './readout.ts'
import { ScatterGround } from './ScatterGround.tsx'
import { ScatterMark } from './ScatterMark.tsx'
import './scatter.css'

export interface ScatterProps {
  readonly marks: readonly Mark[]
  readonly metric: Metric
  readonly chosen: number | undefined
  readonly onChoose: (index: number) => void
  readonly onOpen: (index: number) => void
}

const TALLEST = 460
/** How near a pointer has to come to a dot, in units. */
const REACH = 28

export function Scatter({ marks, metric, chosen, onChoose, onOpen }: ScatterProps) {
  const frame = useRef<HTMLDivElement>(null)
  const size = useDrawingSize(frame)
  const { width } = size
  const id = useId()
  const height = Math.min(TALLEST, Math.max(260, Math.round(width * 0.72)))
  const box: PlotBox = { width, height, left: 62, right: 14, top: 34, bottom: 46 }
  const scales = scatterScales(marks, box)
  const neverY = box.top - 14
  const placeOf = (mark: Mark): readonly [number, number] => {
    const middle = (low: number, high: number) => Math.sqrt(low * high)
    if (mark.kind === 'case')
      return [
        scales.x(mark.measured),
        mark.predicted === undefined ? neverY : scales.y(mark.predicted),
      ]
    return [
      scales.x(middle(mark.measured, mark.measuredTo)),
      mark.predicted === undefined || mark.predictedTo === undefined
        ? neverY
        : scales.y(middle(mark.predicted, mark.predictedTo)),
    ]
  }
  const nearest = (event: MouseEvent<HTMLElement>): number | undefined => {
    const area = event.currentTarget.getBoundingClientRect()
    const x = (event.clientX - area.left) / size.unit
    const y = (event.clientY - area.top) / size.unit
    let best: number | undefined
    let distance = REACH
    for (const [index, mark] of marks.entries()) {
      const [atX, atY] = placeOf(mark)
      const away = Math.hypot(atX - x, atY - y)
      if (away < distance) [best, distance] = [index, away]
    }
    return best
  }
  const onPointer = (event: MouseEvent<HTMLElement>) => {
    const index = nearest(event)
    if (index !== undefined && index !== chosen) onChoose(index)
  }
  const onClick = (event: MouseEvent<HTMLElement>) => {
    const index = nearest(event)
    if (index === undefined) return
    // A finger has not hovered before: its first touch reads, the second one opens.
    const touch = (event.nativeEvent as PointerEvent).pointerType === 'touch'
    if (touch && index !== chosen) onChoose(index)
    else onOpen(index)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const from = chosen ?? -1
    if (event.key === 'Enter' && chosen !== undefined) return onOpen(chosen)
    const steps: Readonly<Record<string, number>> = {
      ArrowRight: from + 1,
      ArrowUp: from + 1,
      ArrowLeft: from - 1,
      ArrowDown: from - 1,
      Home: 0,
      End: marks.length - 1,
    }
    const to = steps[event.key]
    if (to === undefined) return undefined
    event.preventDefault()
    return onChoose(Math.max(0, Math.min(marks.length - 1, to)))
  }
  const most = marks.reduce((n, mark) => Math.max(n, mark.kind === 'cell' ? mark.n : 1), 1)
  const help = marks[0]?.kind === 'cell' ? TRUTH_TEXT.cellsHelp : TRUTH_TEXT.scatterHelp

  return (
    <div className="truth-scatter" ref={frame}>
      <div
        className="scatter-box"
        style={{ height: height * size.unit }}
        // Its options are drawn, which a <select> cannot hold.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        role="listbox"
        tabIndex={0}
        aria-label={`${TRUTH_TEXT.scatter}. ${help}`}
        aria-activedescendant={chosen === undefined ? undefined : `${id}-${chosen}`}
        onMouseMove={onPointer}
        onClick={onClick}
        onKeyDown={onKeyDown}
      >
        {width > 0 ? (
          <svg {...sized(size, height)} aria-hidden="true">
            <ScatterGround
              box={box}
              scales={scales}
              metric={metric}
              neverY={marks.some(({ predicted }) => predicted === undefined) ? neverY : undefined}
            />
            {marks.map((mark, index) => (
              <ScatterMark
                key={index}
                mark={mark}
                place={placeOf(mark)}
                scales={scales}
                share={mark.kind === 'cell' ? mark.n / most : 1}
                chosen={index === chosen}
              />
            ))}
          </svg>
        ) : null}
        {/* What the drawn options say: a reader hears the chosen one. */}
        {marks.map((mark, index) =>
          index === chosen ? (
            // oxlint-disable-next-line jsx-a11y/interactive-supports-focus, jsx-a11y/prefer-tag-over-role
            <span key={index} id={`${id}-${index}`} role="option" aria-selected className="sr-only">
              {markReadout(mark, metric)}
            </span>
          ) : null,
        )}
      </div>
    </div>
  )
}
