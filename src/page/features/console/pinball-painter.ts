/** Paints the pinball: the ball on guest time with its trail, the ball of the unmigrated twin as a ring. */
import { GUEST_STEPS_PER_SECOND, type Flip } from '../../../saved/console-choice.ts'
import { formatCount } from '../../../text/format.ts'
import { PINBALL_TEXT } from '../../../text/console.ts'
import type { Palette } from '../../drawing/palette.ts'
import { boldFont, textFont } from '../../drawing/type.ts'
import { createPinballGame, emptyView, type PinballGame } from './pinball-game.ts'
import { TARGET_HIT } from './pinball-step.ts'
import {
  BALL_RADIUS,
  BUMPERS,
  FLIPPERS,
  FLIPPER_LENGTH,
  FLIPPER_RADIUS,
  flipperDirection,
  SERVE,
  TABLE,
  TARGETS,
  TARGET_X,
  WALLS,
} from './pinball-table.ts'
import type { ConsoleMoment, ProgramPainter, Screen } from './program.ts'

const TRAIL = 12
const TRAIL_SECONDS = 0.028
/** Guest seconds for which what was hit glows. */
const GLOW_SECONDS = 0.35

export interface PinballPainter extends ProgramPainter {
  setGame(seed: number, flips: readonly Flip[]): void
}

export function createPinballPainter(): PinballPainter {
  let seed: number | undefined
  let game: PinballGame = createPinballGame(0)
  // The same hands, at the same moments of wall time.
  let twinGame: PinballGame = createPinballGame(0)
  let played: readonly Flip[] = []
  const view = emptyView()
  const twin = emptyView()
  const dot = { x: 0, y: 0 }
  return {
    setGame(nextSeed, flips) {
      if (nextSeed === seed && flips === played) return
      if (nextSeed !== seed) {
        game = createPinballGame(nextSeed)
        twinGame = createPinballGame(nextSeed)
      }
      seed = nextSeed
      played = flips
      game.setFlips(flips)
      twinGame.setFlips(flips.map((flip) => ({ ...flip, step: flip.step + flip.lead })))
    },
    paint(screen, moment) {
      const { context, palette } = screen
      const scale = Math.min(screen.width / TABLE.width, screen.height / TABLE.height)
      context.save()
      context.translate(
        (screen.width - TABLE.width * scale) / 2,
        (screen.height - TABLE.height * scale) / 2,
      )
      context.scale(scale, scale)
      game.at(moment.guest, view)
      const glow = screen.still
        ? 0
        : Math.max(0, 1 - (view.step - view.hitStep) / GUEST_STEPS_PER_SECOND / GLOW_SECONDS)
      paintTable(context, palette, view.hit, glow)
      paintScore(screen, view.score, view.ball, scale)
      for (const [index, share] of [view.upper, view.lower].entries())
        paintFlipper(context, palette, index, share)
      if (!screen.still) paintTrail(context, palette, game, moment.guest, dot)
      twinGame.at(moment.wall, twin)
      circle(context, twin.x, twin.y, BALL_RADIUS)
      context.strokeStyle = palette.text
      context.globalAlpha = 0.75
      context.lineWidth = 1.5
      context.stroke()
      context.globalAlpha = 1
      paintBall(context, palette, view.x, view.y, moment)
      context.restore()
    },
  }
}

