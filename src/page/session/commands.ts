/**
 * The one list of all that a person can do. Buttons, keys, the help overlay, links and lessons go through it.
 * Words stand under the same ids in `text/commands.ts`.
 */
import type { CommandId } from '../../text/commands.ts'
import type { AppState } from './app-state.ts'
import type { Command } from './commands/command.ts'
import { documentOf } from './history.ts'
import { failureCommands } from './commands/failure-commands.ts'
import { consoleCommands } from './commands/console-commands.ts'
import { playbackCommands } from './commands/playback-commands.ts'
import { scenarioCommands } from './commands/scenario-commands.ts'
import { timeCommands } from './commands/time-commands.ts'
import { toolCommands } from './commands/tool-commands.ts'
import { viewCommands } from './commands/view-commands.ts'
import type { Session } from './session.ts'

const COMMANDS = {
  ...playbackCommands,
  ...viewCommands,
  ...scenarioCommands,
  ...failureCommands,
  ...toolCommands,
  ...consoleCommands,
  ...timeCommands,
}

type Commands = typeof COMMANDS
export type ArgsOf<Id extends CommandId> = Commands[Id] extends Command<infer Args> ? Args : never

export const COMMAND_IDS = Object.keys(COMMANDS) as CommandId[]

/** The list without the types of the arguments. */
function commandOf(id: CommandId): Command<readonly unknown[]> {
  return COMMANDS[id] as unknown as Command<readonly unknown[]>
}

export function keysOf(id: CommandId): readonly string[] {
  return commandOf(id).keys
}

export function isEnabled(id: CommandId, state: AppState): boolean {
  return commandOf(id).enabled(state)
}

/** Does it, if it is possible now. */
export function perform<Id extends CommandId>(session: Session, id: Id, ...args: ArgsOf<Id>): void {
  if (isEnabled(id, session.store.getState())) remembered(session, id, args)
}

/** Commands after which a moved playhead is something to undo. */
const JUMPS: readonly CommandId[] = [
  'seek',
  'phase',
  'start',
  'end',
  'step-back',
  'step-forward',
  'previous-phase',
  'next-phase',
  'point-out',
]
const UNDOING: readonly CommandId[] = ['undo', 'redo']

/** Does it, and writes down for undo what it changed. */
function remembered(session: Session, id: CommandId, args: readonly unknown[]): void {
  const { run } = commandOf(id)
  if (UNDOING.includes(id)) return run(session, ...args)
  const { store, playhead, history } = session
  history.before(documentOf(store.getState(), playhead.time))
  run(session, ...args)
  const jumps = JUMPS.includes(id)
  // What is dragged is one step: the same command with the same first argument; all jumps are alike.
  const [first] = args
  const about = typeof first === 'string' || typeof first === 'number' ? ` ${first}` : ''
  const step = jumps ? 'jump' : `${id}${about}`
  history.after(documentOf(store.getState(), playhead.time), step, jumps)
  const { canUndo, canRedo } = history
  const state = store.getState()
  if (state.canUndo !== canUndo || state.canRedo !== canRedo) store.setState({ canUndo, canRedo })
  return undefined
}

/** Does what a key stands for; false when it stands for nothing that is possible now. */
export function performKey(session: Session, key: string): boolean {
  const wanted = key.length === 1 ? key.toLowerCase() : key
  const id = COMMAND_IDS.find((candidate) => keysOf(candidate).includes(wanted))
  if (id === undefined || !isEnabled(id, session.store.getState())) return false
  remembered(session, id, commandOf(id).forKey?.(wanted) ?? [])
  return true
}
