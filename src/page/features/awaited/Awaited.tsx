/** Says that the run on the screen is the former one: the run of the input is under way, has failed or was cancelled. Fetched when that lasts. */
import { AWAITED_TEXT } from '../../../text/threads.ts'
import { ProgressBar } from '../../controls/ProgressBar.tsx'
import { useApp, useCommand } from '../../controls/session-context.ts'
import type { Awaited as What } from '../../session/app-state.ts'

/** The mark itself, with what can be done. */
export function Awaited({ kind }: { readonly kind: What['kind'] }) {
  const perform = useCommand()
  const hasFormer = useApp(({ summary }) => summary !== undefined)
  const pace = useApp(({ awaited }) => (awaited?.kind === 'computing' ? awaited.pace : undefined))
  const computing = kind === 'computing'
  return (
    <span className="notice awaited" data-tone={computing ? 'info' : 'error'}>
      <span className="awaited-words">
        {hasFormer ? <strong>{AWAITED_TEXT.former}</strong> : null}
        <span>{AWAITED_TEXT[kind]}</span>
      </span>
      {computing ? <ProgressBar label={AWAITED_TEXT.progress} pace={pace} /> : null}
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
