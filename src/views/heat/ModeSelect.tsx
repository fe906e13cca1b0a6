/** Chooses what the source's map shows. */
import { HEAT_MODES } from '../../protocol/link.ts'
import { HEAT_TEXT } from '../../text/heat.ts'
import { useApp, useCommand } from '../session-context.ts'

export interface ModeSelectProps {
  readonly names: Readonly<Record<(typeof HEAT_MODES)[number], string>>
  /** Where no label stands beside it. */
  readonly label?: string
}

export function ModeSelect({ names, label }: ModeSelectProps) {
  const perform = useCommand()
  const mode = useApp((state) => state.tools.heat)
  return (
    <select
      className="heat-select"
      aria-label={label}
      title={label && HEAT_TEXT.about[mode]}
      value={mode}
      onChange={(event) => {
        const wanted = HEAT_MODES.find((each) => each === event.currentTarget.value)
        if (wanted) perform('map-mode', wanted)
      }}
    >
      {HEAT_MODES.map((each) => (
        <option key={each} value={each}>
          {names[each]}
        </option>
      ))}
    </select>
  )
}
