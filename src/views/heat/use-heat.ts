/** The values of the heat map at the playhead: asked for when it stands still, and a few times a second while it runs. */
import { useEffect, useState } from 'react'
import type { HeatMode } from '../../protocol/link.ts'
import { useApp, useSession } from '../session-context.ts'

export const HEAT_COLUMNS = 64
export const HEAT_ROWS = 40
const CELLS = HEAT_COLUMNS * HEAT_ROWS
const EVERY_MILLISECONDS = 300

type Shown = Exclude<HeatMode, 'state'>

/** Undefined until the first answer; `no-former` where there is nothing to compare with. */
export function useHeat(mode: Shown): Float32Array | 'no-former' | undefined {
  const session = useSession()
  const runId = useApp((state) => state.runId)
  const formerId = useApp((state) => state.former?.runId)
  const [shown, setShown] = useState<{ readonly mode: Shown; readonly values: Float32Array }>()
  useEffect(() => {
    if (mode === 'difference' && formerId === undefined) return undefined
    let current = true
    let asking = false
    let wanted = true
    const show = (values: Float32Array) => {
      asking = false
      if (current) setShown({ mode, values })
    }
    const ask = () => {
      if (asking || !wanted) return
      asking = true
      wanted = false
      if (mode === 'difference' && formerId !== undefined) {
        // Both runs to their end, whatever that is: the player clamps the time.
        const ends = [runId, formerId].map((id) =>
          session.heat(id, Number.MAX_SAFE_INTEGER, 'sent', CELLS),
        )
        void Promise.all(ends).then(([now, before]) => {
          if (now && before) show(now.map((value, cell) => value - (before[cell] ?? NaN)))
        })
        return
      }
      const value = mode === 'difference' ? 'sent' : mode
      void session.heat(runId, session.playhead.time, value, CELLS).then(show)
    }
    ask()
    const timer = setInterval(ask, EVERY_MILLISECONDS)
    const stop = session.playhead.subscribe(() => {
      wanted = mode !== 'difference'
    })
    return () => {
      current = false
      clearInterval(timer)
      stop()
    }
  }, [session, mode, runId, formerId])
  if (mode === 'difference' && formerId === undefined) return 'no-former'
  return shown?.mode === mode ? shown.values : undefined
}
