/** How large a region of memory is: what the page must know of a VM before its first run. */

const MIN_REGION_PAGES = 512
const MAX_REGIONS = 131072

/** Smallest power of two of pages, at least 2 MiB, that needs no more than 131,072 regions. */
export function regionPagesFor(pages: number): number {
  let regionPages = MIN_REGION_PAGES
  while (pages / regionPages > MAX_REGIONS) regionPages *= 2
  return regionPages
}
