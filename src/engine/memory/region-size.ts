/** How large a region of memory is: what the page must know of a VM before its first run. */

const MIN_REGION_PAGES = 512
const MAX_REGIONS = 131072
/** Expected values are as exact in large regions, and a record of thousands of passes stays within its bound. */
const MAX_FLUID_REGIONS = 4096

/** Smallest power of two of pages, at least 2 MiB, that needs no more than 131,072 regions; 4,096 in the `fluid` model. */
export function regionPagesFor(pages: number, fluid = false): number {
  const most = fluid ? MAX_FLUID_REGIONS : MAX_REGIONS
  let regionPages = MIN_REGION_PAGES
  while (pages / regionPages > most) regionPages *= 2
  return regionPages
}
