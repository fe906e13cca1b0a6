/** Paints the terminal: the last lines of a loop that counts and prints the time, and the twin's counter beside them. */
import { LINE_SECONDS, terminalLines } from '../../../recording/console-terminal.ts'
import { TERMINAL_TEXT } from '../../../text/console.ts'
import { monoFont } from '../../drawing/type.ts'
import type { ProgramPainter } from './program.ts'

/** A line that took longer than this share more than it should has a jump in its clock. */
const JUMP = 1.15

export function createTerminalPainter(vcpu: () => number): ProgramPainter {
  return {
    paint({ context, width, height, font, palette }, { guest, wall }, times) {
      if (times === undefined) return
      const rows = Math.max(3, Math.min(8, Math.floor(height / (font * 1.25))))
      const pitch = height / rows
      // About 31 signs a line: count, clock, jump.
      const size = Math.min(pitch * 0.82, width / 19.5)
      const lines = terminalLines(times, vcpu(), guest, rows)
      context.textAlign = 'left'
      context.textBaseline = 'middle'
      context.font = monoFont(size)
      for (const [index, { count, clock, step }] of lines.entries()) {
        const y = pitch * (rows - lines.length + index + 0.5)
        const newest = index === lines.length - 1
        context.fillStyle = newest ? palette.strong : palette.muted
        const text = TERMINAL_TEXT.line(count, clock)
        context.fillText(text, 6, y)
        const late = step / 1e9 - LINE_SECONDS
        if (step / 1e9 > LINE_SECONDS * JUMP) {
          context.fillStyle = palette.slowed
          context.fillText(TERMINAL_TEXT.jump(late), 6 + context.measureText(`${text} `).width, y)
        } else if (newest) {
          context.fillStyle = palette.muted
          context.fillText(
            TERMINAL_TEXT.twin(Math.floor(wall / LINE_SECONDS + 1e-9)),
            6 + context.measureText(`${text} `).width,
            y,
          )
        }
      }
    },
  }
}
