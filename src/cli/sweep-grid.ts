/** `--vary`: the values of each axis, and the grid of all their combinations. */
import type { Parameter } from '../engine/scenario/parameter.ts'
import { isCount } from '../engine/scenario/check-value.ts'
import { numberFrom } from '../engine/scenario/parse-value.ts'
import { PARAMETERS } from '../engine/scenario/parameters.ts'
import {
  isParameterId,
  parseSeed,
  parseValue,
  unknownParameter,
} from '../engine/scenario/validate.ts'
import { must, wrong } from './arguments.ts'
import { splitAssignment } from './input.ts'
import { InputError } from './io.ts'

const MAX_POINTS = 100_000
const ALLOWED = 'id=from:to:steps, id=from:to:steps:log or id=a,b,c'

export interface Axis {
  /** A parameter, or `seed`. */
  readonly id: string
  readonly values: readonly unknown[]
}

export type GridPoint = Readonly<Record<string, unknown>>

/** Evenly from … to, both included exactly; in the logarithm when asked. Six digits suffice in between. */
function spread(from: number, to: number, steps: number, log: boolean): number[] {
  return Array.from({ length: steps }, (_, index) => {
    if (index === 0) return from
    if (index === steps - 1) return to
    const share = index / (steps - 1)
    const value = log ? from * (to / from) ** share : from + (to - from) * share
    return Number(value.toPrecision(6))
  })
}

function rangeOf(id: string, text: string): number[] | undefined {
  const parts = text.split(':')
  if (parts.length < 3) return undefined
  const [from, to, steps] = parts.map((part) => numberFrom(part))
  const log = parts[3] === 'log'
  if (
    parts.length > (log ? 4 : 3) ||
    typeof from !== 'number' ||
    typeof to !== 'number' ||
    typeof steps !== 'number'
  )
    throw wrong('--vary', `${id}: isn't a range`, ALLOWED)
  if (!Number.isInteger(steps) || steps < 1 || steps > MAX_POINTS)
    throw wrong('--vary', `${id}: ${steps} steps`, `1 to ${MAX_POINTS} steps`)
  if (log && !(from > 0 && to > 0))
    throw wrong('--vary', `${id}: a log range can't hold 0`, 'from and to above 0')
  return spread(from, to, steps, log)
}

/** Counts are rounded, and what then comes twice is kept once. */
function axisValues(id: string, text: string): unknown[] {
  if (id !== 'seed' && !isParameterId(id)) throw new InputError(unknownParameter(id))
  const parameter: Parameter | undefined = id === 'seed' ? undefined : PARAMETERS[id]
  if (parameter?.kind === 'curve')
    throw wrong('--vary', `${id} is a curve, which can't be varied`, ALLOWED)
  const whole = parameter === undefined || (parameter.kind === 'number' && isCount(parameter))
  const range = parameter?.kind === 'choice' ? undefined : rangeOf(id, text)
  const texts = range?.map((value) => String(whole ? Math.round(value) : value)) ?? text.split(',')
  return [...new Set(texts)].map((value) =>
    must<unknown>(id === 'seed' ? parseSeed(value) : parseValue(id, value)),
  )
}

export function readAxes(varied: readonly string[]): Axis[] {
  const axes = varied.map((text) => {
    const [id, values] = splitAssignment('--vary', text)
    return { id, values: axisValues(id, values) }
  })
  if (axes.length === 0) throw wrong('--vary', 'is missing', ALLOWED)
  const twice = axes.find(({ id }, index) => axes.findIndex((axis) => axis.id === id) !== index)
  if (twice) throw wrong('--vary', `${twice.id} is varied twice`, 'each parameter once')
  const points = axes.reduce((product, { values }) => product * values.length, 1)
  if (points > MAX_POINTS)
    throw wrong('--vary', `these are ${points} scenarios`, `at most ${MAX_POINTS}`)
  return axes
}

/** Every combination; the last axis runs fastest. */
export function gridPoints(axes: readonly Axis[]): GridPoint[] {
  return axes.reduce<GridPoint[]>(
    (points, { id, values }) =>
      points.flatMap((point) => values.map((value) => ({ ...point, [id]: value }))),
    [{}],
  )
}
