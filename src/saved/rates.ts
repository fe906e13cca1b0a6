/** What others leave of the wire: `0:1250000000,12.5:625000000` in a link, a list of such pairs in a file; seconds and bytes/s. */
import { type Problem, quote } from '../engine/scenario/problem.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { secondsText } from '../engine/scenario/seconds.ts'
import { timeFrom } from './seconds.ts'

export type Rates = NonNullable<RunInput['rates']>

export const MAX_RATE_STEPS = 256
/** Ten terabits a second: more than any wire. */
const MAX_RATE = 1.25e12
const ALLOWED = `at most ${MAX_RATE_STEPS} pairs of seconds:bytes/s, seconds ascending from 0, 0 to ${MAX_RATE} bytes/s`

/** A pair of seconds:bytes/s for each step, in order. */
export function rateTexts(rates: Rates): string[] {
  return rates.map(({ from, bytesPerSecond }) => `${secondsText(from)}:${bytesPerSecond}`)
}

function stepFrom(text: unknown): Rates[number] | undefined {
  if (typeof text !== 'string') return undefined
  const [seconds = '', rate = '', more] = text.split(':')
  const from = timeFrom(seconds)
  if (from === undefined || more !== undefined || !/^\d{1,13}(\.\d{1,20})?$/.test(rate))
    return undefined
  const bytesPerSecond = Number(rate)
  return bytesPerSecond <= MAX_RATE ? { from, bytesPerSecond } : undefined
}

function ratesFrom(list: readonly unknown[]): Rates | undefined {
  if (list.length > MAX_RATE_STEPS) return undefined
  const steps = list.map(stepFrom)
  const rates = steps.filter((step) => step !== undefined)
  const ascends = rates.every(({ from }, index) => from > (rates[index - 1]?.from ?? -1))
  return rates.length === steps.length && rates[0]?.from === 0 && ascends ? rates : undefined
}

/** The text of a link or the list of a file; undefined where there is none or it is wrong, which a problem says. */
export function readRates(given: unknown): {
  readonly rates: Rates | undefined
  readonly problems: readonly Problem[]
} {
  if (given === undefined) return { rates: undefined, problems: [] }
  const list: readonly unknown[] = typeof given === 'string' ? given.split(',') : asList(given)
  const rates = ratesFrom(list)
  if (rates !== undefined) return { rates, problems: [] }
  const message = `${quote(given)} isn't valid`
  return { rates, problems: [{ field: 'rates', message, allowed: ALLOWED }] }
}

const asList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
