/** Random numbers of a seed: the same for the same step, whatever the step before has drawn. */
import { drawKey, mix32, uniform } from '../../engine/random/hash.ts'

export interface Draws {
  /** Strictly between 0 and 1. */
  readonly unit: () => number
  /** A whole number, 0 to `count` − 1. */
  readonly below: (count: number) => number
  /** One of a list, which must not be empty. */
  readonly pick: <Item>(list: readonly Item[]) => Item
  /** True so often. */
  readonly chance: (share: number) => boolean
}

/** The draws of one step. */
export function drawsOf(seed: number, step: number): Draws {
  const key = drawKey(mix32(seed >>> 0), step)
  let counter = 0
  const unit = () => uniform(key, counter++)
  const below = (count: number) => Math.min(count - 1, Math.floor(unit() * count))
  return {
    unit,
    below,
    pick: (list) => list[below(list.length)]!,
    chance: (share) => unit() < share,
  }
}
