/** What the vCPUs of the run on the screen got: asked for while somebody shows it. */
import { useEffect, useState } from 'react'
import type { GuestTimes } from '../../recording/vcpu-times.ts'
import { useApp, useSession } from './session-context.ts'

export interface TimesOfRun {
  readonly runId: number
  readonly times: GuestTimes
}

/** Undefined until they are there; the former run's stay until then. `wanted` false asks for nothing. */
export function useGuestTimes(wanted = true): TimesOfRun | undefined {
  const session = useSession()
  const runId = useApp((state) => state.runId)
  const ready = useApp((state) => state.summary !== undefined)
  const [known, setKnown] = useState<TimesOfRun>()
  useEffect(() => {
    if (!wanted || !ready) return undefined
    let current = true
    void session.guestTimes(runId).then((times) => {
      if (current) setKnown({ runId, times })
    })
    return () => {
      current = false
    }
  }, [session, runId, wanted, ready])
  return known
}
