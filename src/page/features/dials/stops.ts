/** The values at which a slider stops: even in the value or in its logarithm, each of them different from the next. */
import type { NumberParameter } from '../../../engine/scenario/parameter.ts'

const STOPS = 240
/** Digits that count in a value between the ends of a logarithmic slider. */
const DIGITS = 2

/** Ascending; the ends and the default are among them. */
export function stopsOf(parameter: NumberParameter): readonly number[] {
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
export function nearestStop(stops: readonly number[], value: number): number {
  let best = 0
  stops.forEach((stop, index) => {
    if (Math.abs(stop - value) < Math.abs((stops[best] ?? 0) - value)) best = index
  })
  return best
}
