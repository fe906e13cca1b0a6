/** The phase under the playhead. A component that uses it renders again when the phase changes, not when time does. */
import { useSyncExternalStore } from 'react'
import type { Phase } from '../../engine/facts.ts'
import type { Summary } from '../../report/summary.ts'
import type { Playhead } from '../session/playhead.ts'
import { phaseName } from '../../text/pictures.ts'

/** Name of the phase, as it stands in a sentence; empty before the first run. */
export function usePhaseName(playhead: Playhead, summary: Summary | undefined): string {
  return useSyncExternalStore(
    (changed) => playhead.subscribe(changed),
    () => {
      const phase = summary && phaseAt(summary.phases, playhead.time)
      return phase ? phaseName(phase) : ''
    },
  )
}

/** A moment between two phases belongs to the later one, the end of the run to the last. */
export function phaseAt(phases: readonly Phase[], time: number): Phase | undefined {
  for (const phase of phases) if (time < phase.end) return phase
  return phases.at(-1)
}
