/** Where the parts of the race stand: gutter, phase labels, three lanes, guide lines and the bar of true scale. CSS pixels. */

export interface Lane {
  readonly top: number
  readonly bottom: number
}

export interface RaceLayout {
  readonly width: number
  readonly height: number
  readonly font: number
  /** Left and right edge of the axis. */
  readonly left: number
  readonly right: number
  /** Baseline of the phase labels. */
  readonly header: number
  readonly rates: Lane
  readonly pages: Lane
  readonly speed: Lane
  /** Between the axis and the bar of true scale. */
  readonly guides: Lane
  readonly bar: Lane
}

/** `labelWidth`: the widest label of the gutter. In a narrow panel the gutter may not take more than a third. */
export function layoutRace(
  width: number,
  height: number,
  font: number,
  labelWidth: number,
): RaceLayout {
  const left = Math.round(Math.min(labelWidth + font * 0.9, width * 0.34))
  const right = Math.round(Math.max(left + 10, width - font * 0.7))
  const barHeight = Math.max(8, Math.round(font * 0.7))
  // The bar's own label is as high as a line of text and is centred on it.
  const below = Math.max(0, Math.round((font * 1.25 - barHeight) / 2))
  const barBottom = height - below
  const guidesTop = barBottom - barHeight - Math.round(font * 0.9)
  const top = Math.round(font * 1.5)
  const gap = Math.round(Math.max(4, font * 0.3))
  const room = Math.max(30, guidesTop - top - 2 * gap)
  const ratesBottom = top + Math.round(room * 0.54)
  const pagesBottom = ratesBottom + gap + Math.round(room * 0.28)
  return {
    width,
    height,
    font,
    left,
    right,
    header: Math.round(font * 1.1),
    rates: { top, bottom: ratesBottom },
    pages: { top: ratesBottom + gap, bottom: pagesBottom },
    speed: { top: pagesBottom + gap, bottom: guidesTop },
    guides: { top: guidesTop, bottom: barBottom - barHeight },
    bar: { top: barBottom - barHeight, bottom: barBottom },
  }
}
