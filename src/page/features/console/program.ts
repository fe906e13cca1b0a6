/** What a program of the guest's console is to the screen that shows it. */
import type { GuestTimes } from '../../../recording/vcpu-times.ts'
import type { Palette } from '../../drawing/palette.ts'

/** A moment of the console: what the vCPU got, and what an unmigrated guest would have. */
export interface ConsoleMoment {
  readonly runId: number
  /** Model time in nanoseconds. */
  readonly time: number
  /** Guest seconds of the console's vCPU, and model seconds: those of the unmigrated twin. */
  readonly guest: number
  readonly wall: number
  readonly stopped: boolean
  readonly slowed: boolean
}

export interface Screen {
  readonly context: CanvasRenderingContext2D
  readonly width: number
  readonly height: number
  /** Size of text in CSS pixels. */
  readonly font: number
  readonly palette: Palette
  /** No trails, no glow that fades: stills. */
  readonly still: boolean
}

export interface ProgramPainter {
  paint(screen: Screen, moment: ConsoleMoment, times: GuestTimes | undefined): void
}
