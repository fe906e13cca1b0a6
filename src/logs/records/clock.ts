/** Time stamps of the logs, written and read without `Date`: in milliseconds since 1970, or since the host started. */
import { daysFromDate } from '../../engine/host/calendar.ts'

export interface LogTime {
  /** `local`: no zone given. `uptime`: since the host started. `yearless`: since the first of January. */
  readonly clock: 'utc' | 'local' | 'uptime' | 'yearless'
  readonly milliseconds: number
}

const DAY = 86400000
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ')
/** Yearless stamps are counted in a leap year, so that 29 February has a place. */
const LEAP_YEAR = 2000

/** The inverse of `daysFromDate`. */
function dateFromDays(days: number): readonly [number, number, number] {
  const shifted = days + 719468
  const era = Math.floor(shifted / 146097)
  const dayOfEra = shifted - era * 146097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36524) -
      Math.floor(dayOfEra / 146096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
  return [yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day]
}

const digits = (value: number, length: number) => `${value}`.padStart(length, '0')

/** `16:00:37.702`. */
function timeOfDay(milliseconds: number): string {
  const rest = milliseconds % DAY
  const [hours, minutes] = [Math.floor(rest / 3600000), Math.floor(rest / 60000) % 60]
  const seconds = Math.floor(rest / 1000) % 60
  return `${digits(hours, 2)}:${digits(minutes, 2)}:${digits(seconds, 2)}.${digits(rest % 1000, 3)}`
}

/** `2012-10-25T16:00:37.702Z`, or with other characters between date and time and after them. */
export function isoStamp(milliseconds: number, separator = 'T', zone = 'Z'): string {
  const [year, month, day] = dateFromDays(Math.floor(milliseconds / DAY))
  return `${digits(year, 4)}-${digits(month, 2)}-${digits(day, 2)}${separator}${timeOfDay(milliseconds)}${zone}`
}

/** `Oct 25 16:00:37.702`. */
export function yearlessStamp(milliseconds: number): string {
  const [, month, day] = dateFromDays(Math.floor(milliseconds / DAY))
  return `${MONTHS[month - 1]} ${digits(day, 2)} ${timeOfDay(milliseconds)}`
}

/** `114:03:25:51.489`: days, hours, minutes, seconds since the host started. */
export function uptimeStamp(milliseconds: number): string {
  return `${Math.floor(milliseconds / DAY)}:${timeOfDay(milliseconds)}`
}

function clockTime(
  hours: string,
  minutes: string,
  seconds: string,
  fraction: string | undefined,
): number {
  return (
    (Number(hours) * 60 + Number(minutes)) * 60000 +
    Number(seconds) * 1000 +
    Math.floor(Number(`0.${fraction ?? 0}`) * 1000 + 1e-6)
  )
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(Z|[+-]\d\d:?\d\d)?$/

/** Undefined for a stamp that was made unreadable before the line was published. */
export function readIsoStamp(text: string): LogTime | undefined {
  const match = ISO.exec(text)
  if (!match) return undefined
  const [, year, month, day, hours, minutes, seconds, fraction, zone] = match
  const date = daysFromDate(Number(year), Number(month), Number(day)) * DAY
  const milliseconds = date + clockTime(hours!, minutes!, seconds!, fraction)
  if (zone === undefined) return { clock: 'local', milliseconds }
  return { clock: 'utc', milliseconds: milliseconds - zoneOffset(zone) }
}

function zoneOffset(zone: string): number {
  if (zone === 'Z') return 0
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2))
  return (zone.startsWith('-') ? -1 : 1) * minutes * 60000
}

/** `16:00:37.702`, or `114:03:25:51.489` with days. */
const CLOCK = /^(?:(\d{1,6}):)?(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/

export function readUptimeStamp(text: string): LogTime | undefined {
  const match = CLOCK.exec(text)
  if (!match) return undefined
  const [, days, hours, minutes, seconds, fraction] = match
  return {
    clock: 'uptime',
    milliseconds: Number(days ?? 0) * DAY + clockTime(hours!, minutes!, seconds!, fraction),
  }
}

/** `Oct 25` and `16:00:37.702`. */
export function readYearlessStamp(month: string, day: string, time: string): LogTime | undefined {
  const number = MONTHS.indexOf(month)
  const clock = readUptimeStamp(time)
  if (number < 0 || clock === undefined) return undefined
  const days = daysFromDate(LEAP_YEAR, number + 1, Number(day)) - daysFromDate(LEAP_YEAR, 1, 1)
  return { clock: 'yearless', milliseconds: days * DAY + clock.milliseconds }
}
