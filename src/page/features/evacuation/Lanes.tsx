/** A lane for each VM: how long it waits and for what, its passes, its stun, and that it is gone. */
import { memo } from 'react'
import type { EvacuationSummary } from '../../../report/evacuation.ts'
import { rowReadout, type EvacuatedRow } from '../../../text/evacuated-vm.ts'
import { EVACUATION_TEXT, limitPhrase } from '../../../text/evacuation.ts'
import { sized, type DrawingSize } from '../../controls/drawing-size.ts'
import {
  AXIS_HEIGHT,
  laneParts,
  rowHeight,
  STAYED_SIGN,
  timeTicks,
  type LanePart,
  type TimeScale,
} from './geometry.ts'

export interface LanesProps {
  readonly summary: EvacuationSummary
  readonly scale: TimeScale
  readonly size: DrawingSize
  readonly active: number | undefined
  readonly idOf: (vm: number) => string
}

/** Below this a label would not be read. */
const MIN_LABEL_WIDTH = 150
const STUN_WIDTH = 3

function Part({ part, scale, height }: { part: LanePart; scale: TimeScale; height: number }) {
  const x = scale(part.start)
  const width = scale(part.end) - x
  const gap = width > 3 && (part.kind === 'later' || part.kind === 'first') ? 1 : 0
  const stun = part.kind === 'stun'
  return (
    <rect
      className={`lane-${part.kind}`}
      x={stun ? x - Math.max(0, STUN_WIDTH - width) / 2 : x}
      y={stun ? 1 : 3}
      width={Math.max(stun ? STUN_WIDTH : 0.5, width - gap)}
      height={Math.max(2, height - (stun ? 2 : 6))}
    />
  )
}

function Lane({
  row,
  ...props
}: Omit<LanesProps, 'active'> & { row: EvacuatedRow; active: boolean }) {
  const { summary, scale, size, active, idOf } = props
  const height = rowHeight(summary.vms.length)
  const { vm, ended, result } = row
  const middle = height / 2
  const { outcome } = result
  return (
    <g
      id={idOf(vm)}
      // An <option> cannot be inside of an SVG.
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      aria-selected={active}
      aria-label={rowReadout(row, summary.limits)}
      className="lane"
      transform={`translate(0 ${vm * height})`}
    >
      <rect className="lane-ground" width={size.width} height={height} />
      <text className="lane-name" aria-hidden="true" x={4} y={middle} dominantBaseline="central">
        {height >= 14 ? EVACUATION_TEXT.lane(vm) : vm + 1}
      </text>
      {laneParts(row).map((part) => (
        <Part key={part.start} part={part} scale={scale} height={height} />
      ))}
      {outcome !== 'completed' ? (
        <text
          className="lane-stayed"
          data-outcome={outcome}
          aria-hidden="true"
          x={scale(ended) + 2}
          y={middle}
          dominantBaseline="central"
        >
          {STAYED_SIGN[outcome]}
        </text>
      ) : (
        <line
          className="lane-done"
          x1={scale(ended)}
          x2={scale.range()[1]}
          y1={middle}
          y2={middle}
        />
      )}
    </g>
  )
}

/** What a VM waits for, where there is room for it. */
function WaitLabel({ row, summary, scale }: LanesProps & { row: EvacuatedRow }) {
  const { vm, admitted, waitedFor } = row
  const height = rowHeight(summary.vms.length)
  const fits = scale(admitted) - scale(0) > MIN_LABEL_WIDTH && height >= 16
  if (waitedFor === undefined || !fits) return null
  return (
    <text className="lane-wait" x={scale(0) + 6} y={(vm + 0.5) * height} dominantBaseline="central">
      {limitPhrase(waitedFor, summary.limits[waitedFor])}
    </text>
  )
}

export const Lanes = memo(function Lanes(props: LanesProps) {
  const { summary, scale, size, active } = props
  const height = rowHeight(summary.vms.length) * summary.vms.length
  const ticks = timeTicks(scale.domain()[1]!, Math.max(2, Math.floor(size.width / 140)))
  return (
    <svg className="lanes" {...sized(size, height + AXIS_HEIGHT)} role="presentation">
      <defs>
        <pattern
          id="evacuation-hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <line className="hatch" x1="0" y1="0" x2="0" y2="6" />
        </pattern>
      </defs>
      {summary.vms.map((row) => (
        <Lane key={row.vm} {...props} row={row} active={row.vm === active} />
      ))}
      {/* Beside the options: their names say it in their own words. */}
      <g aria-hidden="true">
        {summary.vms.map((row) => (
          <WaitLabel key={row.vm} row={row} {...props} />
        ))}
      </g>
      <g className="time-axis" aria-hidden="true">
        {ticks.map(({ time, text }) => (
          <g key={time} transform={`translate(${scale(time)} 0)`}>
            <line y2={height} />
            <text y={height + 15} textAnchor={time === 0 ? 'start' : 'middle'}>
              {text}
            </text>
          </g>
        ))}
      </g>
    </svg>
  )
})
