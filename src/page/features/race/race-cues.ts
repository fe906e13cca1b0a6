/** Signs in the lane of the guest's speed, so that magenta is never the only cue. */
import { RACE_TEXT } from '../../../text/pictures.ts'
import type { Palette } from '../../drawing/palette.ts'
import type { RaceLayout } from './race-layout.ts'
import { SLOWED_BELOW } from './race-lines.ts'
import type { RaceScales } from './race-scales.ts'
import type { RunSeries } from '../../drawing/series.ts'
import { boldFont } from '../../drawing/type.ts'

/** Z where the guest is slowed, ‖ where it stands still, once a stretch that has room for it. */
export function paintCues(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  scales: RaceScales,
  series: RunSeries,
  palette: Palette,
): void {
  const speeds = series.columns.writerSpeed
  const { top, bottom } = layout.speed
  const size = Math.min(layout.font, (bottom - top) * 0.8)
  context.font = boldFont(size)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = palette.text
  let start = 0
  for (let index = 1; index <= speeds.length; index++) {
    const cue = cueOf(speeds[start])
    if (index < speeds.length && cueOf(speeds[index]) === cue) continue
    const from = Math.max(layout.left, scales.x(series.positions[start] ?? 0))
    const to = Math.min(layout.right, scales.x(series.positions[index - 1] ?? 0))
    if (cue !== '' && to - from > size) context.fillText(cue, (from + to) / 2, (top + bottom) / 2)
    start = index
  }
}

function cueOf(speed: number | undefined): string {
  if (speed === undefined || speed >= SLOWED_BELOW) return ''
  return speed <= 0 ? RACE_TEXT.stopped : RACE_TEXT.slowed
}
