/** The outcome: converges or not and why, and what it cost. Hidden until the film ends or a dial moves. */
import { lazy, Suspense, useMemo } from 'react'
import type { Summary } from '../../../report/summary.ts'
import { UNKNOWN } from '../../../text/format.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { OUTCOME_TEXT, outcomeRows, verdict } from '../../../text/outcome.ts'
import { INFERRED_HELP, INFERRED_MARK } from '../../../text/sentence.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useApp } from '../../controls/session-context.ts'
import { StunBar } from './StunBar.tsx'
import { WhyButton } from './WhyButton.tsx'
import './outcome.css'

const UNTOLD = [UNKNOWN]

const OutcomeNotes = lazy(() =>
  import('./OutcomeNotes.tsx').then(({ OutcomeNotes }) => ({ default: OutcomeNotes })),
)

export function OutcomeCard() {
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  return (
    <section className="outcome" aria-label={LAYOUT_TEXT.outcome}>
      {summary ? (
        <Outcome summary={summary} secret={hidden} />
      ) : (
        <p className="outcome-hidden">{OUTCOME_TEXT.waiting}</p>
      )}
    </section>
  )
}

interface OutcomeProps {
  readonly summary: Summary
  /** The names of what is to come, without their values. */
  readonly secret: boolean
}

function Outcome({ summary, secret }: OutcomeProps) {
  const { good, title, why } = useMemo(() => verdict(summary), [summary])
  const rows = useMemo(() => outcomeRows(summary), [summary])
  return (
    <>
      {secret ? (
        <p className="outcome-hidden">{OUTCOME_TEXT.hidden}</p>
      ) : (
        <div className="outcome-verdict">
          <h2 className="verdict" data-good={good}>
            <span aria-hidden="true">{good ? '✓' : '✕'}</span> {title}{' '}
            <WhyButton topic={good ? 'passes' : 'failure'} label={title} />
          </h2>
          <p className="verdict-why">
            <SentenceText sentence={why} quiet />
          </p>
        </div>
      )}
      {secret ? null : (
        <>
          <Suspense fallback={null}>
            <OutcomeNotes summary={summary} />
          </Suspense>
          <p className="outcome-mark" title={INFERRED_HELP}>
            <span className="inferred">{INFERRED_MARK}</span>
          </p>
        </>
      )}
      <dl className="outcome-rows">
        {rows.map(({ id, label, value, note }) => (
          <div key={id} data-row={id}>
            <dt>
              {label} {secret ? null : <WhyButton topic={id} label={label} />}
            </dt>
            <dd>
              <SentenceText sentence={secret ? UNTOLD : value} quiet />{' '}
              {note.length > 0 && !secret ? (
                <span className="note">
                  <SentenceText sentence={note} quiet />
                </span>
              ) : null}
            </dd>
            {id === 'stun' ? (
              <dd className="stun">
                {secret ? <span className="stun-bar" /> : <StunBar summary={summary} />}
              </dd>
            ) : null}
          </div>
        ))}
      </dl>
      {summary.curveFitError === undefined || secret ? null : (
        <p className="verdict-why">{OUTCOME_TEXT.fit(summary.curveFitError)}</p>
      )}
    </>
  )
}

/** One line, for the sheet of the phone. */
export function OutcomeLine() {
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  const text = useMemo(() => (summary ? verdict(summary).title : ''), [summary])
  const rows = useMemo(() => (summary ? outcomeRows(summary) : []), [summary])
  if (!summary || hidden) return <p className="outcome-line">{OUTCOME_TEXT.hidden}</p>
  return (
    <p className="outcome-line">
      <strong>{text}</strong>
      {rows
        .filter(({ id }) => id === 'total' || id === 'stun' || id === 'worst')
        .map(({ id, label, value }) => (
          <span key={id}>
            {label}{' '}
            <b>
              <SentenceText sentence={value} quiet />
            </b>
          </span>
        ))}
    </p>
  )
}
