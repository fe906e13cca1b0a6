/** Commands that change what is simulated: each runs the whole migration anew, from time zero. */
import type { ParameterId } from '../../../engine/scenario/parameters.ts'
import { isPreset, presetScenario } from '../../../catalogue/presets.ts'
import type { StoryId } from '../../../catalogue/stories.ts'
import type { RunInput, Scenario } from '../../../engine/scenario/scenario.ts'
import { checkScenario, checkSeed, problemLine } from '../../../engine/scenario/validate.ts'
import { baseOf } from '../base.ts'
import type { Session } from '../session.ts'
import { command } from './command.ts'
import { present } from './failure-commands.ts'

/** The wire is the VM's own again: what was shared belonged to another scenario. */
function ownWire({ scenario, seed }: RunInput): RunInput {
  return { scenario, seed }
}

/** Runs a scenario; a notice names what had to give way. */
function change(session: Session, values: Partial<Scenario>, gesture?: string): void {
  const { store, endFilm, run } = session
  const { input } = store.getState()
  const { scenario, problems, notices } = checkScenario(values, input.scenario)
  const [problem] = [...problems, ...notices]
  endFilm()
  store.setState({ notice: problem && { tone: 'info', text: problemLine(problem) } })
  run({ ...input, scenario }, gesture)
}

export const scenarioCommands = {
  'set-parameter': command<[id: ParameterId, value: unknown]>((session, id, value) =>
    change(session, { [id]: value }, id),
  ),
  'reset-parameter': command<[id: ParameterId]>((session, id) =>
    change(session, { [id]: baseOf(session.store.getState())[id] }),
  ),
  reset: command((session) => change(session, baseOf(session.store.getState()))),
  preset: command<[id: string]>((session, id) => {
    if (!isPreset(id)) return
    session.store.setState(({ input }) => ({ preset: id, input: ownWire(input) }))
    change(session, presetScenario(id))
  }),
  /** A story or a myth from its beginning, and it plays. */
  'open-story': command<[id: StoryId]>((session, id) => {
    const { seed } = session.store.getState().input
    session.store.setState({ preset: id, notice: undefined })
    present(session, { scenario: presetScenario(id), seed })
  }),
  /** A run that is given whole, such as that of a VM of an evacuation. */
  'open-run': command<[input: RunInput]>((session, input) => {
    session.store.setState({ preset: undefined, notice: undefined })
    present(session, input)
  }),
  'cancel-run': command(({ cancelRun }) => cancelRun(), {
    enabled: ({ awaited }) => awaited?.kind === 'computing',
  }),
  'run-again': command(({ store, run }) => run(store.getState().input), {
    enabled: ({ awaited }) => awaited !== undefined && awaited.kind !== 'computing',
  }),
  'own-wire': command(
    (session) => {
      session.endFilm()
      session.run(ownWire(session.store.getState().input))
    },
    { enabled: ({ input }) => input.rates !== undefined },
  ),
  seed: command<[seed: number]>(({ store, endFilm, run }, seed) => {
    const checked = checkSeed(seed)
    if ('problem' in checked)
      return store.setState({ notice: { tone: 'error', text: problemLine(checked.problem) } })
    endFilm()
    return run({ ...store.getState().input, seed: checked.ok }, 'seed')
  }),
}
