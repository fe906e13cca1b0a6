/** What the modes of the map mean, and how often pages were sent. The map itself is on the stage. */
import { DRAWER_TEXT } from '../../../../text/drawer.ts'
import { HEAT_TEXT } from '../../../../text/heat.ts'
import { useApp } from '../../../controls/session-context.ts'
import { HeatLegend } from './HeatLegend.tsx'
import { ModeSelect } from './ModeSelect.tsx'
import { SentTable } from './SentTable.tsx'
import { StreamTable } from './StreamTable.tsx'
import { useScale } from './use-scale.ts'
import './heat.css'

export function Heat() {
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  const mode = useApp((state) => state.tools.heat)
  const scale = useScale()
  const alone = useApp((state) => state.former === undefined)
  if (!summary || hidden) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <label className="heat-mode">
        {HEAT_TEXT.mode} <ModeSelect names={HEAT_TEXT.modes} />
      </label>
      <p className="drawer-intro">{HEAT_TEXT.about[mode]}</p>
      {mode === 'difference' && alone ? (
        <p className="drawer-empty">{HEAT_TEXT.noFormer}</p>
      ) : scale ? (
        <HeatLegend scale={scale} label={HEAT_TEXT.legend} />
      ) : null}
      {mode === 'stream' ? <StreamTable /> : null}
      <SentTable />
    </>
  )
}
