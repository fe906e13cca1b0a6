/** Values as text, for links and the command line: `64`, `64GiB`, `hotcold`, `0.125:0.002,1:0.014`. */
import { checkSeed, checkValue } from './check-value.ts'
import type { NumberParameter, Parameter } from './parameter.ts'
import { PARAMETERS, type ParameterId } from './parameters.ts'
import type { Checked } from './problem.ts'
import type { Scenario } from './scenario.ts'

const MAX_NUMBER_LENGTH = 32
const MAX_CURVE_LENGTH = 4096
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,3})?$/i

/** A plain decimal number; anything else comes back as the text that it is, for the message. */
export function numberFrom(text: string): number | string {
  const trimmed = text.length <= MAX_NUMBER_LENGTH ? text.trim() : text
  if (trimmed.length > MAX_NUMBER_LENGTH || !NUMBER.test(trimmed)) return text
  // One that is too large to hold is no number either.
  const number = Number(trimmed)
  return Number.isFinite(number) ? number : text
}

/** The unit may stand behind the number, as it is printed. */
function withoutUnit(parameter: NumberParameter, text: string): string {
  const unit = parameter.unit.toLowerCase()
  const short = text.length <= MAX_NUMBER_LENGTH ? text.trim() : text
  return unit && short.toLowerCase().endsWith(unit) ? short.slice(0, -unit.length) : short
}

function curveFrom(text: string): unknown {
  if (text.length > MAX_CURVE_LENGTH) return text
  return text.split(',').map((point) => point.split(':').map(numberFrom))
}

function valueFrom(parameter: Parameter, text: string): unknown {
  switch (parameter.kind) {
    case 'number': {
      const number = numberFrom(withoutUnit(parameter, text))
      return typeof number === 'number' ? number : text
    }
    case 'choice':
      return (
        parameter.options.find((option) => option.toLowerCase() === text.trim().toLowerCase()) ??
        text
      )
    case 'curve':
      return curveFrom(text)
  }
}

/** Text of any origin to a value of the parameter. */
export function parseValue<Id extends ParameterId>(id: Id, text: string): Checked<Scenario[Id]> {
  return checkValue(id, valueFrom(PARAMETERS[id], text))
}

export function parseSeed(text: string): Checked<number> {
  return checkSeed(numberFrom(text))
}

/** The text that `parseValue` reads back as exactly this value. */
export function valueText<Id extends ParameterId>(id: Id, value: Scenario[Id]): string {
  const parameter: Parameter = PARAMETERS[id]
  if (parameter.kind !== 'curve') return String(value)
  const points = value as Scenario['workload.curve']
  return points.map((point) => point.join(':')).join(',')
}
