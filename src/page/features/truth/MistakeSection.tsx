/** The classic mistake: one sentence with the numbers, the picture, the table. */
import { formatCount } from '../../../text/format.ts'
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { quantityText } from '../../../text/validation.ts'
import type { RatioBin } from '../../../validation/binned.ts'
import { ClassicMistake, FAMOUS_FROM } from './ClassicMistake.tsx'
import { times } from './ratio-text.ts'
import { TableBox } from './TableBox.tsx'

export function MistakeSection({ bins }: { readonly bins: readonly RatioBin[] }) {
  const famous = bins.find(({ from }) => from === FAMOUS_FROM)
  const columns = TRUTH_TEXT.mistakeTable
  return (
    <section className="truth-part" aria-labelledby="truth-mistake">
      <h3 id="truth-mistake">{TRUTH_TEXT.mistake}</h3>
      <p>{TRUTH_TEXT.mistakeLead}</p>
      {famous === undefined ? (
        <p className="muted">{TRUTH_TEXT.mistakeNone}</p>
      ) : (
        <p className="truth-claim">
          {TRUTH_TEXT.mistakeSentence(
            times(famous.textbook),
            times(famous.measured),
            times(famous.engine),
            formatCount(famous.n),
          )}
        </p>
      )}
      {bins.length === 0 ? null : (
        <>
          <ClassicMistake bins={bins} />
          <TableBox label={TRUTH_TEXT.mistake}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{columns.ratio}</th>
                  <th scope="col">{columns.n}</th>
                  <th scope="col">{columns.measured}</th>
                  <th scope="col">{columns.engine}</th>
                  <th scope="col">{columns.textbook}</th>
                  <th scope="col">{columns.downtime}</th>
                </tr>
              </thead>
              <tbody>
                {bins.map((bin) => (
                  <tr key={bin.from} data-famous={bin.from === FAMOUS_FROM || undefined}>
                    <th scope="row">{`${bin.from.toFixed(1)} – ${bin.to.toFixed(1)}`}</th>
                    <td>{bin.n}</td>
                    <td>{times(bin.measured)}</td>
                    <td>{times(bin.engine)}</td>
                    <td>{times(bin.textbook)}</td>
                    <td>
                      {bin.downtimeSeconds === undefined
                        ? ''
                        : quantityText('downtimeSeconds', bin.downtimeSeconds)}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </TableBox>
        </>
      )}
    </section>
  )
}
