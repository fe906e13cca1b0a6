/** Chooses what the source's map shows; of several streams each can be looked at alone. */
import { HEAT_MODES } from '../../../../saved/view.ts'
import { HEAT_TEXT } from '../../../../text/heat.ts'
import { useApp, useCommand } from '../../../controls/session-context.ts'
import { streamCount } from './use-scale.ts'

export interface ModeSelectProps {
  readonly names: Readonly<Record<(typeof HEAT_MODES)[number], string>>
  /** Where no label stands beside it. */
  readonly label?: string
}

export function ModeSelect({ names, label }: ModeSelectProps) {
  const perform = useCommand()
  const mode = useApp((state) => state.tools.heat)
  const stream = useApp((state) => (mode === 'stream' ? state.tools.stream : undefined))
  const streams = useApp((state) => (state.summary ? streamCount(state.summary) : 1))
  // A link may name a stream that this run has not.
  const listed = Math.max(streams > 1 ? streams : 0, (stream ?? -1) + 1)
  return (
    <select
      className="heat-select"
      aria-label={label}
      title={label && HEAT_TEXT.about[mode]}
      value={stream === undefined ? mode : String(stream)}
      onChange={(event) => {
        const { value } = event.currentTarget
        const wanted = HEAT_MODES.find((each) => each === value)
        perform('map-mode', wanted ?? 'stream', wanted ? undefined : Number(value))
      }}
    >
      {HEAT_MODES.map((each) => (
        <option key={each} value={each}>
          {names[each]}
        </option>
      ))}
      {Array.from({ length: listed }, (_, each) => (
        <option key={each} value={each}>
          {HEAT_TEXT.stream(each)}
        </option>
      ))}
    </select>
  )
}
