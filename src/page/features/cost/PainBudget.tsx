/** The pain budget: what each cause took from all vCPUs, and from one that writes in its worst second. */
import { STOP_CAUSES, totalLost } from '../../../recording/stop-causes.ts'
import type { Summary } from '../../../report/summary.ts'
import { COST_TEXT } from '../../../text/cost.ts'
import { STOP_NAMES } from '../../../text/stops.ts'
import { TableHead } from '../../controls/TableHead.tsx'

export function PainBudget({ summary }: { readonly summary: Summary }) {
  const { lostSeconds, worstSecondStops } = summary.pain
  const all = totalLost(lostSeconds)
  const causes = STOP_CAUSES.filter(
    (cause) => cause !== 'gone' && (lostSeconds[cause] > 0 || worstSecondStops[cause] > 0),
  )
  return (
    <table className="passes pain">
      <caption>{COST_TEXT.painCaption}</caption>
      <TableHead columns={COST_TEXT.painColumns} unnamed={COST_TEXT.pain} />
      <tbody>
        {causes.map((cause) => (
          <tr key={cause}>
            <th scope="row">
              <i
                className="pain-bar"
                data-cause={cause}
                style={{ width: `${all > 0 ? (100 * lostSeconds[cause]) / all : 0}%` }}
              />
              {STOP_NAMES[cause]}
            </th>
            <td className="inferred">{COST_TEXT.budget(lostSeconds[cause], all)}</td>
            <td className="inferred">{COST_TEXT.worstOf(worstSecondStops[cause])}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{COST_TEXT.all}</th>
          <td className="inferred">{COST_TEXT.worstOf(all)}</td>
          <td className="inferred">{COST_TEXT.worstOf(totalLost(worstSecondStops))}</td>
        </tr>
      </tbody>
    </table>
  )
}
