/** What is in the cell under the cursor. */
import { useCallback, useEffect, useState } from 'react'
import type { Readout } from '../../../recording/recording.ts'
import { useSession } from '../../controls/session-context.ts'

/** The counts of the cell under the cursor, asked for when the cursor moves and when playback stands still. */
export function useReadout(): {
  readonly readout: Readout | undefined
  readonly onReadout: (firstPage: number, pages: number) => void
} {
  const session = useSession()
  const [readout, setReadout] = useState<Readout>()
  const [cell, setCell] = useState<{ readonly firstPage: number; readonly pages: number }>()

  const onReadout = useCallback(
    (firstPage: number, pages: number) => setCell({ firstPage, pages }),
    [],
  )
  useEffect(() => {
    if (!cell) return undefined
    let current = true
    let asking = false
    const ask = () => {
      if (asking) return
      asking = true
      void session.readout(cell.firstPage, cell.pages).then((answer) => {
        asking = false
        if (current) setReadout(answer)
      })
    }
    ask()
    // A cell that is looked at while time goes on is read again a few times a second.
    const timer = setInterval(() => {
      if (session.store.getState().playback.playing) ask()
    }, 250)
    const stop = session.playhead.subscribe(() => {
      if (!session.store.getState().playback.playing) ask()
    })
    const unwatch = session.store.subscribe((now, before) => {
      if (now.runId !== before.runId) ask()
    })
    return () => {
      current = false
      clearInterval(timer)
      stop()
      unwatch()
    }
  }, [session, cell])
  return { readout, onReadout }
}
