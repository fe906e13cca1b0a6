/** What happened, in words and in order; a click goes there. */
import { useMemo } from 'react'
import type { Fact } from '../../../engine/facts.ts'
import { formatSeconds } from '../../../text/format.ts'
import { factText } from '../../../text/facts.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { MoreButton, usePart } from '../../controls/More.tsx'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useCommand, useRevealed } from '../../controls/session-context.ts'
import './events.css'

/** A run may have ten thousand facts: too many to show at once. */
const PAGE = 300
const NONE: readonly Fact[] = []

export function Events() {
  const perform = useCommand()
  const summary = useRevealed()
  const facts = summary?.facts
  const generation = summary?.input.scenario.generation
  const { rows: part, ...more } = usePart(facts ?? NONE, PAGE)
  const rows = useMemo(
    () =>
      generation === undefined
        ? []
        : part.map((fact, index) => ({
            key: `${index}-${fact.kind}`,
            at: fact.at,
            text: factText(fact, generation),
          })),
    [part, generation],
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
      <MoreButton {...more} />
    </>
  )
}
