/**
 * Paints the guest's screen at one host: the program that runs, and a frame that says when the guest is slowed or stopped.
 * Fetched after the page stands.
 */
import type { Flip, Program } from '../../../saved/console-choice.ts'
import type { AnswerOfRun } from '../../controls/use-answer.ts'
import type { Theme } from '../../session/app-state.ts'
import type { Painter, Surface } from '../../drawing/canvas-host.ts'
import { PALETTES, type Palette } from '../../drawing/palette.ts'
import { boldFont } from '../../drawing/type.ts'
import { createFilmPainter } from './film-painter.ts'
import { createPinballPainter } from './pinball-painter.ts'
import type { ConsoleMoment, ProgramPainter } from './program.ts'
import { createTerminalPainter } from './terminal-painter.ts'

interface ConsoleLook {
  readonly theme: Theme
  /** Size of text in CSS pixels. */
  readonly font: number
  readonly program: Program
  /** The vCPU that runs it. */
  readonly vcpu: number
  readonly seed: number
  readonly flips: readonly Flip[]
  readonly times: AnswerOfRun<'guestTimes'> | undefined
  readonly still: boolean
}

export interface ConsolePainter extends Painter {
  look(next: ConsoleLook): void
  /** Undefined: the VM does not run at this host. */
  take(moment: ConsoleMoment | undefined): void
}

export function createConsolePainter(): ConsolePainter {
  let look: ConsoleLook | undefined
  let moment: ConsoleMoment | undefined
  let surface: Surface | undefined
  const vcpu = () => look?.vcpu ?? 0
  const pinball = createPinballPainter()
  const programs: Readonly<Record<Program, ProgramPainter>> = {
    pinball,
    film: createFilmPainter(vcpu),
    terminal: createTerminalPainter(vcpu),
  }
  return {
    look(next) {
      look = next
      pinball.setGame(next.seed, next.flips)
      surface?.invalidate()
    },
    take(next) {
      if (next === undefined && moment === undefined) return
      moment = next
      surface?.invalidate()
    },
    resize(next) {
      surface = next
    },
    paint() {
      if (surface === undefined || look === undefined) return
      const { context, width, height, ratio } = surface
      const palette = PALETTES[look.theme]
      context.setTransform(ratio, 0, 0, ratio, 0, 0)
      context.clearRect(0, 0, width, height)
      if (moment === undefined) return
      const { font, still } = look
      const times = look.times?.runId === moment.runId ? look.times.answer : undefined
      const inner = { context, width, height, font, palette, still }
      programs[look.program].paint(inner, moment, times)
      if (moment.stopped || moment.slowed)
        paintCue(context, width, height, font, moment.stopped, palette)
    },
  }
}

/** The second cue beside magenta: ‖ on a guest that stands still, Z on one that is slowed. */
function paintCue(
  context: CanvasRenderingContext2D,
  width: number,
  height: number,
  font: number,
  stopped: boolean,
  palette: Palette,
): void {
  context.strokeStyle = palette.slowed
  context.lineWidth = 4
  context.strokeRect(2, 2, width - 4, height - 4)
  context.fillStyle = palette.slowed
  context.fillRect(width - font * 1.5, 0, font * 1.5, font * 1.35)
  context.fillStyle = palette.background
  context.font = boldFont(font)
  context.textAlign = 'center'
  context.textBaseline = 'middle'
  context.fillText(stopped ? '‖' : 'Z', width - font * 0.75, font * 0.7)
}
