/** What is in the cell under the cursor. */
import { useCallback, useMemo, useState } from 'react'
import type { Readout } from '../../../recording/questions/readout.ts'
import { useApp, useSession } from '../../controls/session-context.ts'
import { useFound } from '../../controls/use-answer.ts'

/** A cell that is looked at while time goes on is read again a few times a second. */
const EVERY_MILLISECONDS = 250

/** The counts of the cell under the cursor, asked for when the cursor moves and when playback stands still. */
export function useReadout(): {
  readonly readout: Readout | undefined
  readonly onReadout: (firstPage: number, pages: number) => void
} {
  const session = useSession()
  const runId = useApp((state) => state.runId)
  const [cell, setCell] = useState<{ readonly firstPage: number; readonly pages: number }>()
  const onReadout = useCallback(
    (firstPage: number, pages: number) => setCell({ firstPage, pages }),
    [],
  )
  const ask = useMemo(
    () => cell && ((time: number) => session.ask(runId, { kind: 'readout', time, ...cell })),
    [session, runId, cell],
  )
  return { readout: useFound(ask, EVERY_MILLISECONDS), onReadout }
}
