/** The client's progress bar in words: where it stands, and why. */
import type { ClientMoment, ClientStand, ClientStretch } from '../report/client.ts'
import { progressText } from './failures.ts'
import { formatPass } from './format.ts'
import { inferred, type Sentence } from './sentence.ts'
import { PHASE_NAMES } from './terms.ts'

export const STAND_TEXT: Readonly<Record<ClientStand, string>> = {
  checks: 'checks and connections: the first 10 %',
  'no-page': 'stands still: no page has been sent',
  'first-pass': 'rises with the pages of pass −1',
  'nothing-comes-through': 'stands still: nothing comes through',
  'later-passes': 'hardly moves: later passes share 5 %, however many there are',
  stun: 'stands still during the stun',
  'after-resume': 'the VM runs at the destination; hand-over and cleanup are left',
  'vcenter-down': 'stands still: vCenter is down and hears nothing of the hosts',
  done: 'the task is complete',
  ended: 'stopped where the migration ended',
}

export const CLIENT_TEXT = {
  name: 'Client',
  help: 'Loosely documented: 10 % connection, 14 % first data, 70 % switchover, 72 % resume. What lies between is inferred. It never goes back.',
} as const

/** "about 42 %", marked. */
export function clientSentence({ progress }: ClientMoment): Sentence {
  return [inferred(progressText(progress))]
}

/** "pass −1", "passes 0 to 4", "stun". */
export function stretchName({ phase, passes }: ClientStretch): string {
  if (passes === undefined) return PHASE_NAMES[phase]
  const [first, last] = passes
  return first === last
    ? `pass ${formatPass(first)}`
    : `passes ${formatPass(first)} to ${formatPass(last)}`
}

/** "15 to 65 %": from where to where, within what is known. */
export function stretchText({ from, to }: ClientStretch): string {
  if (to.stand === 'done') return 'up to 100 %'
  return progressText({ least: from.progress.least, most: to.progress.most })
}
