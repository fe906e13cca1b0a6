/** The steps of the mode with what each means. */
import type { ShownScale } from './use-scale.ts'

export interface HeatLegendProps {
  readonly scale: ShownScale
  readonly label: string
}

export function HeatLegend({ scale, label }: HeatLegendProps) {
  return (
    <ul className="heat-legend" aria-label={label}>
      {scale.labels.map((step, index) => (
        <li key={step} title={step}>
          <i style={{ background: scale.colours[index] }} />
          <span>{step}</span>
        </li>
      ))}
    </ul>
  )
}
