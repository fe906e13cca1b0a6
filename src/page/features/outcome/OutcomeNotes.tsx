/** Under the verdict: what the client says of a failure and where its bar stood, and what VMware did not support. */
import { useMemo } from 'react'
import { clientMessage, clientProgress } from '../../../report/client.ts'
import type { Summary } from '../../../report/summary.ts'
import { FAILURES_TEXT, progressText } from '../../../text/failures.ts'
import { inferred } from '../../../text/sentence.ts'
import { supportLine, SUPPORT_TEXT } from '../../../text/support.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'

export function OutcomeNotes({ summary }: { readonly summary: Summary }) {
  const message = useMemo(() => clientMessage(summary), [summary])
  const support = useMemo(() => supportLine(summary.input.scenario), [summary])
  const failed = summary.outcome === 'failed'
  if (!failed && support === undefined) return null
  return (
    <ul className="outcome-notes">
      {message ? (
        <li>
          {FAILURES_TEXT.says}: <q>{message.text}</q>
          {message.verified ? null : (
            <small title={SUPPORT_TEXT.unverifiedHelp}> {SUPPORT_TEXT.unverified}</small>
          )}
        </li>
      ) : null}
      {failed ? (
        <li>
          {FAILURES_TEXT.progress}:{' '}
          <SentenceText sentence={[inferred(progressText(clientProgress(summary)))]} quiet />
        </li>
      ) : null}
      {support ? (
        <li data-support>
          <SentenceText sentence={support} quiet />
        </li>
      ) : null}
    </ul>
  )
}
