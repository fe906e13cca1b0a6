/** The steps of a mode with what each means. */
import { heatRamp } from '../../draw/heat-ramps.ts'
import { PALETTES } from '../../draw/palette.ts'
import { HEAT_SCALES } from '../../text/heat.ts'
import { useApp } from '../session-context.ts'
import type { ShownMode } from './use-heat.ts'

export interface HeatLegendProps {
  readonly mode: ShownMode
  readonly label: string
}

export function HeatLegend({ mode, label }: HeatLegendProps) {
  const theme = useApp((state) => state.theme)
  const ramp = heatRamp(PALETTES[theme], mode)
  return (
    <ul className="heat-legend" aria-label={label}>
      {HEAT_SCALES[mode].labels.map((step, index) => (
        <li key={step} title={step}>
          <i style={{ background: `rgb(${ramp[index]?.join(' ')})` }} />
          <span>{step}</span>
        </li>
      ))}
    </ul>
  )
}
