/** Is a value right for a parameter? Takes anything at all, from links and files that strangers wrote. */
import type { CurveParameter, CurvePoint, NumberParameter, Parameter } from './parameter.ts'
import { PARAMETERS, type ParameterId } from './parameters.ts'
import { type Checked, quote } from './problem.ts'
import type { Scenario } from './scenario.ts'

type Verdict = { readonly ok: unknown } | { readonly wrong: string }

const COUNT_UNITS = ['', 'pages', 'frames', 'B']

/** Counts are whole, and so are options of a real host; every other number may lie anywhere within its range, between the steps too. */
export function isCount({ unit, step, range }: NumberParameter): boolean {
  return Number.isInteger(step) && (COUNT_UNITS.includes(unit) || range === 'option')
}

/** What is allowed, in words: `0.125 to 24576 GiB`. */
export function allowedText(parameter: Parameter): string {
  switch (parameter.kind) {
    case 'number': {
      const range = `${parameter.min} to ${parameter.max}${parameter.unit ? ` ${parameter.unit}` : ''}`
      return isCount(parameter) ? `a whole number, ${range}` : range
    }
    case 'choice':
      return parameter.options.join(', ')
    case 'curve':
      return `1 to ${parameter.maxPoints} points seconds:share, seconds rising above 0, shares 0 to 1 and never falling`
  }
}

function checkNumber(parameter: NumberParameter, value: unknown): Verdict {
  if (typeof value !== 'number' || Number.isNaN(value))
    return { wrong: `${quote(value)} isn't a number` }
  if (value < parameter.min || value > parameter.max)
    return { wrong: `${quote(value)} is out of range` }
  if (isCount(parameter) && !Number.isInteger(value))
    return { wrong: `${value} isn't a whole number` }
  return { ok: value + 0 }
}

/** A number stands for the option that is written so: `"network.speed": 10`. */
function checkChoice(options: readonly string[], value: unknown): Verdict {
  const text = typeof value === 'number' ? String(value) : value
  const option = options.find((known) => known === text)
  return option === undefined
    ? { wrong: `${quote(value)} is not one of the choices` }
    : { ok: option }
}

function checkCurve(parameter: CurveParameter, value: unknown): Verdict {
  if (!Array.isArray(value)) return { wrong: `${quote(value)} isn't a list of points` }
  const list: readonly unknown[] = value
  if (list.length === 0 || list.length > parameter.maxPoints)
    return { wrong: `it has ${list.length} points` }
  const points: CurvePoint[] = []
  for (const [index, point] of list.entries()) {
    const [seconds, share]: readonly unknown[] =
      Array.isArray(point) && point.length === 2 ? point : []
    if (typeof seconds !== 'number' || typeof share !== 'number')
      return { wrong: `point ${index + 1} isn't a pair of numbers` }
    const [lastSeconds, lastShare] = points.at(-1) ?? [0, 0]
    if (!(seconds > lastSeconds && seconds <= 1e6))
      return { wrong: `the seconds of point ${index + 1} do not rise` }
    if (!(share >= lastShare && share <= 1))
      return { wrong: `the share of point ${index + 1} falls or isn't a share` }
    points.push([seconds, share + 0])
  }
  return { ok: points }
}

function verdict(parameter: Parameter, value: unknown): Verdict {
  switch (parameter.kind) {
    case 'number':
      return checkNumber(parameter, value)
    case 'choice':
      return checkChoice(parameter.options, value)
    case 'curve':
      return checkCurve(parameter, value)
  }
}

/** The value as the engine takes it, or what is wrong with it. */
export function checkValue<Id extends ParameterId>(id: Id, value: unknown): Checked<Scenario[Id]> {
  const parameter: Parameter = PARAMETERS[id]
  const result = verdict(parameter, value)
  if ('ok' in result) return { ok: result.ok as Scenario[Id] }
  return { problem: { field: id, message: result.wrong, allowed: allowedText(parameter) } }
}

export const MAX_SEED = 4294967295

/** A seed is a whole number 0 … 2³²−1. */
export function checkSeed(value: unknown): Checked<number> {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_SEED)
    return { ok: value + 0 }
  const allowed = `a whole number, 0 to ${MAX_SEED}`
  return { problem: { field: 'seed', message: `${quote(value)} isn't a seed`, allowed } }
}
