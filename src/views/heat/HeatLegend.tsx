/** The steps of the map with what each means. */
import { heatRamp, type HeatRamp } from '../../draw/heat-ramps.ts'
import { PALETTES } from '../../draw/palette.ts'
import { HEAT_SCALES, HEAT_TEXT } from '../../text/heat.ts'
import { useApp } from '../session-context.ts'

export function HeatLegend({ mode }: { readonly mode: HeatRamp }) {
  const theme = useApp((state) => state.theme)
  const ramp = heatRamp(PALETTES[theme], mode)
  return (
    <ul className="heat-legend" aria-label={HEAT_TEXT.legend}>
      {HEAT_SCALES[mode].labels.map((label, step) => (
        <li key={label}>
          <i style={{ background: `rgb(${ramp[step]?.join(' ')})` }} />
          {label}
        </li>
      ))}
    </ul>
  )
}
