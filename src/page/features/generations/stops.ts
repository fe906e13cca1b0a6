/** Where the generations stand on the ribbon: a finger apart at least, and the rest of the width is years. */
import { GENERATION_IDS } from '../../../engine/generations/difference.ts'
import { VERSION_DATES } from '../../../engine/host/versions.ts'
import type { GenerationId } from '../../../text/generations.ts'

const YEARS = GENERATION_IDS.map((id) => VERSION_DATES[id].released)
const FIRST = Math.min(...YEARS)
const LAST = Math.max(...YEARS)

/** Left edge of a stop as CSS: the gaps before it, and its share of what the gaps leave. */
export function stopLeft(id: GenerationId, index: number): string {
  const share = (VERSION_DATES[id].released - FIRST) / (LAST - FIRST)
  return `calc(${index} * var(--stop-gap) + (100% - ${YEARS.length} * var(--stop-gap)) * ${share})`
}

/** Index of the stop whose middle lies nearest to x. */
export function nearestStop(
  stops: readonly { readonly left: number; readonly right: number }[],
  x: number,
): number {
  let best = 0
  let least = Infinity
  stops.forEach(({ left, right }, index) => {
    const distance = Math.abs((left + right) / 2 - x)
    if (distance < least) [best, least] = [index, distance]
  })
  return best
}
