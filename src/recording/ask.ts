/** One way to ask a finished run: a question in, its answer out, typed by the kind of the question. */
import type { RunRecord } from '../engine/run-record.ts'
import * as questions from './questions/index.ts'
import type { Question } from './questions/question.ts'

type Questions = typeof questions
export type QuestionKind = keyof Questions
type AskedOf<Kind extends QuestionKind> = Parameters<Questions[Kind]['answer']>[1]
export type AnswerTo<Kind extends QuestionKind> = ReturnType<Questions[Kind]['answer']>

/** A question as plain data, which a message can carry: its kind, and what it asks. */
export type QuestionOf<Kind extends QuestionKind> = { readonly kind: Kind } & AskedOf<Kind>
export type AnyQuestion = { [Kind in QuestionKind]: QuestionOf<Kind> }[QuestionKind]

/** The registry as the compiler follows it from a kind to the types of that kind. */
const registry: { readonly [Kind in QuestionKind]: Question<AskedOf<Kind>, AnswerTo<Kind>> } =
  questions

/** The answer of a run. Throws what the question throws. */
export function answerOf<Kind extends QuestionKind>(
  record: RunRecord,
  question: QuestionOf<Kind>,
): AnswerTo<Kind> {
  return registry[question.kind].answer(record, question)
}

/** Columns of an answer whose buffers change hands with it. */
export function columnsOf<Kind extends QuestionKind>(
  kind: Kind,
  answer: AnswerTo<Kind>,
): readonly ArrayBufferView[] {
  return registry[kind].columns?.(answer) ?? []
}
