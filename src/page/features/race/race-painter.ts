/** Paints the race: still layers for bands and lines, and each frame only copies of them and the playhead. */
import type { Summary } from '../../../report/summary.ts'
import type { TimeLens } from '../../../report/time-lens.ts'
import type { Theme } from '../../session/app-state.ts'
import type { Painter, Surface } from '../../drawing/canvas-host.ts'
import { SLOWED_BELOW } from '../../../report/slow-stretch.ts'
import { PALETTES, type Palette } from '../../drawing/palette.ts'
import { paintBands } from './race-bands.ts'
import { layoutWords } from './race-labels.ts'
import { paintWords, type RaceWord } from './race-words.ts'
import { layoutRace, type RaceLayout } from './race-layout.ts'
import { paintGhost, paintLines } from './race-lines.ts'
import { paintGoal, paintTicks } from './race-ticks.ts'
import { raceScales, type RaceScales } from './race-scales.ts'
import type { AxisWindow } from '../../session/axes.ts'
import type { RunSeries } from './series.ts'
import { paintTrueScale, trueX } from './true-scale-painter.ts'
import { RACE_TEXT } from '../../../text/pictures.ts'
import { boldFont } from '../../drawing/type.ts'

interface RaceLook {
  readonly theme: Theme
  /** CSS pixels. */
  readonly font: number
  readonly summary: Summary
  readonly lens: TimeLens
  readonly series: RunSeries | undefined
  readonly formerSeries: RunSeries | undefined
  readonly window: AxisWindow
  /** True while the outcome is still a secret: nothing is drawn ahead of the playhead. */
  readonly hideFuture: boolean
  /** Amounts at the right edge. */
  readonly ticks: boolean
}

export interface RacePainter extends Painter {
  look(next: RaceLook): void
  setTime(time: number): void
  /** Position on the axis, 0 … 1, at a CSS pixel. */
  positionAt(x: number): number
}

const FUTURE_ALPHA = 0.3

export function createRacePainter(): RacePainter {
  const ground = createLayer()
  const lines = createLayer()
  let look: RaceLook | undefined
  let surface: Surface | undefined
  let layout: RaceLayout | undefined
  let scales: RaceScales | undefined
  let words: readonly RaceWord[] = []
  let time = 0
  let stale = true

  const redraw = (at: Surface, now: RaceLook) => {
    const palette = PALETTES[now.theme]
    layout = layoutRace(at.width, at.height, now.font)
    scales = raceScales(layout, now.window, now.series, now.summary)
    const { stretches } = now.lens
    const below = ground.begin(at)
    if (below) {
      paintBands(below, layout, scales, stretches, now.summary.outcome !== 'completed', palette)
      if (now.ticks) paintTicks(below, layout, scales, palette)
      if (now.formerSeries) paintGhost(below, layout, scales, now.formerSeries, palette)
      paintTrueScale(below, layout, scales, stretches, now.summary, palette, now.window)
    }
    const above = lines.begin(at)
    if (above) paintGoal(above, layout, scales, palette)
    if (above && now.series) {
      paintLines(above, layout, scales, now.series, stretches, palette)
      paintCues(above, layout, scales, now.series, palette)
    }
    words = now.series
      ? layoutWords(
          at.context,
          layout,
          scales,
          now.series,
          stretches,
          now.summary,
          palette,
          now.ticks,
        )
      : []
    stale = false
  }

  return {
    look(next) {
      look = next
      stale = true
      surface?.invalidate()
    },
    setTime(next) {
      time = next
      surface?.invalidate()
    },
    positionAt(x) {
      if (scales === undefined || layout === undefined) return 0
      return Math.max(
        0,
        Math.min(1, scales.x.invert(Math.max(layout.left, Math.min(layout.right, x)))),
      )
    },
    resize(next) {
      surface = next
      stale = true
    },
    paint() {
      if (surface === undefined || look === undefined) return
      if (stale) redraw(surface, look)
      if (layout === undefined || scales === undefined) return
      const { context, width, height, ratio } = surface
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, height)
      ground.copy(surface, 0, width)
      const x = scales.x(look.lens.position(time))
      lines.copy(surface, 0, x)
      if (!look.hideFuture) {
        context.globalAlpha = FUTURE_ALPHA
        lines.copy(surface, x, width)
        context.globalAlpha = 1
      }
      paintWords(context, words, look.hideFuture ? x : Infinity, PALETTES[look.theme])
      paintPlayhead(
        context,
        layout,
        x,
        trueX(layout, time, look.summary.end),
        PALETTES[look.theme].strong,
      )
    },
  }
}

function paintPlayhead(
  context: CanvasRenderingContext2D,
  layout: RaceLayout,
  x: number,
  barX: number,
  colour: string,
): void {
  context.fillStyle = colour
  const { rates, speed, unit } = layout
  const wide = 2 * unit
  if (x >= layout.left - 1 && x <= layout.right + 1) {
    context.fillRect(x - unit, rates.top - 2, wide, speed.bottom - rates.top + 4)
    // A handle, so that it can be seen where to take hold of it.
    const half = Math.max(4, layout.font * 0.28)
    context.beginPath()
    context.moveTo(x - half, rates.top - half)
    context.lineTo(x + half, rates.top - half)
    context.lineTo(x, rates.top + half * 0.6)
    context.fill()
  }
  context.fillRect(barX - unit, layout.bar.top - 4, wide, layout.bar.bottom - layout.bar.top + 8)
}

/** A canvas off the page: what changes seldom is drawn into it once and copied every frame. */
interface Layer {
  /** Clears it at the surface's size and scale; what follows is drawn in CSS pixels. */
  begin(surface: Surface): CanvasRenderingContext2D | undefined
  /** Copies the strip `from … to` (CSS pixels) of the layer to the same place on the surface. */
  copy(surface: Surface, from: number, to: number): void
}

function createLayer(): Layer {
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d') ?? undefined
  return {
    begin({ width, height, ratio }) {
      canvas.width = Math.round(width * ratio)
      canvas.height = Math.round(height * ratio)
      context?.setTransform(ratio, 0, 0, ratio, 0, 0)
      return context
    },
    copy({ context: target, width, ratio }, from, to) {
      const left = Math.round(Math.max(0, from) * ratio)
      const right = Math.round(Math.min(width, to) * ratio)
      const [part, height] = [right - left, canvas.height]
      if (part <= 0 || height === 0) return
      // Device pixel on device pixel, also where the size in CSS pixels is a fraction: nothing is resampled.
      target.drawImage(canvas, left, 0, part, height, left / ratio, 0, part / ratio, height / ratio)
    },
  }
}

/** Z where the guest is slowed, ‖ where it stands still, once a stretch that has room for it. */
function paintCues(
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
