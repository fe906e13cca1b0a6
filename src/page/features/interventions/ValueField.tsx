/** The value of a dial that changes in mid-run: a choice, or a number with its unit and what is wrong with a wrong one. */
import { useId, type KeyboardEvent } from 'react'
import type { MidRunParameter } from '../../../engine/scenario/intervention.ts'
import type { Parameter } from '../../../engine/scenario/parameter.ts'
import { PARAMETERS } from '../../../engine/scenario/parameters.ts'
import { optionLabel } from '../../../text/parameters.ts'
import { TIME_TEXT } from '../../../text/time-machine.ts'
import { TypedProblem } from '../../controls/TypedProblem.tsx'
import { useTyped } from '../../controls/use-typed.ts'

export interface ValueFieldProps {
  readonly parameter: MidRunParameter
  readonly value: number | string
  readonly onValue: (value: number | string) => void
}

export function ValueField({ parameter: id, value, onValue }: ValueFieldProps) {
  const parameter: Parameter = PARAMETERS[id]
  const name = useId()
  const { typed, problem, type, commit } = useTyped(id, value, (next) => {
    if (next !== value) onValue(next)
  })
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit()
  }
  if (parameter.kind === 'choice')
    return (
      <>
        <label htmlFor={name}>{TIME_TEXT.valueLabel}</label>
        <select id={name} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
          {parameter.options.map((option) => (
            <option key={option} value={option}>
              {optionLabel(id, option)}
            </option>
          ))}
        </select>
      </>
    )
  const unit = parameter.kind === 'number' ? parameter.unit : ''
  return (
    <>
      <label htmlFor={name}>
        {TIME_TEXT.valueLabel}
        {unit ? `, ${unit}` : ''}
      </label>
      <input
        id={name}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? `${name}-problem` : undefined}
        value={typed ?? String(value)}
        onChange={(event) => type(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      <TypedProblem id={`${name}-problem`} problem={problem} />
    </>
  )
}
