/** The values of a mode at the playhead, for a view of the map: at once when it stands still, a few times a second while it runs. */
import { useMemo } from 'react'
import type { Nanoseconds } from '../../../../engine/units.ts'
import type { HeatMode } from '../../../../saved/view.ts'
import type { CellView } from '../../../../recording/cell.ts'
import type { Session } from '../../../session/session.ts'
import { useApp, useSession } from '../../../controls/session-context.ts'
import { useFound } from '../../../controls/use-answer.ts'

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
  const compared = mode === 'difference' ? former : undefined
  const ask = useMemo(() => {
    if (view === undefined || mode === 'state') return undefined
    if (mode === 'difference' && compared === undefined) return undefined
    return async (time: Nanoseconds): Promise<HeatValues> => {
      const values = await valuesOf(session, mode, view, time, runId, compared, stream)
      return { mode, stream, view, values }
    }
  }, [session, mode, view, runId, compared, stream])
  // Both runs are compared at their end, wherever the playhead is.
  const found = useFound(ask, mode === 'difference' ? undefined : EVERY_MILLISECONDS)
  if (mode === 'difference' && former === undefined) return 'no-former'
  return found?.mode === mode && found.stream === stream ? found : undefined
}

async function valuesOf(
  session: Session,
  mode: ShownMode,
  view: CellView,
  time: Nanoseconds,
  runId: number,
  former: number | undefined,
  stream: number | undefined,
): Promise<Float32Array> {
  if (mode !== 'difference')
    return session.ask(runId, { kind: 'heat', time, value: mode, view, stream })
  // Each to its end, whatever that is: the question clamps the time.
  const ends = [runId, former ?? runId].map((id) =>
    session.ask(id, { kind: 'heat', time: Number.MAX_SAFE_INTEGER, value: 'sent', view }),
  )
  const [now, before] = await Promise.all(ends)
  return now!.map((value, cell) => value - (before?.[cell] ?? NaN))
}
