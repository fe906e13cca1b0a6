/** Places for the names of bands, which never touch each other. */

export interface BandLabel {
  /** Where the band begins and ends. */
  readonly from: number
  readonly to: number
  /** From the longest to the shortest wording. */
  readonly texts: readonly string[]
  /** Higher ones choose first. */
  readonly priority: number
}

export interface PlacedLabel {
  readonly text: string
  /** Left edge. */
  readonly x: number
}

/**
 * One label a band: at its start, or else ending with it. It may reach over its band into free room, never into
 * another label; where nothing fits there is none.
 */
export function placeBandLabels(
  bands: readonly BandLabel[],
  measure: (text: string) => number,
  left: number,
  right: number,
  gap: number,
): readonly (PlacedLabel | undefined)[] {
  const taken: { from: number; to: number }[] = []
  const placed = bands.map((): PlacedLabel | undefined => undefined)
  const order = bands
    .map((_, index) => index)
    .sort((a, b) => (bands[b]?.priority ?? 0) - (bands[a]?.priority ?? 0) || a - b)
  for (const index of order) {
    const band = bands[index]
    if (band === undefined) continue
    const label = findPlace(band, measure, left, right, gap, taken)
    if (label === undefined) continue
    placed[index] = label
    taken.push({ from: label.x, to: label.x + measure(label.text) })
  }
  return placed
}

function findPlace(
  band: BandLabel,
  measure: (text: string) => number,
  left: number,
  right: number,
  gap: number,
  taken: readonly { from: number; to: number }[],
): PlacedLabel | undefined {
  for (const text of band.texts) {
    const width = measure(text)
    for (const x of candidates(band, width, right, gap)) {
      // A label that lies outside of its band for the most part names the wrong one.
      const belongs = Math.min(x + width, band.to) - Math.max(x, band.from) >= width * 0.5
      if (!belongs || x < left || x + width > right) continue
      const free = taken.every((other) => x >= other.to + gap || x + width + gap <= other.from)
      if (free) return { text, x }
    }
  }
  return undefined
}

/** From the start of the band on to the right as far as it goes, or ending with the band. */
function* candidates(band: BandLabel, width: number, right: number, gap: number) {
  const first = Math.min(band.from + gap / 2, right - width)
  yield first
  for (let x = first + gap; x + width <= band.to; x += gap) yield x
  yield band.to - gap / 2 - width
}
