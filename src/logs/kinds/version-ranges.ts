/** The ranges of versions that the table of lines is written in. */

/** From one version to another, both included: `[5, 6.9]` is 5.x and 6.x. */
export type Versions = readonly [from: number, to: number]

export const BEFORE_5: Versions = [0, 4.9]
export const V5: Versions = [5, 5.9]
export const V5_TO_6: Versions = [5, 6.9]
export const V5_TO_7: Versions = [5, 7.9]
export const V5_TO_8: Versions = [5, 8.9]
export const FROM_5: Versions = [5, Infinity]
export const FROM_7: Versions = [7, Infinity]
export const FROM_8: Versions = [8, Infinity]

export function within(version: number, [from, to]: Versions): boolean {
  return version >= from && version <= to
}
