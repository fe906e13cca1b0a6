/** Where the textbook fails: bytes on the wire by dirty rate ÷ rate, measured, by this model, by 1/(1 − D/R). */
import { line, scaleLinear, scaleLog } from 'd3'
import { useRef } from 'react'
import { formatNumber } from '../../../text/format.ts'
import { TRUTH_TEXT } from '../../../text/truth.ts'
import type { RatioBin } from '../../../validation/binned.ts'
import { sized, useDrawingSize } from '../../controls/drawing-size.ts'
import { AxisNames, Rows } from './Grid.tsx'
import { times } from './ratio-text.ts'
import './charts.css'

const HEIGHT = 300
const BOX = { left: 50, right: 18, top: 18, bottom: 46 }
const TIMES_TICKS = [1, 2, 3, 5, 10, 20]
/** Below this width, in pixels, points stand so close that names need other places, and every other tick its number. */
const NARROW = 430
/** The bin that the sentence is about. */
export const FAMOUS_FROM = 0.9

type Which = 'measured' | 'engine' | 'textbook'
const LINES: readonly Which[] = ['textbook', 'engine', 'measured']

export function ClassicMistake({ bins }: { readonly bins: readonly RatioBin[] }) {
  const frame = useRef<HTMLDivElement>(null)
  const size = useDrawingSize(frame)
  const { width } = size
  const last = bins[bins.length - 1]!
  const bottom = HEIGHT - BOX.bottom
  const area = { ...BOX, right: width - BOX.right, bottom }
  const x = scaleLinear([0, last.to], [area.left, area.right])
  const y = scaleLog([0.95, 26], [bottom, area.top])
  const rows = TIMES_TICKS.map((value) => ({ value, at: y(value), text: times(value) }))
  const famous = bins.find(({ from }) => from === FAMOUS_FROM)
  const middle = ({ from, to }: RatioBin) => (from + to) / 2
  const valued = (which: Which) => bins.filter((bin) => bin[which] !== undefined)
  const path = (which: Which) =>
    line<RatioBin>()
      .x((bin) => x(middle(bin)))
      .y((bin) => y(bin[which]!))(valued(which)) ?? ''
  const narrow = width < NARROW
  const labelAt: Readonly<Record<Which, number>> = { textbook: 0.75, engine: 0.85, measured: 1.15 }
  const drop: Readonly<Record<Which, number>> = narrow
    ? { textbook: 22, engine: 32, measured: 42 }
    : { textbook: 22, engine: 22, measured: 22 }
  return (
    <div className="truth-mistake" ref={frame}>
      {width > 0 ? (
        <svg {...sized(size, HEIGHT)} aria-hidden="true">
          {famous === undefined ? null : (
            <rect
              className="famous"
              x={x(famous.from)}
              width={x(famous.to) - x(famous.from)}
              y={BOX.top}
              height={bottom - BOX.top}
            />
          )}
          {bins.map(({ from }, index) => (
            <text
              key={from}
              x={x(from)}
              y={bottom + 17}
              textAnchor="middle"
              visibility={narrow && index % 2 === 1 ? 'hidden' : undefined}
            >
              {formatNumber(from, 1)}
            </text>
          ))}
          <Rows area={area} ticks={rows} />
          <AxisNames
            area={area}
            height={HEIGHT}
            x={TRUTH_TEXT.mistakeX}
            y={TRUTH_TEXT.mistakeY}
            drop={2}
          />
          {LINES.map((which) => (
            <g key={which} className="mistake-line" data-which={which}>
              <path d={path(which)} />
              {valued(which).map((bin) => (
                <circle key={bin.from} cx={x(middle(bin))} cy={y(bin[which]!)} r="4" />
              ))}
              <Label
                which={which}
                bins={valued(which)}
                near={labelAt[which]}
                drop={drop[which]}
                place={(bin) => [x(middle(bin)), y(bin[which]!)]}
              />
            </g>
          ))}
        </svg>
      ) : null}
    </div>
  )
}

interface LabelProps {
  readonly which: Which
  readonly bins: readonly RatioBin[]
  /** The ratio beside which the name stands. */
  readonly near: number
  /** How far below its line it stands, in pixels. */
  readonly drop: number
  readonly place: (bin: RatioBin) => readonly [number, number]
}

/** A line is named where it stands free. */
function Label({ which, bins, near, drop, place }: LabelProps) {
  const bin = bins.find(({ from, to }) => near >= from && near < to) ?? bins[bins.length - 1]
  if (bin === undefined) return null
  const [x, y] = place(bin)
  const above = which === 'textbook'
  return (
    <text
      className="line-name"
      x={above ? x - 10 : which === 'measured' ? x + 10 : x}
      y={above ? y - 9 : y + drop}
      textAnchor={which === 'engine' ? 'middle' : 'end'}
    >
      {TRUTH_TEXT.mistakeLines[which]}
    </text>
  )
}
