/** Which version writes which form: a generation's number, ranges of versions, and the day on which its logs begin. */
import type { Scenario } from '../engine/scenario/scenario.ts'
import { daysFromDate } from './clock.ts'

/** From this version to that one, both included. */
export type Versions = readonly [from: number, to: number]

export const ALL_VERSIONS: Versions = [0, Infinity]
/** ESX 4.x, ESXi 5.x, 6.x, 7.x; `from8` is 8.x and 9.x. */
export const BEFORE_5: Versions = [0, 4.9]
export const V5: Versions = [5, 5.9]
export const V5_TO_6: Versions = [5, 6.9]
export const V5_TO_7: Versions = [5, 7.9]
export const FROM_5: Versions = [5, Infinity]
export const FROM_6: Versions = [6, Infinity]
export const FROM_7: Versions = [7, Infinity]
export const FROM_8: Versions = [8, Infinity]

/** "ESX2" → 2, "4.1" → 4.1, "7.0U1" → 7; undefined for what writes no VMware logs. */
export function versionOf(generation: Scenario['generation']): number | undefined {
  const version = Number.parseFloat(generation.replace(/^ESX/, ''))
  return Number.isNaN(version) ? undefined : version
}

export function within(version: number, [from, to]: Versions): boolean {
  return version >= from && version <= to
}

/** Each is a day on which the version was in use; those of 4.1, 6.0, 6.5 and 8.0 are days of genuine samples. */
const DAYS: readonly (readonly [
  version: number,
  year: number,
  month: number,
  day: number,
  clock: readonly [number, number, number],
])[] = [
  [0, 2003, 11, 17, [9, 30, 0]],
  [4, 2009, 9, 15, [10, 12, 40]],
  [4.1, 2011, 4, 1, [15, 14, 34]],
  [5, 2012, 3, 23, [16, 22, 51]],
  [5.1, 2013, 5, 14, [13, 34, 34]],
  [6, 2015, 12, 25, [16, 39, 25]],
  [6.5, 2018, 2, 15, [2, 55, 1]],
  [6.7, 2019, 8, 1, [8, 15, 20]],
  [7, 2020, 11, 10, [11, 5, 42]],
  [8, 2023, 4, 15, [8, 52, 34]],
  [9, 2025, 7, 2, [12, 32, 53]],
]

/** Milliseconds since 1970 at which a run of this version begins, unless told otherwise. */
export function defaultStart(version: number): number {
  let start = 0
  for (const [from, year, month, day, [hours, minutes, seconds]] of DAYS) {
    if (version >= from)
      start =
        daysFromDate(year, month, day) * 86400000 + ((hours * 60 + minutes) * 60 + seconds) * 1000
  }
  return start
}
