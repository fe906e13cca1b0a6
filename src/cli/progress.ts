/**
 * What takes more than two seconds says so on standard error: how long it will take, then how far it is. On a terminal one line
 * is written over, elsewhere a line comes now and then; what is short says nothing.
 */
import { UNITS_A_SECOND, wholeSeconds } from '../engine/foresight/whole-seconds.ts'
import type { Progress } from '../engine/work.ts'
import { PROGRESS_TEXT } from '../text/progress.ts'
import { wrong, type Arguments } from './arguments.ts'
import { Cancelled, type Io } from './io.ts'

/** What takes longer is worth a word, in seconds. */
const LONG = 2
/** What is foreseen to take longer than this is refused unless it is asked for. */
const TOO_LONG = 600
const LONG_FLAG = '--long'
/** Nothing is said before: what is short by then is over. */
const FIRST_SECONDS = 0.5
const TURN_MILLISECONDS = 50
/** Between two words, in seconds. */
const ON_A_TERMINAL = 0.2
const ELSEWHERE = 10
const CLEAR_LINE = '\r\u001B[K'

export interface Meter {
  /** `done` and `foreseen` in any unit. */
  readonly update: (progress: Pick<Progress, 'done' | 'foreseen'>) => void
  /** Clears what stands on a terminal. */
  readonly end: () => void
  /** The error to end with, once it was interrupted. */
  readonly cancelled: () => Cancelled
}

/** `unitsASecond`: of `foreseen`, as far as is known before; undefined: nothing is. */
export function createMeter(io: Io, what: string, unitsASecond: number | undefined): Meter {
  const began = io.now()
  let said: number | undefined
  let share = 0
  return {
    update({ done, foreseen }) {
      const elapsed = (io.now() - began) / 1000
      share = foreseen > 0 ? Math.min(1, done / foreseen) : 0
      const before = unitsASecond === undefined ? undefined : foreseen / unitsASecond
      const total = wholeSeconds(elapsed, share, before)
      if (said === undefined) {
        if (elapsed < FIRST_SECONDS || total <= LONG) return
        said = elapsed
        io.err(
          io.errIsTerminal
            ? PROGRESS_TEXT.takes(what, total)
            : `${PROGRESS_TEXT.takes(what, total)}\n`,
        )
        return
      }
      if (elapsed - said < (io.errIsTerminal ? ON_A_TERMINAL : ELSEWHERE)) return
      said = elapsed
      const text = PROGRESS_TEXT.goesOn(share, Math.max(0, total - elapsed))
      io.err(io.errIsTerminal ? `${CLEAR_LINE}${text}` : `${text}\n`)
    },
    end() {
      if (said !== undefined && io.errIsTerminal) io.err(CLEAR_LINE)
    },
    cancelled: () => new Cancelled(PROGRESS_TEXT.cancelled(what, share)),
  }
}

/** Does the work in turns (`unitsASecond` as of `createMeter`), after each of which an interrupt is heard, the last one included. Throws `Cancelled` after one. */
export async function inTurns<Result>(
  io: Io,
  what: string,
  work: Generator<Progress, Result>,
  unitsASecond: number | undefined,
): Promise<Result> {
  const meter = createMeter(io, what, unitsASecond)
  for (;;) {
    const until = io.now() + TURN_MILLISECONDS
    let step = work.next()
    while (step.done !== true && io.now() < until) step = work.next()
    if (step.done !== true) meter.update(step.value)
    await io.turn()
    if (step.done !== true && !io.signal.aborted) continue
    meter.end()
    if (io.signal.aborted) throw meter.cancelled()
    if (step.done === true) return step.value
  }
}

/** Refuses what is foreseen to take too long, unless it is asked for. `work` on so many threads. */
export function refuseTooLong(args: Arguments, what: string, work: number, threads = 1): void {
  const seconds = work / UNITS_A_SECOND / threads
  if (seconds <= TOO_LONG || args.has(LONG_FLAG)) return
  throw wrong(
    LONG_FLAG,
    PROGRESS_TEXT.tooLong(what, seconds),
    PROGRESS_TEXT.allowed(TOO_LONG, LONG_FLAG),
  )
}
