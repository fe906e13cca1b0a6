/** Paints the film: a leader whose hand goes round once a second, the frame counter, and the fate of the latest frames. */
import { createFilm, type Film, type FilmFrame } from '../../../recording/console-film.ts'
import type { GuestTimes } from '../../../recording/vcpu-times.ts'
import { FILM_TEXT } from '../../../text/console.ts'
import type { Palette } from '../../drawing/palette.ts'
import { boldFont, textFont } from '../../drawing/type.ts'
import type { ProgramPainter, Screen } from './program.ts'

const FRAMES_A_TURN = 25
const COUNT_FROM = 8

export function createFilmPainter(vcpu: () => number): ProgramPainter {
  let film: { readonly of: GuestTimes; readonly vcpu: number; readonly film: Film } | undefined
  return {
    paint(screen, { time }, times) {
      if (times === undefined) return
      if (film?.of !== times || film.vcpu !== vcpu())
        film = { of: times, vcpu: vcpu(), film: createFilm(times, vcpu()) }
      const strip = Math.max(8, Math.min(25, Math.floor((screen.width - screen.height) / 16)))
      const moment = film.film.at(time, strip)
      paintLeader(screen, moment.frame, moment.due)
      paintCounters(screen, moment.frame, moment.due, moment.late, moment.dropped)
      paintStrip(screen, moment.recent, strip)
    },
  }
}

const angleOf = (frame: number) => ((frame % FRAMES_A_TURN) / FRAMES_A_TURN - 0.25) * 2 * Math.PI

/** The picture itself: what has been swept is lighter, the number counts down, a thin hand shows the twin's frame. */
function paintLeader({ context, height, palette }: Screen, frame: number, due: number): void {
  const [x, y] = [height / 2, height / 2]
  const radius = height / 2 - 4
  context.fillStyle = palette.unused
  context.fillRect(0, 0, height, height)
  context.beginPath()
  context.moveTo(x, y)
  context.arc(x, y, height, angleOf(0), angleOf(frame))
  context.closePath()
  context.save()
  context.beginPath()
  context.rect(0, 0, height, height)
  context.clip()
  context.beginPath()
  context.moveTo(x, y)
  context.arc(x, y, height, angleOf(0), angleOf(frame))
  context.closePath()
  context.fillStyle = palette.line
  context.fill()
  context.restore()
  context.strokeStyle = palette.muted
  context.lineWidth = 1
  line(context, 0, y, height, y)
  line(context, x, 0, x, height)
  context.lineWidth = 2
  for (const share of [1, 0.8]) {
    context.beginPath()
    context.arc(x, y, radius * share, 0, 2 * Math.PI)
    context.stroke()
  }
  hand(context, x, y, radius, angleOf(due), palette.muted, 2)
  hand(context, x, y, radius, angleOf(frame), palette.strong, Math.max(3, height * 0.04))
  const second = Math.floor(frame / FRAMES_A_TURN)
  context.fillStyle = palette.strong
  context.font = boldFont(height * 0.52)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(String(COUNT_FROM - (second % (COUNT_FROM - 1))), x, y + height * 0.03)
}

function paintCounters(
  { context, width, height, font, palette }: Screen,
  frame: number,
  due: number,
  late: number,
  dropped: number,
): void {
  const left = height + font * 0.6
  const room = width - left - 4
  const size = Math.max(font, Math.min(height * 0.34, room / 5))
  // The sign of a slowed guest stands in the corner.
  const widest = room - font * 1.6
  context.textAlign = 'left'
  context.textBaseline = 'middle'
  context.fillStyle = palette.strong
  context.font = boldFont(size)
  context.fillText(fitting(context, FILM_TEXT.frame(frame), widest), left, height * 0.2, widest)
  context.fillStyle = frame < due ? palette.slowed : palette.muted
  context.font = textFont(font)
  context.fillText(
    fitting(context, FILM_TEXT.fates(dropped, late), room),
    left,
    height * 0.52,
    room,
  )
}

/** The longest wording that has room. */
function fitting(
  context: CanvasRenderingContext2D,
  wordings: readonly string[],
  room: number,
): string {
  const fits = wordings.find((text) => context.measureText(text).width <= room)
  return fits ?? wordings.at(-1) ?? ''
}

/** One cell a frame: full on time, half full late, empty with a cross dropped. The newest stands at the right. */
function paintStrip(
  { context, width, height, font, palette }: Screen,
  recent: readonly FilmFrame[],
  cells: number,
): void {
  const left = height + font * 0.6
  const pitch = (width - left - 6) / cells
  const tall = Math.max(8, height * 0.24)
  const top = height - tall - 4
  for (const [index, { fate }] of recent.entries()) {
    const x = left + (index + cells - recent.length) * pitch
    const wide = Math.max(3, pitch - 3)
    paintCell(context, palette, fate, x, top, wide, tall)
  }
}

function paintCell(
  context: CanvasRenderingContext2D,
  palette: Palette,
  fate: FilmFrame['fate'],
  x: number,
  y: number,
  wide: number,
  tall: number,
): void {
  if (fate === 'on-time') {
    context.fillStyle = palette.muted
    context.fillRect(x, y, wide, tall)
    return
  }
  context.strokeStyle = palette.slowed
  context.lineWidth = 2
  context.strokeRect(x + 1, y + 1, wide - 2, tall - 2)
  if (fate === 'late') {
    context.fillStyle = palette.slowed
    context.fillRect(x, y + tall / 2, wide, tall / 2)
    return
  }
  line(context, x + 2, y + 2, x + wide - 2, y + tall - 2)
  line(context, x + 2, y + tall - 2, x + wide - 2, y + 2)
}

function hand(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  angle: number,
  colour: string,
  width: number,
): void {
  context.strokeStyle = colour
  context.lineWidth = width
  line(context, x, y, x + Math.cos(angle) * radius, y + Math.sin(angle) * radius)
}

function line(context: CanvasRenderingContext2D, x1: number, y1: number, x2: number, y2: number) {
  context.beginPath()
  context.moveTo(x1, y1)
  context.lineTo(x2, y2)
  context.stroke()
}
