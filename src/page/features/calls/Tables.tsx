/** What stands under the picture: the compatibility checks with their results, the migration spec, the states of the VMX. */
import { useMemo } from 'react'
import { compatibilityChecks } from '../../../engine/host/compatibility.ts'
import type { FinishedRun } from '../../../engine/host/finished-run.ts'
import { migrationSpec, type SpecLevel } from '../../../engine/host/migration-spec.ts'
import { statesOf, vmxNumber } from '../../../engine/host/vmx-states.ts'
import { SEQUENCE_TEXT } from '../../../text/calls.ts'
import { CHECK_TEXTS } from '../../../text/calls/checks.ts'
import { SPEC_FIELDS, SPEC_LEVELS } from '../../../text/calls/spec-fields.ts'
import { VMX_STATE_TEXTS } from '../../../text/calls/states.ts'
import { formatQuantity } from '../../../text/format.ts'
import { TableHead } from '../../controls/TableHead.tsx'
import './tables.css'

export interface RunProps {
  readonly run: FinishedRun
}

export function CheckList({ run }: RunProps) {
  const checks = useMemo(() => compatibilityChecks(run), [run])
  return (
    <details className="seq-more" open={checks.some(({ result }) => result === 'refused')}>
      <summary>{SEQUENCE_TEXT.checks}</summary>
      <p className="source">{SEQUENCE_TEXT.checksNote}</p>
      <ul className="seq-checks">
        {checks.map(({ id, faults, warnings, result, fault }) => (
          <li key={id} data-result={result}>
            <strong>
              {result === 'passed' ? '✓' : '✕'} {CHECK_TEXTS[id].name}
            </strong>{' '}
            {SEQUENCE_TEXT[result]}
            <p>{CHECK_TEXTS[id].what}</p>
            <p className="seq-faults">
              {(fault ?? faults.join(', ')) || SEQUENCE_TEXT.noFault}
              {warnings.length > 0 ? `; ${SEQUENCE_TEXT.warns} ${warnings.join(', ')}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </details>
  )
}

export function SpecTable({ run }: RunProps) {
  const fields = useMemo(() => migrationSpec(run.input), [run])
  const levels = (Object.keys(SPEC_LEVELS) as SpecLevel[]).filter((level) =>
    fields.some((field) => field.level === level),
  )
  return (
    <details className="seq-more">
      <summary>{SEQUENCE_TEXT.spec}</summary>
      {levels.map((level) => (
        <table key={level} className="seq-table">
          <caption>
            {SPEC_LEVELS[level].name} <small>{SPEC_LEVELS[level].source}</small>
          </caption>
          <Columns names={SEQUENCE_TEXT.specColumns} />
          <tbody>
            {fields
              .filter((field) => field.level === level)
              .map(({ name, value, unit, confidence }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td className={confidence === 'inferred' ? 'inferred' : undefined}>
                    {value === '' ? (
                      <em>{SEQUENCE_TEXT.empty}</em>
                    ) : typeof value === 'number' && unit ? (
                      formatQuantity(value)
                    ) : (
                      value
                    )}
                    {unit ? ` ${unit}` : ''}
                  </td>
                  <td>{SPEC_FIELDS[name]}</td>
                </tr>
              ))}
          </tbody>
        </table>
      ))}
    </details>
  )
}

export function StateTables({ run }: RunProps) {
  const { generation } = run.input.scenario
  return (
    <details className="seq-more">
      <summary>{SEQUENCE_TEXT.states}</summary>
      {(['source', 'destination'] as const).map((side) => (
        <table key={side} className="seq-table">
          <caption>
            {SEQUENCE_TEXT[side]}: {SEQUENCE_TEXT.statePrefix[side]}{' '}
            <small>KB1010634, KB435078</small>
          </caption>
          <Columns names={SEQUENCE_TEXT.statesColumns} />
          <tbody>
            {statesOf(side).map((state) => {
              const { number, confidence } = vmxNumber(generation, side, state)
              return (
                <tr key={state}>
                  <th scope="row">{state}</th>
                  <td className={confidence === 'inferred' ? 'inferred' : undefined}>{number}</td>
                  <td>{VMX_STATE_TEXTS[side][state]}</td>
                </tr>
              )
            })}
          </tbody>
        </table>
      ))}
    </details>
  )
}

function Columns({ names }: { readonly names: readonly string[] }) {
  return <TableHead columns={names} />
}
