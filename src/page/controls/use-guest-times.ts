/** What the vCPUs of the run on the screen got: asked for while a view shows it. */
import { useApp } from './session-context.ts'
import { useAnswer, type AnswerOfRun } from './use-answer.ts'

/** Undefined until they are there; the former run's stay until then. `wanted` false asks for nothing. */
export function useGuestTimes(wanted = true): AnswerOfRun<'guestTimes'> | undefined {
  const ready = useApp((state) => state.summary !== undefined)
  return useAnswer(wanted && ready ? { kind: 'guestTimes' } : undefined)
}
