/** All generations at once: the ribbon, and the table of what changed in which. */
import { CHANGES_TEXT } from '../../../text/what-changed.ts'
import { GENERATION_TEXT } from '../../../text/generations.ts'
import { GenerationRibbon } from '../generations/GenerationRibbon.tsx'
import { OptionTable } from '../generations/OptionTable.tsx'
import { WhatChanged } from '../generations/WhatChanged.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'

export function Versions() {
  const perform = useCommand()
  const scenario = useApp((state) => state.input.scenario)
  const { generation } = scenario
  const shared = {
    generation,
    scenario,
    onPick: (id: typeof generation) => perform('set-parameter', 'generation', id),
  }
  return (
    <div className="versions">
      <GenerationRibbon {...shared} />
      <p className="versions-changed">
        <b>{CHANGES_TEXT.why}</b> {GENERATION_TEXT[generation].changed}
      </p>
      <WhatChanged {...shared} />
      <OptionTable generation={generation} />
    </div>
  )
}
