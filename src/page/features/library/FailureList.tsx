/** The failure catalogue: each row can be injected, and says how it ends. */
import { FAILURE_CASES, type FailureCase, type FailureStage } from '../../../catalogue/failures.ts'
import {
  FAILURE_CASE_TEXT,
  FAILURE_STAGES,
  FAILURES_TEXT,
  progressText,
} from '../../../text/failures.ts'
import { INFERRED_HELP } from '../../../text/sentence.ts'
import { useCommand } from '../../controls/session-context.ts'

const STAGES = Object.keys(FAILURE_STAGES) as readonly FailureStage[]

export function FailureList() {
  return (
    <>
      <p className="library-intro">{FAILURES_TEXT.intro}</p>
      {STAGES.map((stage) => (
        <section key={stage} className="card-group">
          <h2>{FAILURE_STAGES[stage]}</h2>
          <ol className="cards">
            {FAILURE_CASES.filter((row) => row.stage === stage).map((row) => (
              <FailureCard key={row.id} row={row} />
            ))}
          </ol>
        </section>
      ))}
    </>
  )
}

function FailureCard({ row }: { readonly row: FailureCase }) {
  const perform = useCommand()
  const { name, text, says, sources } = FAILURE_CASE_TEXT[row.id]
  const [least, most] = row.expect.percent
  return (
    <li className="card" data-ends={row.expect.runsOn}>
      <h3>
        {name} <small>{FAILURES_TEXT.strikes(row)}</small>
      </h3>
      <p>{text}</p>
      <p className="card-watch">
        <b>{FAILURES_TEXT.says}:</b> {says}
      </p>
      <dl>
        <dt>{FAILURES_TEXT.progress}</dt>
        <dd>
          <span className="inferred" title={INFERRED_HELP}>
            {progressText({ least, most })}
          </span>
        </dd>
        <dt>{FAILURES_TEXT.survivor}</dt>
        <dd className="card-end">{FAILURES_TEXT.runsOn(row.expect.runsOn)}</dd>
      </dl>
      <div className="card-foot">
        <small className="source">
          {sources}
          {row.preset === undefined ? '' : ` · ${FAILURES_TEXT.own}`}
        </small>
        <button
          type="button"
          className="button"
          aria-label={`${FAILURES_TEXT.run}: ${name}`}
          onClick={() => perform('fail', row.id)}
        >
          {FAILURES_TEXT.run}
        </button>
      </div>
    </li>
  )
}
