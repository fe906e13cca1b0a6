/** The part of a link that says what others leave of the wire: `rates=0:1250000000,12.5:625000000`, seconds and bytes/s. */
import { type Problem, quote } from '../engine/scenario/problem.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { Fields } from './link-fields.ts'
import { secondsFrom, secondsText } from './link-time.ts'

export type Rates = NonNullable<RunInput['rates']>

const MOST_STEPS = 256
/** Ten terabits a second: more than any wire. */
const MOST_RATE = 1.25e12
const ALLOWED = `at most ${MOST_STEPS} pairs of seconds:bytes/s, seconds ascending from 0, 0 to ${MOST_RATE} bytes/s`

export function ratesFields(rates: Rates | undefined): [string, string][] {
  if (rates === undefined || rates.length === 0) return []
  const pair = ({ from, bytesPerSecond }: Rates[number]) =>
    `${secondsText(from).replace(/s$/, '')}:${bytesPerSecond}`
  return [['rates', rates.map(pair).join(',')]]
}

function stepFrom(text: string): Rates[number] | undefined {
  const [seconds = '', rate = '', more] = text.split(':')
  const from = secondsFrom(seconds)
  if (from === undefined || more !== undefined || !/^\d{1,13}(\.\d{1,20})?$/.test(rate))
    return undefined
  const bytesPerSecond = Number(rate)
  return bytesPerSecond <= MOST_RATE ? { from, bytesPerSecond } : undefined
}

function ratesFrom(text: string): Rates | undefined {
  const parts = text.split(',')
  if (parts.length > MOST_STEPS) return undefined
  const steps = parts.map(stepFrom)
  const rates = steps.filter((step) => step !== undefined)
  const ascends = rates.every(({ from }, index) => from > (rates[index - 1]?.from ?? -1))
  return rates.length === steps.length && rates[0]?.from === 0 && ascends ? rates : undefined
}

export function readRates(fields: Fields): {
  value: Rates | undefined
  problems: readonly Problem[]
} {
  const text = fields.get('rates')
  if (text === undefined) return { value: undefined, problems: [] }
  const value = ratesFrom(text)
  if (value !== undefined) return { value, problems: [] }
  const message = `${quote(text)} cannot be used`
  return { value, problems: [{ field: 'rates', message, allowed: ALLOWED }] }
}
