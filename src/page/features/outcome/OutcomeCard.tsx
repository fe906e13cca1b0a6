/** The outcome: converges or not and why, and what it cost. Hidden until the film ends or a dial moves. */
import { useMemo } from 'react'
import type { Summary } from '../../../report/summary.ts'
import { UNKNOWN, formatDuration } from '../../../text/format.ts'
import { LAYOUT_TEXT } from '../../../text/layout.ts'
import { OUTCOME_TEXT, outcomeRows, verdict } from '../../../text/outcome.ts'
import { INFERRED_HELP, INFERRED_MARK } from '../../../text/sentence.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useApp, useCommand, useRevealed } from '../../controls/session-context.ts'
import { STUN_PARTS } from '../../../text/stops.ts'
import { OutcomeNotes } from './OutcomeNotes.tsx'
import { levelOf } from '../../../report/verdict.ts'
import { LEVEL_HELP, LEVEL_NAMES } from '../../../text/verdict.ts'
import { StunParts } from './StunParts.tsx'
import type { Topic } from '../../../report/explain/chain.ts'
import './outcome.css'

const HIDDEN = [UNKNOWN]

export function OutcomeCard() {
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  return (
    // The whole card comes at once, as high as it has to be: the waiting one does not grow into it.
    <section key={summary ? 'run' : ''} className="outcome" aria-label={LAYOUT_TEXT.outcome}>
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
  const alternatives = useApp((state) =>
    state.alternatives?.runId === state.runId ? state.alternatives.found : undefined,
  )
  const { good, title, why } = useMemo(
    () => verdict(summary, alternatives),
    [summary, alternatives],
  )
  const level = levelOf(summary)
  const sign = <span aria-hidden="true">{good ? '✓' : '✕'}</span>
  const rows = useMemo(() => outcomeRows(summary), [summary])
  return (
    <>
      {secret ? (
        <p className="outcome-hidden">{OUTCOME_TEXT.hidden}</p>
      ) : (
        <div className="outcome-verdict">
          <h2 className="verdict" data-good={good}>
            {summary.failure ? sign : null} {title}{' '}
            <WhyButton topic={summary.failure ? 'failure' : 'passes'} label={title} />
            {summary.failure ? null : (
              <small className="verdict-level" data-level={level} title={LEVEL_HELP}>
                {sign} {LEVEL_NAMES[level]}
              </small>
            )}
          </h2>
          <p className="verdict-why" data-sdps={summary.sdps.engaged || undefined}>
            <SentenceText sentence={why} quiet />
          </p>
        </div>
      )}
      {secret ? null : (
        <>
          <OutcomeNotes summary={summary} />
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
              <SentenceText sentence={secret ? HIDDEN : value} quiet />{' '}
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
  const summary = useRevealed()
  const text = useMemo(() => (summary ? verdict(summary).title : ''), [summary])
  const rows = useMemo(() => (summary ? outcomeRows(summary) : []), [summary])
  if (!summary) return <p className="outcome-line">{OUTCOME_TEXT.hidden}</p>
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

/** The stun by its parts: as a bar, and each with its time. */
function StunBar({ summary }: { readonly summary: Summary }) {
  const { stunParts, stun } = summary
  if (stun.end <= stun.start) return null
  return (
    <>
      <StunParts summary={summary} />
      <ul className="stun-parts" aria-label={OUTCOME_TEXT.parts}>
        {stunParts.map(({ part, start, end, confidence }) => (
          <li key={part} data-part={part}>
            <i className="stun-swatch" aria-hidden="true" />
            {STUN_PARTS[part]}{' '}
            <span className={confidence === 'published' ? undefined : 'inferred'}>
              {formatDuration(end - start)}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}

interface WhyButtonProps {
  readonly topic: Topic
  /** What is asked about, for those who do not see the row. */
  readonly label: string
}

/** Asks why a number of the outcome is as it is. */
function WhyButton({ topic, label }: WhyButtonProps) {
  const perform = useCommand()
  return (
    <button
      type="button"
      className="why-button"
      aria-label={OUTCOME_TEXT.whyOf(label)}
      title={OUTCOME_TEXT.whyOf(label)}
      onClick={() => perform('why', topic)}
    >
      {OUTCOME_TEXT.why}
    </button>
  )
}
