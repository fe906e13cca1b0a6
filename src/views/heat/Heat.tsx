/** Memory by times sent, times written, age, or difference to the run before: a map, its legend, and a histogram. */
import { HEAT_MODES, type HeatMode } from '../../protocol/link.ts'
import { DRAWER_TEXT } from '../../text/layout.ts'
import { HEAT_TEXT } from '../../text/heat.ts'
import { useApp, useCommand } from '../session-context.ts'
import { HeatLegend } from './HeatLegend.tsx'
import { HeatMap } from './HeatMap.tsx'
import { SentTable } from './SentTable.tsx'
import { useHeat } from './use-heat.ts'
import './heat.css'

export function Heat() {
  const perform = useCommand()
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  const mode = useApp((state) => state.tools.heat)
  if (!summary || hidden) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <label className="heat-mode">
        {HEAT_TEXT.mode}{' '}
        <select
          value={mode}
          onChange={(event) => {
            const wanted = HEAT_MODES.find((each) => each === event.currentTarget.value)
            if (wanted) perform('heat', wanted)
          }}
        >
          {HEAT_MODES.map((each) => (
            <option key={each} value={each}>
              {HEAT_TEXT.modes[each]}
            </option>
          ))}
        </select>
      </label>
      <p className="drawer-intro">{HEAT_TEXT.about[mode]}</p>
      {mode === 'state' ? null : <Shown mode={mode} />}
      <SentTable />
    </>
  )
}

function Shown({ mode }: { readonly mode: Exclude<HeatMode, 'state'> }) {
  const values = useHeat(mode)
  if (values === 'no-former') return <p className="drawer-empty">{HEAT_TEXT.noFormer}</p>
  return (
    <>
      <HeatMap mode={mode} values={values} />
      <HeatLegend mode={mode} />
    </>
  )
}
