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
  const leftOut = beside.some(({ id }) => id === 'left-out')
  const title = leftOut ? TRUTH_TEXT.leftOutTitle : TRUTH_TEXT.besideTitle
  const ownWhat = leftOut ? TRUTH_TEXT.leftOutOwnWhat : TRUTH_TEXT.besideOwnWhat
  return (
    <>
      <h4>{title}</h4>
      <p>{leftOut ? TRUTH_TEXT.leftOutLead : TRUTH_TEXT.besideLead}</p>
      <TableBox label={title}>
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
            <Row name={TRUTH_TEXT.besideOwn} what={ownWhat} score={part.engine} />
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
