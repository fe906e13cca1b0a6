/** The value of a dial that changes in mid-run: a choice, or a number with its unit and what is wrong with a wrong one. */
import { useId, useState, type KeyboardEvent } from 'react'
import type { MidRunParameter } from '../../../engine/scenario/intervention.ts'
import type { Parameter } from '../../../engine/scenario/parameter.ts'
import { PARAMETERS } from '../../../engine/scenario/parameters.ts'
import { parseValue, problemLine } from '../../../engine/scenario/validate.ts'
import { optionLabel, PARAMETER_TEXT } from '../../../text/parameters.ts'
import { TIME_TEXT } from '../../../text/time-machine.ts'

export interface ValueFieldProps {
  readonly parameter: MidRunParameter
  readonly value: number | string
  readonly onValue: (value: number | string) => void
}

export function ValueField({ parameter: id, value, onValue }: ValueFieldProps) {
  const parameter: Parameter = PARAMETERS[id]
  const name = useId()
  const [typed, setTyped] = useState<string>()
  const [problem, setProblem] = useState<string>()
  const { label } = PARAMETER_TEXT[id]
  const commit = () => {
    if (typed === undefined) return
    const result = parseValue(id, typed)
    if ('problem' in result) return setProblem(problemLine({ ...result.problem, field: label }))
    setProblem(undefined)
    setTyped(undefined)
    if (result.ok !== value) onValue(result.ok)
  }
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
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={commit}
        onKeyDown={onKeyDown}
      />
      {problem ? (
        <p className="dial-problem" id={`${name}-problem`} role="alert">
          {problem}
        </p>
      ) : null}
    </>
  )
}
