/** Words of the panel "pause when …". */
import { pageAddress } from './address.ts'
import { formatCount } from './format.ts'

export const PAUSES_TEXT = {
  intro:
    'Playback stops exactly where a condition comes true, and says why. Comma and full stop go to the one before and after.',
  add: 'Add',
  condition: 'Pause when',
  amount: 'Less than, GiB',
  page: 'Page',
  list: 'Conditions',
  none: 'No condition yet: playback runs to the end.',
  remove: (text: string) => `Remove: ${text}`,
  enable: (text: string) => `Pause when ${text}`,
  never: 'never in this run',
  times: (count: number) => (count === 1 ? 'once' : `${formatCount(count)} times`),
  further: (count: number) => `and ${formatCount(count)} more`,
  waiting: 'looking …',
  wrongAmount: 'Less than: allowed is a number from 0.001 to 24576 GiB.',
  wrongPage: (last: number) =>
    `Page: allowed is a number from 0 to ${formatCount(last)}, or an address up to ${pageAddress(last)}.`,
  leftOption: 'less than an amount is left',
  pageOption: 'a page is sent',
  known: 'This condition is in the list.',
} as const
