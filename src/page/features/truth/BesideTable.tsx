/** The same rows under other settings: how much of an error is the mechanism, and how much what was chosen for lack of a figure. */
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { BESIDE_TEXT, percentText } from '../../../text/validation.ts'
import type { BesideResult } from '../../../validation/beside.ts'
import type { Score } from '../../../validation/errors.ts'
import type { PartResult } from '../../../validation/group-result.ts'
import { TableBox } from './TableBox.tsx'

export interface BesideTableProps {
  readonly part: PartResult
  readonly beside: readonly BesideResult[]
}

export function BesideTable({ part, beside }: BesideTableProps) {
  const { who, n, median, mean, p90, never } = TRUTH_TEXT.errorColumns
  const commands = new Map(
    beside.flatMap(({ command, modelVersion }) =>
      command === undefined || modelVersion === undefined ? [] : [[command, modelVersion]],
    ),
  )
  return (
    <>
      <h4>{TRUTH_TEXT.besideTitle}</h4>
      <p>{TRUTH_TEXT.besideLead}</p>
      <TableBox label={TRUTH_TEXT.besideTitle}>
        <table className="error-table">
          <thead>
            <tr>
              {[who, n, median, mean, p90, never].map((title) => (
                <th key={title} scope="col">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <Row name={TRUTH_TEXT.besideOwn} what={TRUTH_TEXT.besideOwnWhat} score={part.engine} />
            {beside.map(({ id, engine }) => (
              <Row key={id} {...BESIDE_TEXT[id]} score={engine} />
            ))}
          </tbody>
        </table>
      </TableBox>
      {[...commands].map(([command, version]) => (
        <p key={command} className="muted">
          {TRUTH_TEXT.besideBy(command, version)}
        </p>
      ))}
    </>
  )
}

function Row({
  name,
  what,
  score,
}: {
  readonly name: string
  readonly what: string
  readonly score: Score
}) {
  const errors = score.errors.totalSeconds
  if (errors === undefined) return null
  const { n, median, mean, p90, never } = errors
  return (
    <tr>
      <th scope="row">
        {name}
        <small>{what}</small>
      </th>
      <td>{n}</td>
      {[median, mean, p90, never].map((share, index) => (
        <td key={index}>{percentText(share)}</td>
      ))}
    </tr>
  )
}
