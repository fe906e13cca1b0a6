/** Says that the run on the screen is the former one: the run of the input is under way, has failed or was cancelled. */
import { useEffect, useState } from 'react'
import { AWAITED_TEXT } from '../../../text/threads.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'
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

/** The mark itself, with what can be done. */
export function Awaited({ kind }: { readonly kind: What['kind'] }) {
  const perform = useCommand()
  const hasFormer = useApp(({ summary }) => summary !== undefined)
  const computing = kind === 'computing'
  return (
    <span className="notice awaited" data-tone={computing ? 'info' : 'error'}>
      {hasFormer ? <strong>{AWAITED_TEXT.former}</strong> : null}
      <span>{AWAITED_TEXT[kind]}</span>
      {computing ? <progress aria-label={AWAITED_TEXT.progress} /> : null}
      <button
        type="button"
        className="button"
        onClick={() => perform(computing ? 'cancel-run' : 'run-again')}
      >
        {computing ? AWAITED_TEXT.cancel : AWAITED_TEXT.again}
      </button>
    </span>
  )
}