function paintTable(
  context: CanvasRenderingContext2D,
  palette: Palette,
  hit: number,
  glow: number,
): void {
  context.lineCap = 'round'
  context.lineJoin = 'round'
  context.beginPath()
  for (const [index, { from, to }] of WALLS.entries()) {
    if (index === 0) context.moveTo(from.x, from.y)
    context.lineTo(to.x, to.y)
  }
  context.fillStyle = palette.panel
  context.fill()
  context.strokeStyle = palette.muted
  context.lineWidth = 1.6
  context.stroke()
  for (const [index, { top, bottom }] of TARGETS.entries()) {
    const lit = hit === TARGET_HIT + index ? glow : 0
    context.beginPath()
    context.moveTo(TARGET_X - 0.5, top + 1.5)
    context.lineTo(TARGET_X - 0.5, bottom - 1.5)
    context.strokeStyle = lit > 0 ? palette.strong : palette.muted
    context.lineWidth = 3 + 2 * lit
    context.stroke()
  }
  circle(context, SERVE.x, SERVE.y, BALL_RADIUS + 1)
  context.strokeStyle = palette.line
  context.lineWidth = 1.2
  context.stroke()
  for (const [index, { x, y, radius }] of BUMPERS.entries()) {
    const lit = hit === index ? glow : 0
    circle(context, x, y, radius - 1)
    context.fillStyle = palette.line
    context.fill()
    if (lit > 0) {
      context.globalAlpha = lit
      context.fillStyle = palette.strong
      context.fill()
      context.globalAlpha = 0.35 * lit
      circle(context, x, y, radius + 5)
      context.fill()
      context.globalAlpha = 1
    }
    circle(context, x, y, radius - 1)
    context.strokeStyle = palette.text
    context.lineWidth = 2
    context.stroke()
    circle(context, x, y, radius * 0.35)
    context.fillStyle = lit > 0.5 ? palette.background : palette.muted
    context.fill()
  }
}

/** In the far middle of the table, behind everything that moves. */
function paintScore(
  { context, palette, font }: Screen,
  score: number,
  ball: number,
  scale: number,
) {
  const size = Math.min(26, Math.max(13, (font * 1.1) / scale))
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillStyle = palette.muted
  context.globalAlpha = 0.8
  context.font = boldFont(size)
  context.fillText(formatCount(score), 104, 50)
  if (font / scale <= 15) {
    context.font = textFont(font / scale)
    context.fillText(PINBALL_TEXT.ball(ball + 1), 104, 50 + size)
  }
  context.globalAlpha = 1
}

function paintFlipper(
  context: CanvasRenderingContext2D,
  palette: Palette,
  index: number,
  share: number,
): void {
  const flipper = FLIPPERS[index]
  if (flipper === undefined) return
  const { pivot } = flipper
  const direction = flipperDirection(flipper, share)
  context.beginPath()
  context.moveTo(pivot.x, pivot.y)
  context.lineTo(pivot.x + direction.x * FLIPPER_LENGTH, pivot.y + direction.y * FLIPPER_LENGTH)
  context.strokeStyle = palette.text
  context.lineWidth = FLIPPER_RADIUS * 2
  context.stroke()
}

function paintTrail(
  context: CanvasRenderingContext2D,
  palette: Palette,
  game: PinballGame,
  guest: number,
  dot: { x: number; y: number },
): void {
  context.fillStyle = palette.strong
  let [beforeX, beforeY] = [Number.NaN, Number.NaN]
  for (let index = TRAIL; index > 0; index--) {
    const then = guest - index * TRAIL_SECONDS
    if (then < 0) continue
    game.placeAt(then, dot)
    // No trail across the table when a new ball is served.
    const jumped = Math.hypot(dot.x - beforeX, dot.y - beforeY) > 40
    ;[beforeX, beforeY] = [dot.x, dot.y]
    if (jumped) continue
    context.globalAlpha = 0.5 * (1 - index / (TRAIL + 1))
    circle(context, dot.x, dot.y, BALL_RADIUS * (1 - (0.6 * index) / TRAIL))
    context.fill()
  }
  context.globalAlpha = 1
}

function paintBall(
  context: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  y: number,
  { stopped, slowed }: ConsoleMoment,
): void {
  circle(context, x, y, BALL_RADIUS)
  context.fillStyle = palette.strong
  context.fill()
  if (!stopped && !slowed) return
  circle(context, x, y, BALL_RADIUS + 2.2)
  context.strokeStyle = palette.slowed
  context.lineWidth = 2.6
  context.stroke()
}

function circle(context: CanvasRenderingContext2D, x: number, y: number, radius: number): void {
  context.beginPath()
  context.arc(x, y, radius, 0, 2 * Math.PI)
}
