/** Where the parts of the race stand: phase labels, three lanes, guide lines and the bar of true scale. CSS pixels. */

export interface Lane {
  readonly top: number
  readonly bottom: number
}

export interface RaceLayout {
  readonly width: number
  readonly height: number
  readonly font: number
  /** A thin line; all strokes are multiples, so that a large screen has stout ones. */
  readonly unit: number
  /** Left and right edge of the axis. */
  readonly left: number
  readonly right: number
  /** Baseline of the phase labels. */
  readonly header: number
  readonly rates: Lane
  readonly pages: Lane
  readonly speed: Lane
  /** Between the axis and the bar of true scale; the bar's name stands in it. */
  readonly guides: Lane
  readonly bar: Lane
}

/** Share of the room that the race itself takes; pages left gets the rest. */
const RATES_SHARE = 0.62

/** The axis takes the whole width: lines are named where they are drawn. */
export function layoutRace(width: number, height: number, font: number): RaceLayout {
  const left = 6
  const right = Math.max(left + 10, width - 6)
  const gap = Math.round(Math.max(3, font * 0.18))
  const top = Math.round(font * 1.3)
  const barHeight = Math.max(6, Math.round(font * 0.5))
  const barBottom = height - 3
  const barTop = barBottom - barHeight
  const speedBottom = barTop - Math.round(Math.max(20, font * 1.25))
  const speedTop = speedBottom - Math.round(font * 1.62)
  const room = Math.max(30, speedTop - top - 2 * gap)
  const ratesBottom = top + Math.round(room * RATES_SHARE)
  return {
    width,
    height,
    font,
    unit: Math.max(1, font / 18),
    left,
    right,
    header: Math.round(font * 0.95),
    rates: { top, bottom: ratesBottom },
    pages: { top: ratesBottom + gap, bottom: speedTop - gap },
    speed: { top: speedTop, bottom: speedBottom },
    guides: { top: speedBottom, bottom: barTop },
    bar: { top: barTop, bottom: barBottom },
  }
}
