/** The chosen dot, read out beside the scatter: all that its row says, and the way to its run. */
import { EVIDENCE_TEXT } from '../../../text/validation.ts'
import { TRUTH_TEXT } from '../../../text/truth.ts'
import type { Metric } from '../../../validation/case.ts'
import type { Mark } from './marks.ts'
import { caseLines, markReadout } from './readout.ts'

export interface CaseReadoutProps {
  readonly mark: Mark | undefined
  readonly metric: Metric
  readonly cells: boolean
  readonly onOpen: () => void
}

export function CaseReadout({ mark, metric, cells, onOpen }: CaseReadoutProps) {
  if (mark === undefined)
    return <p className="muted">{cells ? TRUTH_TEXT.pickCell : TRUTH_TEXT.pick}</p>
  if (mark.kind === 'cell') return <p>{markReadout(mark, metric)}</p>
  const { one } = mark
  const lines = caseLines(one)
  return (
    <>
      <h4>{one.id}</h4>
      <p className="muted">{`${one.part} · ${EVIDENCE_TEXT[one.evidence]}`}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{TRUTH_TEXT.columns.of}</th>
            <th scope="col">{TRUTH_TEXT.columns.measured}</th>
            <th scope="col">{TRUTH_TEXT.columns.predicted}</th>
            <th scope="col">{TRUTH_TEXT.columns.error}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.metric}>
              <th scope="row">{line.name}</th>
              <td>{line.measured}</td>
              <td>{line.predicted}</td>
              <td>{line.error}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {one.note === undefined ? null : <p>{one.note}</p>}
      <p className="muted">{`${TRUTH_TEXT.source}: ${one.source}`}</p>
      {one.run === undefined ? (
        <p className="muted">{TRUTH_TEXT.noRun}</p>
      ) : (
        <button type="button" className="button" onClick={onOpen}>
          {TRUTH_TEXT.openRun}
        </button>
      )}
    </>
  )
}
