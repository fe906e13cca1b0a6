/** The shape of what is said about a call: a label for the picture and a lesson of two to four sentences. */
import type { Call } from '../../engine/host/call.ts'
import type { CallName } from '../../engine/host/call-table.ts'
import type { FinishedRun } from '../../engine/host/finished-run.ts'
import type { Sentence } from '../sentence.ts'

interface CallText {
  /** At most six words. */
  readonly label: string | ((call: Call) => string)
  /** What happens, why, and what could go wrong. */
  readonly text: string | ((call: Call, run: FinishedRun) => Sentence)
  /** Keys of `engine/SOURCES.md`. */
  readonly source: string
}

export type CallTexts<Names extends CallName> = Readonly<Record<Names, CallText>>
