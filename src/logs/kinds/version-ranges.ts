/** The ranges of versions that the table of lines is written in. */

/** From one version to another, both included: `[5, 6.9]` is 5.x and 6.x. */
export type Versions = readonly [from: number, to: number]

/** A major version: 5 is all of 5.x. A genuine line speaks for its major version, and for no other. */
export type Major = 4 | 5 | 6 | 7 | 8 | 9

export function isSeen(version: number, majors: readonly Major[] | undefined): boolean {
  return majors?.some((major) => major === Math.floor(version)) ?? false
}

export const BEFORE_5: Versions = [0, 4.9]
export const BEFORE_7: Versions = [0, 6.9]
export const FROM_5: Versions = [5, Infinity]
export const FROM_7: Versions = [7, Infinity]
export const FROM_8: Versions = [8, Infinity]

export function within(version: number, [from, to]: Versions): boolean {
  return version >= from && version <= to
}
