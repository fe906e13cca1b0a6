/** The Gregorian calendar without `Date`, which the engine must not use: it knows the zone of the machine. */

const MILLISECONDS_A_DAY = 86400000

/** Days from 1970-01-01 to a date; month and day count from 1 (Howard Hinnant's algorithm). */
export function daysFromDate(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146097 + dayOfEra - 719468
}

/** Milliseconds since 1970-01-01 00:00:00 UTC. */
export function utcTime(
  year: number,
  month: number,
  day: number,
  hours = 0,
  minutes = 0,
  seconds = 0,
): number {
  const secondOfDay = (hours * 60 + minutes) * 60 + seconds
  return daysFromDate(year, month, day) * MILLISECONDS_A_DAY + secondOfDay * 1000
}
