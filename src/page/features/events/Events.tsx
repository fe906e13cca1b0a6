/** What happened, in words and in order; a click goes there. */
import { useMemo, useState } from 'react'
import { formatSeconds } from '../../../text/format.ts'
import { factText } from '../../../text/facts.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useCommand, useRevealed } from '../../controls/session-context.ts'
import './events.css'

/** A run may have ten thousand facts: too many to show at once. */
const PAGE = 300

export function Events() {
  const perform = useCommand()
  const facts = useRevealed()?.facts
  const [most, setMost] = useState(PAGE)
  const rows = useMemo(
    () =>
      (facts ?? []).slice(0, most).map((fact, index) => ({
        key: `${index}-${fact.kind}`,
        at: fact.at,
        text: factText(fact),
      })),
    [facts, most],
  )
  if (!facts) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <ol className="events">
        {rows.map(({ key, at, text }) => (
          <li key={key}>
            <button type="button" onClick={() => perform('seek', at)}>
              <time>{formatSeconds(at, { steady: true })}</time>
              <span>
                <SentenceText sentence={text} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      {facts.length > most ? (
        <button type="button" className="button" onClick={() => setMost(most + PAGE)}>
          {DRAWER_TEXT.more(facts.length - most)}
        </button>
      ) : null}
    </>
  )
}
