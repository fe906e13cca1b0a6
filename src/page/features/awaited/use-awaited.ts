/** Whether the run on the screen is the former one, once that has lasted a while. */
import { useEffect, useState } from 'react'
import { useApp } from '../../controls/session-context.ts'
import type { Awaited as What } from '../../session/app-state.ts'
import './awaited.css'

/** What takes less goes unmarked: each turn of a dial would flicker. */
const MARKED_AFTER_MILLISECONDS = 300

/** What is awaited, once that has lasted a while. */
export function useAwaited(): What['kind'] | undefined {
  const kind = useApp(({ awaited }) => awaited?.kind)
  const [lasting, setLasting] = useState<What['kind']>()
  if (kind === undefined && lasting !== undefined) setLasting(undefined)
  useEffect(() => {
    if (kind === undefined) return undefined
    const timer = setTimeout(() => setLasting(kind), MARKED_AFTER_MILLISECONDS)
    return () => clearTimeout(timer)
  }, [kind])
  return lasting
}
