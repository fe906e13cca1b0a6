/** The grid of a chart: a line and a word for each tick, and the names of both axes. */
interface Tick {
  readonly value: number
  /** Where it stands, in pixels of the drawing. */
  readonly at: number
  readonly text: string
}

/** What the axes enclose, in pixels of the drawing. */
interface PlotArea {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

interface LinesProps {
  readonly area: PlotArea
  readonly ticks: readonly Tick[]
}

/** The ticks of the horizontal axis. */
export function Columns({ area, ticks }: LinesProps) {
  return ticks.map(({ value, at, text }) => (
    <g key={value}>
      <line className="grid" x1={at} x2={at} y1={area.top} y2={area.bottom} />
      <text x={at} y={area.bottom + 17} textAnchor="middle">
        {text}
      </text>
    </g>
  ))
}

/** The ticks of the vertical axis. */
export function Rows({ area, ticks }: LinesProps) {
  return ticks.map(({ value, at, text }) => (
    <g key={value}>
      <line className="grid" x1={area.left} x2={area.right} y1={at} y2={at} />
      <text x={area.left - 6} y={at + 4} textAnchor="end">
        {text}
      </text>
    </g>
  ))
}

export interface AxisNamesProps {
  readonly area: PlotArea
  /** Height of the drawing. */
  readonly height: number
  readonly x: string
  readonly y: string
  /** How far below the top of the area the name of the vertical axis stands. */
  readonly drop: number
}

/** The horizontal axis is named under its right end, the vertical one beside its top. */
export function AxisNames({ area, height, x, y, drop }: AxisNamesProps) {
  return (
    <>
      <text className="axis-name" x={area.right} y={height - 8} textAnchor="end">
        {x} →
      </text>
      <text className="axis-name" x={area.left + 8} y={area.top + drop}>
        ↑ {y}
      </text>
    </>
  )
}
