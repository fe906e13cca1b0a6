/**
 * What takes more than two seconds says so on standard error: how long it will take, then how far it is. On a terminal one line
 * is written over, elsewhere a line comes now and then; what is short says nothing.
 */
import type { Progress } from '../engine/work.ts'
import { PROGRESS_TEXT } from '../text/progress.ts'
import { wrong, type Arguments } from './arguments.ts'
import { Cancelled, type Io } from './io.ts'

/** What takes longer is worth a word, in seconds. */
const LONG = 2
/** What is foreseen to take longer than this is refused unless it is asked for. */
const TOO_LONG = 600
const LONG_FLAG = '--long'
/** Units of work a second that are taken until it has been measured for so long (see `engine/work.ts`). */
export const UNITS_A_SECOND = 1e6
const MEASURED_SECONDS = 0.5
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

/** `unitsASecond`: what is taken until it has been measured; undefined: nothing is known before. */
export function createMeter(io: Io, what: string, unitsASecond?: number): Meter {
  const began = io.now()
  let said: number | undefined
  let share = 0
  return {
    update({ done, foreseen }) {
      const elapsed = (io.now() - began) / 1000
      share = foreseen > 0 ? Math.min(1, done / foreseen) : 0
      const measured = elapsed >= MEASURED_SECONDS && share > 0
      const total = measured ? elapsed / share : foreseen / (unitsASecond ?? Infinity)
      if (said === undefined) {
        const waits = elapsed < MEASURED_SECONDS && unitsASecond === undefined
        if (waits || (total <= LONG && elapsed <= LONG)) return
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

/** Does the work in turns, between which an interrupt is heard. Throws `Cancelled` after one. */
export async function inTurns<Result>(
  io: Io,
  what: string,
  work: Generator<Progress, Result>,
): Promise<Result> {
  const meter = createMeter(io, what)
  for (;;) {
    const until = io.now() + TURN_MILLISECONDS
    let step = work.next()
    while (step.done !== true && io.now() < until) step = work.next()
    if (step.done === true) {
      meter.end()
      return step.value
    }
    meter.update(step.value)
    await io.turn()
    if (!io.signal.aborted) continue
    meter.end()
    throw meter.cancelled()
  }
}

/** The parts of a work one after the other as one; `foreseen`: of all of them, in the unit that they count. */
export function* oneAfterTheOther<Result>(
  parts: readonly Generator<Progress, Result>[],
  foreseen: readonly number[],
): Generator<Progress, readonly Result[]> {
  const results: Result[] = []
  let before = 0
  for (const [index, part] of parts.entries()) {
    const after = foreseen.slice(index + 1).reduce((sum, work) => sum + work, 0)
    let done = 0
    for (;;) {
      const step = part.next()
      if (step.done === true) {
        results.push(step.value)
        break
      }
      done = step.value.done
      yield {
        done: before + done,
        foreseen: before + step.value.foreseen + after,
        at: step.value.at,
      }
    }
    before += done
  }
  return results
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
