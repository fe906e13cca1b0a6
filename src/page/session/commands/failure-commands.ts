/** Commands of the failure catalogue: a row runs on the VM of the screen, or on the one that it needs. */
import { failureCase, type FailureCase, type FailureCaseId } from '../../../catalogue/failures.ts'
import { presetScenario } from '../../../catalogue/presets.ts'
import type { RunInput } from '../../../engine/scenario/scenario.ts'
import { checkScenario, problemLine } from '../../../engine/scenario/validate.ts'
import { strikeSeconds } from '../../../report/strike.ts'
import type { Summary } from '../../../report/summary.ts'
import { STATE_TEXT } from '../../../text/notices.ts'
import type { Session } from '../session.ts'
import { command } from './command.ts'

/** Opens a run at its beginning and lets it play: what a story, a failure or an evacuated VM does. */
export function present(session: Session, input: RunInput): void {
  session.endFilm()
  session.store.setState({ overlay: undefined })
  session.open(input, 0)
  session.play(true)
}

/** Calls back once with the run that was asked for last; never when another one is asked for before. */
function whenRun({ store }: Session, callback: (summary: Summary) => void): void {
  const wanted = store.getState().requestedRunId
  const stop = store.subscribe(({ requestedRunId, runId, summary }) => {
    if (requestedRunId !== wanted) return stop()
    if (runId !== wanted || !summary) return
    stop()
    callback(summary)
  })
}

/** The VM without the fault, and what had to give way for it. */
function withoutFault({ store }: Session, { preset, changes }: FailureCase) {
  const { input } = store.getState()
  const base = preset === undefined ? input.scenario : presetScenario(preset)
  return checkScenario({ ...changes, failure: 'none' }, base)
}

function fail(session: Session, id: FailureCaseId): void {
  const wanted = failureCase(id)
  const { preset, changes, strikes } = wanted
  const { store } = session
  const { seed } = store.getState().input
  const { scenario, problems, notices } = withoutFault(session, wanted)
  const [problem] = [...problems, ...notices]
  store.setState((state) => ({
    notice: problem && { tone: 'info', text: problemLine(problem) },
    preset: preset ?? state.preset,
  }))
  const failure = changes.failure ?? 'none'
  if (strikes === undefined) return present(session, { scenario: { ...scenario, failure }, seed })
  present(session, { scenario, seed })
  return whenRun(session, (summary) => {
    const at = strikeSeconds(summary, strikes)
    if (at === undefined)
      return store.setState({ notice: { tone: 'info', text: STATE_TEXT.neverGetsThere } })
    return present(session, { scenario: { ...scenario, failure, 'failure.at': at }, seed })
  })
}

export const failureCommands = {
  fail: command<[id: FailureCaseId]>(fail),
}
