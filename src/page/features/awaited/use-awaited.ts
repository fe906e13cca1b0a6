/** Whether the run on the screen is the former one, and why. */
import { useEffect, useState } from 'react'
import { useApp } from '../../controls/session-context.ts'
import type { Awaited as What } from '../../session/app-state.ts'
import './awaited.css'

/** What is computed in less goes unmarked: each turn of a dial would flicker. */
const MARKED_AFTER_MILLISECONDS = 300

/** What is awaited, once it has been computed for a while; what has failed or was cancelled at once. */
export function useAwaited(): What['kind'] | undefined {
  const kind = useApp(({ awaited }) => awaited?.kind)
  const computing = kind === 'computing'
  const [lasts, setLasts] = useState(false)
  if (!computing && lasts) setLasts(false)
  useEffect(() => {
    if (!computing) return undefined
    const timer = setTimeout(() => setLasts(true), MARKED_AFTER_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [computing])
  return computing && !lasts ? undefined : kind
}
