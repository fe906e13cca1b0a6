/** What the page says of its own threads: one that died and was started anew, a run that is awaited. */

export type Thread = 'engine' | 'player' | 'evacuation'

/** Why a thread was ended. `failed` has what it said of itself, which may be nothing. */
export type Death =
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'silent'; readonly seconds: number }
  /** It is at work, but has not answered what it was asked. */
  | { readonly kind: 'forgetful' }

const NAMES: Readonly<Record<Thread, string>> = {
  engine: 'The thread that runs the simulation',
  player: 'The thread that draws the recording',
  evacuation: 'The thread that empties the host',
}

const ONCE_MORE: Readonly<Record<Thread, string>> = {
  engine: 'computing the run again',
  player: 'drawing the picture again',
  evacuation: 'computing what is missing',
}

/** The address holds the run on the stage, and not how a host is set up. */
const RELOAD: Readonly<Record<Thread, string>> = {
  engine: 'Reload the page: its address keeps the run.',
  player: 'Reload the page: its address keeps the run.',
  evacuation: 'Reload the page and set the host up again.',
}

function reason(death: Death): string {
  switch (death.kind) {
    case 'failed':
      return death.message === '' ? 'stopped' : `stopped (${death.message})`
    case 'silent':
      return `gave no sign of life for ${death.seconds} s`
    case 'forgetful':
      return 'did not answer a request'
  }
}

/** A new thread has taken its place. */
export function deathText(thread: Thread, death: Death): string {
  return `${NAMES[thread]} ${reason(death)}. A new one is ${ONCE_MORE[thread]}.`
}

/** After three in a row no other takes its place. */
export function lastDeathText(thread: Thread, death: Death): string {
  return (
    `${NAMES[thread]} ${reason(death)}, for the third time in a row. ${RELOAD[thread]} ` +
    'If it happens again, close other tabs or try a smaller VM.'
  )
}

export const AWAITED_TEXT = {
  former: 'Previous run',
  computing: 'Computing the run for these settings.',
  failed: 'The run for these settings could not be computed.',
  cancelled: 'The run for these settings was cancelled.',
  cancel: 'Cancel',
  again: 'Compute it now',
  progress: 'Progress of the run',
} as const
