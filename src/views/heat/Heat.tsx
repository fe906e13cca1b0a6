/** What the modes of the map mean, and how often pages were sent. The map itself is on the stage. */
import { DRAWER_TEXT } from '../../text/layout.ts'
import { HEAT_TEXT } from '../../text/heat.ts'
import { useApp } from '../session-context.ts'
import { HeatLegend } from './HeatLegend.tsx'
import { ModeSelect } from './ModeSelect.tsx'
import { SentTable } from './SentTable.tsx'
import './heat.css'

export function Heat() {
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  const mode = useApp((state) => state.tools.heat)
  const alone = useApp((state) => state.former === undefined)
  if (!summary || hidden) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <label className="heat-mode">
        {HEAT_TEXT.mode} <ModeSelect names={HEAT_TEXT.modes} />
      </label>
      <p className="drawer-intro">{HEAT_TEXT.about[mode]}</p>
      {mode === 'state' ? null : mode === 'difference' && alone ? (
        <p className="drawer-empty">{HEAT_TEXT.noFormer}</p>
      ) : (
        <HeatLegend mode={mode} label={HEAT_TEXT.legend} />
      )}
      <SentTable />
    </>
  )
}
