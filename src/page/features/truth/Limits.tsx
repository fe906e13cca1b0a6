/** What is modelled and checked, what is not, and what is inferred: the last one straight from the table of parameters. */
import { PARAMETERS, type ParameterId } from '../../../engine/scenario/parameters.ts'
import { PARAMETER_IDS } from '../../../engine/scenario/scenario.ts'
import { PARAMETER_TEXT } from '../../../text/parameters.ts'
import { MODELLED, NOT_MODELLED, TRUTH_TEXT } from '../../../text/truth.ts'
import { GROUP_TEXT } from '../../../text/validation.ts'
import type { TruthGroup } from './truth-groups.ts'

const DOUBTFUL: readonly ParameterId[] = PARAMETER_IDS.filter((id) =>
  ['inferred', 'unverified'].includes(PARAMETERS[id].confidence),
)

export function Limits({ groups }: { readonly groups: readonly TruthGroup[] }) {
  const left = groups.flatMap(({ id, result }) =>
    result.notModelled.map((entry) => ({ id, ...entry })),
  )
  return (
    <section className="truth-part truth-limits" aria-labelledby="truth-limits">
      <h3 id="truth-limits">{TRUTH_TEXT.limits}</h3>
      <div>
        <h4>{TRUTH_TEXT.modelled}</h4>
        <ul>
          {MODELLED.map(({ what, groups: speaks }) => (
            <li key={what}>
              {what}
              <small>{speaks.map((id) => GROUP_TEXT[id].title).join(' · ')}</small>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h4>{TRUTH_TEXT.notModelled}</h4>
        <ul>
          {NOT_MODELLED.map((what) => (
            <li key={what}>{what}</li>
          ))}
          {left.map(({ id, part, n, reason }) => (
            <li key={`${id} ${part} ${reason}`}>
              {reason}
              <small>{`${GROUP_TEXT[id].title} · ${part} · ${TRUTH_TEXT.rows(n)}`}</small>
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h4>{TRUTH_TEXT.inferred}</h4>
        <p className="muted">{TRUTH_TEXT.inferredLead}</p>
        <ul>
          {DOUBTFUL.map((id) => (
            <li key={id}>
              {PARAMETER_TEXT[id].label}
              <small>{`${PARAMETERS[id].confidence} · ${PARAMETERS[id].source}`}</small>
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
