/** The ribbon of generations under the pictures, and the way to the table of what changed in which. */
import { useEffect, useRef } from 'react'
import { CHANGES_TEXT } from '../../../text/what-changed.ts'
import { GenerationRibbon } from '../generations/GenerationRibbon.tsx'
import { Button } from '../../controls/Button.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'

export function Ribbon() {
  const perform = useCommand()
  const scenario = useApp((state) => state.input.scenario)
  const place = useRef<HTMLDivElement>(null)
  // On a phone it opens below what is in sight.
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' })
  }, [])
  return (
    <div className="ribbon-place" ref={place}>
      <GenerationRibbon
        compact
        generation={scenario.generation}
        scenario={scenario}
        onPick={(id) => perform('set-parameter', 'generation', id)}
      >
        <Button command="overlay" onClick={() => perform('overlay', 'versions')}>
          {CHANGES_TEXT.open}
        </Button>
      </GenerationRibbon>
    </div>
  )
}
