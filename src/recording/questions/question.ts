/** What a question to a finished run is. Each file beside this one states one: what is asked, what is answered, and how. */
import type { RunRecord } from '../../engine/run-record.ts'

export interface Question<Asked, Answer> {
  /**
   * A function of the run and of what is asked, and of nothing else: an equal question has an equal answer. Throws an
   * error, in words, where there is none.
   */
  readonly answer: (record: RunRecord, asked: Asked) => Answer
  /**
   * Columns of the answer whose buffers change hands instead of being copied, which would cost sixty times as much. They
   * were made for this answer alone: who answers no longer has them.
   */
  readonly columns?: (answer: Answer) => readonly ArrayBufferView[]
}
