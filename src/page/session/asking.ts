/** Asks runs, and keeps the last answer of each kind: a finished run does not change, so an equal question has an equal answer. */
import type { AnswerTo, QuestionKind, QuestionOf } from '../../recording/ask.ts'
import type { Ask } from '../workers/player-client.ts'

interface Kept {
  readonly runId: number
  readonly question: object
  readonly answer: Promise<unknown>
}

/** Whether two questions ask the same, field by field. */
export function isSameQuestion(one: object | undefined, other: object | undefined): boolean {
  if (one === other) return true
  if (one === undefined || other === undefined) return false
  const fields = new Map(Object.entries(other))
  const mine = Object.entries(one)
  return (
    mine.length === fields.size && mine.every(([name, value]) => Object.is(value, fields.get(name)))
  )
}

export function createAsk(player: Ask): Ask {
  const kept = new Map<QuestionKind, Kept>()
  return <Kind extends QuestionKind>(runId: number, question: QuestionOf<Kind>) => {
    const known = kept.get(question.kind)
    if (known?.runId === runId && isSameQuestion(known.question, question))
      return known.answer as Promise<AnswerTo<Kind>>
    const answer = player(runId, question)
    kept.set(question.kind, { runId, question, answer })
    // What was refused may be asked again.
    answer.catch(() => {
      if (kept.get(question.kind)?.answer === answer) kept.delete(question.kind)
    })
    return answer
  }
}
