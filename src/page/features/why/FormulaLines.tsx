/** A formula twice: in symbols, and with the numbers of the run, each a way to the place where it is seen. */
import type { Formula } from '../../../report/explain/chain.ts'
import { formulaSymbols, termName, termValue } from '../../../text/explain/explain.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'
import { useCommand } from '../../controls/session-context.ts'

export function FormulaLines({ formula }: { readonly formula: Formula }) {
  const perform = useCommand()
  return (
    <div className="why-formula">
      <p className="formula">{formulaSymbols(formula)}</p>
      <p className="numbers">
        {formula.map((token, index) =>
          typeof token === 'string' ? (
            // Signs have no identity but their place.
            // oxlint-disable-next-line react/no-array-index-key
            <span key={index}>{token}</span>
          ) : (
            <button
              // oxlint-disable-next-line react/no-array-index-key
              key={index}
              type="button"
              title={termName(token)}
              onClick={() => perform('point-out', token.at, token.part)}
            >
              <SentenceText sentence={[termValue(token)]} quiet />
            </button>
          ),
        )}
      </p>
    </div>
  )
}
