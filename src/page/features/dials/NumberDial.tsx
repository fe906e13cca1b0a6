/** A dial: a native slider for the hand, a number field for the exact value, and what is wrong with a wrong one. */
import { useId, useMemo, type KeyboardEvent } from 'react'
import type { NumberParameter } from '../../../engine/scenario/parameter.ts'
import { PARAMETERS, type ParameterId } from '../../../engine/scenario/parameters.ts'
import { valueText } from '../../../engine/scenario/validate.ts'
import { PARAMETER_TEXT } from '../../../text/parameters.ts'
import { spokenValue } from '../../../text/spoken.ts'
import { useApp, useCommand } from '../../controls/session-context.ts'
import { TypedProblem } from '../../controls/TypedProblem.tsx'
import { useTyped } from '../../controls/use-typed.ts'
import { DialHead } from './DialHead.tsx'

export type NumberId = {
  [Id in ParameterId]: (typeof PARAMETERS)[Id] extends NumberParameter ? Id : never
}[ParameterId]

export interface NumberDialProps {
  readonly id: NumberId
  /** Without the button that resets it. */
  readonly compact?: boolean
}

export function NumberDial({ id, compact = false }: NumberDialProps) {
  const perform = useCommand()
  const value = useApp((state) => state.input.scenario[id])
  const parameter: NumberParameter = PARAMETERS[id]
  const stops = useMemo(() => stopsOf(parameter), [parameter])
  const name = useId()
  const { label } = PARAMETER_TEXT[id]

  const set = (next: number) => {
    if (next !== value) perform('set-parameter', id, next)
  }
  const { typed, problem, type, commit, discard } = useTyped(id, value, set)
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') commit()
    if (event.key === 'Escape') discard()
  }

  return (
    <div className="dial" data-wrong={problem !== undefined || undefined}>
      <DialHead id={id} labelFor={name} resets={!compact} />
      <div className="dial-row">
        <input
          id={name}
          type="range"
          min={0}
          max={stops.length - 1}
          step={1}
          value={nearestStop(stops, value)}
          aria-valuetext={spokenValue(id, value)}
          onChange={(event) => {
            const next = stops[Number(event.currentTarget.value)]
            discard()
            if (next !== undefined) perform('set-parameter', id, next)
          }}
        />
        <span className="dial-field">
          <input
            type="text"
            inputMode="decimal"
            autoComplete="off"
            aria-label={`${label}${parameter.unit ? `, ${parameter.unit}` : ''}`}
            aria-invalid={problem !== undefined}
            aria-describedby={problem ? `${name}-problem` : undefined}
            value={typed ?? valueText(id, value)}
            onChange={(event) => type(event.currentTarget.value)}
            onBlur={commit}
            onKeyDown={onKeyDown}
          />
          <span className="dial-unit">{parameter.unit}</span>
        </span>
      </div>
      <TypedProblem id={`${name}-problem`} problem={problem} />
    </div>
  )
}

/** The values at which a slider stops: even in the value or in its logarithm, each of them different from the next. */
const STOPS = 240
/** Digits that count in a value between the ends of a logarithmic slider. */
const DIGITS = 2

/** Ascending; the ends and the default are among them. */
function stopsOf(parameter: NumberParameter): readonly number[] {
  const { min, max, step, scale } = parameter
  const even = Array.from({ length: STOPS + 1 }, (_, index) => index / STOPS)
  const lowest = Math.max(min, step)
  const values = even.map((share) =>
    scale === 'log'
      ? onStep(Number((lowest * (max / lowest) ** share).toPrecision(DIGITS)), step)
      : onStep(min + (max - min) * share, step),
  )
  const all = [min, ...values, parameter.default, max]
  return [...new Set(all)]
    .filter((value) => value >= min && value <= max)
    .sort((one, other) => one - other)
}

/** Multiples of the step above zero, without the noise of binary fractions. */
function onStep(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toPrecision(12))
}

/** Index of the stop nearest to a value. */
function nearestStop(stops: readonly number[], value: number): number {
  let best = 0
  stops.forEach((stop, index) => {
    if (Math.abs(stop - value) < Math.abs((stops[best] ?? 0) - value)) best = index
  })
  return best
}
