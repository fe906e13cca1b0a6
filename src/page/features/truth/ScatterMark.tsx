/** One dot or square. Filled: measured or another model's output. Hollow: published or fitted. A cross: never ends. */
import type { Mark, ScatterScales } from './marks.ts'

export interface ScatterMarkProps {
  readonly mark: Mark
  readonly place: readonly [x: number, y: number]
  readonly scales: ScatterScales
  /** Of a square: its share of the fullest one. */
  readonly share: number
  readonly chosen: boolean
}

const RADIUS = 5

export function ScatterMark({ mark, place: [x, y], scales, share, chosen }: ScatterMarkProps) {
  const ring = chosen ? <circle className="chosen-ring" cx={x} cy={y} r={RADIUS + 5} /> : null
  if (mark.predicted === undefined) {
    const r = RADIUS - 0.5
    const cross = `M${x - r},${y - r}l${2 * r},${2 * r}m0,${-2 * r}l${-2 * r},${2 * r}`
    return (
      <g>
        <path className="never-mark" d={cross} />
        {ring}
      </g>
    )
  }
  if (mark.kind === 'cell') {
    const left = scales.x(mark.measured)
    const top = scales.y(mark.predictedTo!)
    const width = scales.x(mark.measuredTo) - left
    const height = scales.y(mark.predicted) - top
    // The eye sees areas: the root makes a single migration visible beside a thousand.
    const side = 0.25 + 0.75 * Math.sqrt(share)
    return (
      <g>
        <rect
          className="cell-mark"
          x={left + (width * (1 - side)) / 2}
          y={top + (height * (1 - side)) / 2}
          width={Math.max(2, width * side)}
          height={Math.max(2, height * side)}
        />
        {ring}
      </g>
    )
  }
  const { evidence } = mark.one
  return (
    <g>
      <circle className="case-mark" data-evidence={evidence} cx={x} cy={y} r={RADIUS} />
      {ring}
    </g>
  )
}
