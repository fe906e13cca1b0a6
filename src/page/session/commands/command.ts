/** What a command is: something that a person can do, by button, key, link or lesson. */
import type { AppState } from '../app-state.ts'
import type { Session } from '../session.ts'

export interface Command<Args extends readonly unknown[]> {
  /** `KeyboardEvent.key`, letters in lower case. */
  readonly keys: readonly string[]
  readonly enabled: (state: AppState) => boolean
  readonly run: (session: Session, ...args: Args) => void
  /** The arguments that a key stands for; without it a key gives none. */
  readonly forKey?: (key: string) => Args
}

/** Fills in what most commands have in common. */
export function command<Args extends readonly unknown[] = []>(
  run: (session: Session, ...args: Args) => void,
  more: Partial<Omit<Command<Args>, 'run'>> = {},
): Command<Args> {
  return { keys: [], enabled: () => true, run, ...more }
}
