/** A host and all its VMs: set it up, see them leave, and what another limit would have given. */
import { useCallback, useId, useMemo, useState } from 'react'
import { GENERATIONS } from '../../../engine/generations/list.ts'
import { plannedLimits } from '../../../engine/host/evacuation-plan.ts'
import type { RunInput } from '../../../engine/scenario/scenario.ts'
import { EVACUATION_TEXT, initiatorText, missingText } from '../../../text/evacuation.ts'
import {
  comparisonSentence,
  resultSentence,
  thinShareSentence,
} from '../../../text/evacuation-result.ts'
import { placeSentence } from '../../../text/evacuation-stayed.ts'
import { AWAITED_TEXT } from '../../../text/threads.ts'
import { ProgressBar } from '../../controls/ProgressBar.tsx'
import { useCommand } from '../../controls/session-context.ts'
import { FIRST_CHOICE, requestOf } from './choice.ts'
import { Controls } from './Controls.tsx'
import './evacuation.css'
import { isFormer, type Missing } from './evacuation-state.ts'
import { Picture } from './Picture.tsx'
import { AlternativeTable, VmTable } from './Tables.tsx'
import { useEvacuation } from './use-evacuation.ts'

export function Evacuation() {
  const perform = useCommand()
  // Exactly the run that the VM had: `input.rates` is what the others left to it.
  const openVm = useCallback((input: RunInput) => perform('open-run', input), [perform])
  const [choice, setChoice] = useState(FIRST_CHOICE)
  const request = useMemo(() => requestOf(choice), [choice])
  const { cancel, again, ...state } = useEvacuation(request)
  const { summary, alternatives, missing } = state
  const limits = useMemo(
    () => plannedLimits(request, GENERATIONS[request.host.generation].network),
    [request],
  )
  const title = useId()
  const thin = summary && thinShareSentence(summary)
  const place = summary && placeSentence([summary.totals.stayed])
  const former = isFormer(state)
  const said = missing && (missing.how !== 'computing' || missing.slow) ? missing : undefined
  return (
    <section
      className="evacuation"
      aria-labelledby={title}
      aria-busy={former && missing?.how === 'computing'}
      data-former={(former && said !== undefined) || undefined}
    >
      <h2 id={title}>{EVACUATION_TEXT.title}</h2>
      <p className="initiator">{initiatorText(choice.initiator, choice.generation).sentence}</p>
      <Controls choice={choice} limits={limits} onChange={setChoice} />
      <div
        className="evacuation-pace"
        {...(said?.how === 'failed' ? { role: 'alert' } : { 'aria-live': 'polite' })}
      >
        {said ? (
          <MissingNotice
            missing={said}
            former={summary !== undefined}
            onCancel={cancel}
            onAgain={again}
          />
        ) : null}
      </div>
      <div
        className="evacuation-result"
        data-empty={summary === undefined || undefined}
        data-stale={former || undefined}
      >
        <p className="result" aria-live="polite">
          {summary
            ? resultSentence(summary)
            : said
              ? '\u00a0'
              : missingText('evacuation', 'computing', false)}
        </p>
        {summary ? (
          <p className="comparison">{comparisonSentence(summary, alternatives) ?? '\u00a0'}</p>
        ) : null}
        {thin ? <p className="thin">{thin}</p> : null}
        {place ? <p className="place">{place}</p> : null}
      </div>
      {summary ? (
        <>
          <Picture summary={summary} onOpenVm={openVm} />
          <AlternativeTable {...{ summary, alternatives }} missing={former ? undefined : missing} />
          <VmTable summary={summary} onOpenVm={openVm} />
        </>
      ) : null}
    </section>
  )
}

interface MissingNoticeProps {
  readonly missing: Missing
  /** There is a result: as long as this evacuation is missing, it is the one before. */
  readonly former: boolean
  readonly onCancel: () => void
  readonly onAgain: () => void
}

/** Says that a part is not there: it is under way, has failed or was cancelled; and what can be done. */
function MissingNotice({ missing, former, onCancel, onAgain }: MissingNoticeProps) {
  const { part, how } = missing
  const computing = how === 'computing'
  const restarted = computing ? missing.restarted : undefined
  return (
    <p className="notice" data-tone={computing ? 'info' : 'error'}>
      <span>
        {restarted ?? missingText(part, how, former, how === 'failed' ? missing.reason : '')}
      </span>
      {computing ? (
        <ProgressBar label={EVACUATION_TEXT.progress[part]} pace={missing.pace} />
      ) : null}
      <button type="button" className="button" onClick={computing ? onCancel : onAgain}>
        {computing ? AWAITED_TEXT.cancel : AWAITED_TEXT.again}
      </button>
    </p>
  )
}
