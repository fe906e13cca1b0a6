/** The values of a mode at the playhead, for a view of the map: at once when it stands still, a few times a second while it runs. */
import { useEffect, useState } from 'react'
import type { HeatMode } from '../../../../saved/view.ts'
import type { CellView } from '../../../../recording/recording.ts'
import type { Session } from '../../../session/session.ts'
import { useApp, useSession } from '../../../controls/session-context.ts'

const EVERY_MILLISECONDS = 300

type ShownMode = Exclude<HeatMode, 'state'>

export interface HeatValues {
  readonly mode: ShownMode
  readonly stream: number | undefined
  readonly view: CellView
  readonly values: Float32Array
}

/** Undefined until the first answer; `no-former` where there is nothing to compare with. The values may be of the view before. */
export function useHeat(
  mode: HeatMode,
  view: CellView | undefined,
): HeatValues | 'no-former' | undefined {
  const session = useSession()
  const runId = useApp((state) => state.runId)
  const former = useApp((state) => state.former?.runId)
  const stream = useApp((state) => state.tools.stream)
  const [answer, setAnswer] = useState<HeatValues>()
  const compared = mode === 'difference' ? former : undefined
  useEffect(() => {
    if (view === undefined || mode === 'state') return undefined
    if (mode === 'difference' && compared === undefined) return undefined
    let current = true
    let asking = false
    let wanted = true
    const ask = () => {
      if (asking || !wanted) return
      asking = true
      wanted = false
      void valuesOf(session, mode, view, runId, compared, stream).then((values) => {
        asking = false
        if (!current) return
        setAnswer({ mode, stream, view, values })
        if (!session.store.getState().playback.playing) ask()
      })
    }
    ask()
    const timer = setInterval(ask, EVERY_MILLISECONDS)
    const stop = session.playhead.subscribe(() => {
      // Both runs are compared at their end, wherever the playhead is.
      wanted = mode !== 'difference'
      if (!session.store.getState().playback.playing) ask()
    })
    return () => {
      current = false
      clearInterval(timer)
      stop()
    }
  }, [session, mode, view, runId, compared, stream])
  if (mode === 'difference' && former === undefined) return 'no-former'
  return answer?.mode === mode && answer.stream === stream ? answer : undefined
}

async function valuesOf(
  session: Session,
  mode: ShownMode,
  view: CellView,
  runId: number,
  former: number | undefined,
  stream: number | undefined,
): Promise<Float32Array> {
  if (mode !== 'difference') return session.heat(runId, session.playhead.time, mode, view, stream)
  // Each to its end, whatever that is: the player clamps the time.
  const ends = [runId, former ?? runId].map((id) =>
    session.heat(id, Number.MAX_SAFE_INTEGER, 'sent', view),
  )
  const [now, before] = await Promise.all(ends)
  return now!.map((value, cell) => value - (before?.[cell] ?? NaN))
}
