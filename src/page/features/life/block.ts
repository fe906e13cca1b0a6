/** Blocks that can be chosen. */

/** A batch, 2 MiB, 16 MiB, 256 MiB, 1 GiB. */
const SIZES = [32, 512, 4096, 65536, 262144] as const

/** Sizes that fit into memory, with the one that is chosen. */
export function blockSizes(chosen: number | undefined, lastPage: number): readonly number[] {
  const sizes = SIZES.filter((size) => size <= lastPage + 1)
  return [...new Set([...sizes, ...(chosen === undefined ? [] : [chosen])])].toSorted(
    (a, b) => a - b,
  )
}
