/** Two futures beside each other: the rows of the outcome in which they differ. */
import type { Summary } from '../../../report/summary.ts'
import { futureOf, shownFuture } from '../../../saved/saved-run.ts'
import { outcomeRows, verdict } from '../../../text/outcome.ts'
import { plain } from '../../../text/sentence.ts'
import { TIME_TEXT } from '../../../text/time-machine.ts'
import { useApp } from '../../controls/session-context.ts'

interface Row {
  readonly label: string
  readonly one: string
  readonly other: string
}

function rowsOf(one: Summary, other: Summary): readonly Row[] {
  const others = new Map(outcomeRows(other).map((row) => [row.id, row]))
  const rows = outcomeRows(one).map(({ id, label, value }) => ({
    label,
    one: plain(value),
    other: plain(others.get(id)?.value ?? []),
  }))
  const head = { label: TIME_TEXT.difference, one: verdict(one).title, other: verdict(other).title }
  return [head, ...rows]
}

export function Comparison() {
  const futures = useApp((state) => state.futures)
  const outcomes = useApp((state) => state.outcomes)
  const compared = futureOf(futures, futures.compared)
  const shown = shownFuture(futures)
  const [one, other] = [outcomes[shown.id]?.summary, compared && outcomes[compared.id]?.summary]
  if (compared === undefined || one === undefined || other === undefined) return null
  const nameOf = (id: number) =>
    TIME_TEXT.future(
      futures.list.findIndex((future) => future.id === id) + 1,
      futureOf(futures, id)?.name ?? '',
    )
  const names = [nameOf(shown.id), nameOf(compared.id)] as const
  return (
    <table className="comparison">
      <caption>{TIME_TEXT.comparisonCaption(...names)}</caption>
      <thead>
        <tr>
          <th scope="col">{TIME_TEXT.what}</th>
          <th scope="col">{names[0]}</th>
          <th scope="col">{names[1]}</th>
        </tr>
      </thead>
      <tbody>
        {rowsOf(one, other).map((row) => (
          <tr key={row.label} data-same={row.one === row.other || undefined}>
            <th scope="row">{row.label}</th>
            <td>{row.one}</td>
            <td>{row.one === row.other ? TIME_TEXT.same : row.other}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
