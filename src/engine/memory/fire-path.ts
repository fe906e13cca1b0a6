/**
 * How the fires of a region rise within a pass: at each moment the quantile of what may have fired by then, for the one
 * draw that the region has in this pass. At the end of the pass that is the count of its table; before, nothing of it
 * depends on how the pass goes on, so that what happens later cannot change what was.
 */
import { binomialSampler, type BinomialSampler } from '../random/binomial.ts'

/** Where the sampler goes over to another way to compute; there it may fall by a page, which a count must not. */
function borders(pages: number): number[] {
  const root = pages > 48 ? Math.sqrt(1 - 48 / pages) / 2 : 0
  return root > 0 ? [0.5 - root, 0.5, 0.5 + root] : [0.5]
}

/** Beyond so many pages after a border the count has overtaken what it was there. */
const NEAR_PAGES = 32

/** Pages of a region that have fired, by its draw, when each page of it has with probability `share`. */
export function firePath(pages: number, share: number): BinomialSampler {
  const here = binomialSampler(pages, share)
  const near = borders(pages).filter(
    (border) => share >= border && (share - border) * pages < NEAR_PAGES,
  )
  if (near.length === 0 || share >= 1) return here
  const before = near.map((border) => binomialSampler(pages, border * (1 - 1e-12)))
  return (u) => before.reduce((most, sampler) => Math.max(most, sampler(u)), here(u))
}
