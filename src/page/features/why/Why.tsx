/** Why a number is as it is: a chain of causes, each a button that goes there; the formula with the run's numbers; all decisions. */
import { useEffect, useMemo } from 'react'
import type { Chain } from '../../../report/explain/chain.ts'
import { explain, firstTopic, topicsOf } from '../../../report/explain/explain.ts'
import {
  EXPLAIN_TEXT,
  formulaSymbols,
  PART_NAMES,
  sentenceToCopy,
  topicName,
  clauseText,
} from '../../../text/explain/explain.ts'
import { addressOf } from '../../session/link-sync.ts'
import { sayNotDone } from '../../session/not-done.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useApp, useCommand, useRevealed, useSession } from '../../controls/session-context.ts'
import { FormulaLines } from './FormulaLines.tsx'
import { Decisions } from './Decisions.tsx'
import './why.css'

export function Why() {
  const perform = useCommand()
  const summary = useRevealed()
  const asked = useApp((state) => state.tools.why)
  const topics = useMemo(() => (summary ? topicsOf(summary) : []), [summary])
  const topic = asked && topics.includes(asked) ? asked : summary && firstTopic(summary)
  const chain = useMemo(() => summary && topic && explain(summary, topic), [summary, topic])
  useLitUntilPlay()
  if (!summary || !topic) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <fieldset className="why-topics">
        <legend>{EXPLAIN_TEXT.topics}</legend>
        {topics.map((name) => (
          <button
            key={name}
            type="button"
            className="button"
            aria-pressed={name === topic}
            onClick={() => perform('why', name)}
          >
            {topicName(name, summary)}
          </button>
        ))}
      </fieldset>
      {chain ? <Causes key={topic} chain={chain} /> : null}
      <Decisions summary={summary} />
    </>
  )
}

/** What was lit goes dark when the playhead runs on or the panel closes. */
function useLitUntilPlay(): void {
  const { store } = useSession()
  const playing = useApp((state) => state.playback.playing)
  useEffect(() => {
    if (playing) store.setState({ lit: undefined })
  }, [store, playing])
  useEffect(() => () => store.setState({ lit: undefined }), [store])
}

function Causes({ chain }: { readonly chain: Chain }) {
  const perform = useCommand()
  const { clauses, formulas } = chain
  return (
    <>
      <ol className="why-chain" aria-label={EXPLAIN_TEXT.chain}>
        {clauses.map((clause, index) => (
          // A chain has no other identity than its order.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index}>
            <button
              type="button"
              title={PART_NAMES[clause.part]}
              onClick={() => perform('point-out', clause.at, clause.part)}
            >
              {index > 0 ? (
                <>
                  <span className="why-arrow" aria-hidden="true">
                    ←
                  </span>
                  <span className="sr-only">{EXPLAIN_TEXT.because} </span>
                </>
              ) : null}
              <span>
                <SentenceText sentence={clauseText(clause)} />
              </span>
            </button>
          </li>
        ))}
      </ol>
      <p className="drawer-intro">{EXPLAIN_TEXT.hint}</p>
      <CopyButton chain={chain} />
      {formulas.length > 0 ? (
        <section className="why-formulas" aria-label={EXPLAIN_TEXT.formula}>
          <h3>{EXPLAIN_TEXT.formula}</h3>
          {formulas.map((formula) => (
            <FormulaLines key={formulaSymbols(formula)} formula={formula} />
          ))}
        </section>
      ) : null}
    </>
  )
}

function CopyButton({ chain }: { readonly chain: Chain }) {
  const session = useSession()
  const perform = useCommand()
  const copy = async () => perform('copy-text', sentenceToCopy(chain, await addressOf(session)))
  return (
    <button
      type="button"
      className="button why-copy"
      onClick={() => void copy().catch(sayNotDone(session))}
    >
      {EXPLAIN_TEXT.copy}
    </button>
  )
}
