/**
 * The migration as most people would write it first: a byte a page, ticks of one millisecond, one random page a write.
 * Same work as the `literal` model without versions and guest clocks; here only to compare against.
 */

export interface NaiveResult {
  readonly passes: number
  readonly pagesSent: number
}

/** Copies `pages` while `writesPerSecond` hit the first `workingSet` of them, until 0.5 s of pages are left or it went `mostPasses` times. */
export function naiveMigration(
  pages: number,
  workingSet: number,
  writesPerSecond: number,
  pagesPerSecond: number,
  mostPasses: number,
): NaiveResult {
  const dirty = new Uint8Array(pages)
  const toSend = new Uint8Array(pages).fill(1)
  const perTick = pagesPerSecond / 1000
  const writesPerTick = writesPerSecond / 1000
  let random = 123456789
  let left = pages
  let pagesSent = 0
  let passes = 0
  while (passes < mostPasses && (passes === 0 || left > pagesPerSecond / 2)) {
    passes++
    let cursor = 0
    let credit = 0
    let writeCredit = 0
    let remaining = left
    while (remaining > 0) {
      credit += perTick
      while (credit >= 1 && remaining > 0) {
        while (toSend[cursor] === 0) cursor++
        toSend[cursor] = 0
        remaining--
        pagesSent++
        credit--
      }
      for (writeCredit += writesPerTick; writeCredit >= 1; writeCredit--) {
        random ^= random << 13
        random ^= random >>> 17
        random ^= random << 5
        dirty[(random >>> 0) % workingSet] = 1
      }
    }
    left = 0
    for (let page = 0; page < pages; page++) {
      toSend[page] = dirty[page]!
      left += dirty[page]!
      dirty[page] = 0
    }
  }
  return { passes, pagesSent }
}
