/** What the colours mean. Always visible. */
import { LEGEND, LEGEND_TITLE } from '../../../text/legend.ts'
import './legend.css'

export function Legend() {
  return (
    <ul className="legend" aria-label={LEGEND_TITLE}>
      {LEGEND.map(({ colour, label, help }) => (
        <li key={colour} title={help}>
          <i className="swatch" data-colour={colour} />
          {label}
        </li>
      ))}
    </ul>
  )
}
