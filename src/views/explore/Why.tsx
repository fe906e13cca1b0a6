/** Why each decision came out as it did: the rule, the numbers, the source. */
import { useMemo } from 'react'
import { DRAWER_TEXT } from '../../text/layout.ts'
import { reasonsOf, WHY_TEXT } from '../../text/why.ts'
import { useApp, useCommand } from '../session-context.ts'

export function Why() {
  const perform = useCommand()
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  const reasons = useMemo(() => (summary ? reasonsOf(summary) : []), [summary])
  if (!summary || hidden) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <>
      <p className="drawer-intro">{WHY_TEXT.intro}</p>
      <ol className="reasons">
        {reasons.map(({ title, formula, numbers, result, source, at }) => (
          <li key={title}>
            <h3>
              <button type="button" onClick={() => perform('seek', at)}>
                {title}
              </button>
            </h3>
            <p className="formula">{formula}</p>
            <p className="numbers">{numbers}</p>
            <p className="result">→ {result}</p>
            <p className="source">{source}</p>
          </li>
        ))}
      </ol>
    </>
  )
}
