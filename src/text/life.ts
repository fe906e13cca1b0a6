/** The life of a page in words: what happened, in which pass, and what is only expected. */
import type { PageEvent, PageLife, PageState } from '../recording/questions/page-life.ts'
import { pageAddress } from './address.ts'
import type { BlockCopy, BlockLife } from '../recording/questions/block-life.ts'
import { PAGE_BYTES } from '../engine/units.ts'
import {
  counted,
  formatBytes,
  formatCount,
  formatNumber,
  formatPages,
  formatPass,
  formatQuantity,
} from './format.ts'
import { inferred, type Sentence } from './sentence.ts'

export const LIFE_TEXT = {
  intro:
    'Choose a page: click the map, press Enter on its cursor, type an address, or take one that was sent often.',
  field: 'Page',
  fieldHelp: 'An address such as 0x3f2a1000, or the number of a page.',
  show: 'Show',
  mostSent: 'Most often sent',
  former: 'Page before',
  next: 'Page after',
  wrong: (text: string, last: number) =>
    `Page: “${text}” isn’t a page; allowed: 0 to ${formatCount(last)}, or an address from 0x0 to ${pageAddress(last)}.`,
  lanes: { state: 'copy', fired: 'written', sent: 'sent' },
  events: 'What happened to it',
  notInUse: 'The guest does not use this page: it is neither traced nor sent.',
  nothing: 'Nothing happened to it: the migration ended before it was traced.',
  waiting: 'The recording is on its way.',
  class: (name: PageLife['className']) => (name === 'curve' ? 'measured dirty curve' : name),
  size: 'What is shown',
  onePage: 'this page',
  block: (pages: number) => `a block of ${formatPages(pages)} (${formatBytes(pages * PAGE_BYTES)})`,
  blockHelp: 'A click on the map takes the whole cell.',
  blockTitle: (firstPage: number, pages: number) =>
    `${pageAddress(firstPage)} – ${pageAddress(firstPage + pages)} · ${formatPages(pages)}`,
  blockEvents: 'What happened to its pages',
  blockUnused: 'The guest uses no page of it: nothing is traced or sent.',
  formerBlock: 'Block before',
  nextBlock: 'Block after',
  share: (pages: number, inUse: number) => `${formatCount(pages)} of ${formatPages(inUse)}`,
  title: (page: number) => `${pageAddress(page)} · page ${formatCount(page)}`,
} as const

export const STATE_WORDS: Readonly<Record<PageState, string>> = {
  'not-sent': 'not sent',
  'in-sync': 'in sync',
  changed: 'changed since it was sent',
}

/** "Sent 3 times, written to 2 passes": what is recorded. */
export function lifeSummary({ timesSent, timesFired, className }: PageLife): string {
  const times = (count: number) => `${formatNumber(count)} ${count === 1 ? 'time' : 'times'}`
  return `Sent ${times(timesSent)}; its trace fired ${times(timesFired)}. Part of the ${LIFE_TEXT.class(className)}.`
}

/** What only the model's mean says of a page. */
export function expectedWrites({ expectedWritesPerSecond: rate }: PageLife): Sentence {
  if (rate === undefined)
    return ['How often it is written is not known: the curve says only when it fires.']
  if (rate === 0) return ['The guest never writes to it.']
  const often =
    rate >= 0.1 ? `${formatQuantity(rate)} times a second` : `once in ${formatQuantity(1 / rate)} s`
  return [
    'Only the first write after each trace is recorded. All writes together are expected ',
    inferred(often),
    ' while the guest runs.',
  ]
}

export function eventText({ kind, pass }: PageEvent): string {
  const inPass = pass === undefined ? '' : ` in pass ${formatPass(pass)}`
  switch (kind) {
    case 'traced':
      return pass === undefined ? 'traced' : `traced anew for pass ${formatPass(pass)}`
    case 'fired':
      return `written: its trace fires${inPass}`
    case 'sent':
      return `sent${inPass}`
    case 'looked-at':
      return `found to hold only zeros${inPass}, not sent`
    case 'last-set':
      return 'in the last set: due in the stun or after the resume'
    case 'sent-last':
      return 'sent during the stun'
    case 'paged-in':
      return 'paged in after the resume'
  }
}

/** "1 024 of 1 024 pages in use …": what is recorded of a block. */
export function blockSummary({ pages, inUse, timesSent, timesFired }: BlockLife): string {
  const used = inUse === pages ? 'All' : formatCount(inUse)
  return `${used} of its pages ${inUse === 1 ? 'is' : 'are'} in use. They were sent ${counted(timesSent, 'time')} in all; their traces fired ${counted(timesFired, 'time')}.`
}

/** "pass 0: 120 sent, 14 written" */
export function blockCopyText({ pass, sent, fired }: BlockCopy, { lastDuring }: BlockLife): string {
  if (pass === undefined)
    return `${lastDuring === 'stun' ? 'the stun' : 'page-in'}: ${formatCount(sent)} sent`
  return `pass ${formatPass(pass)}: ${formatCount(sent)} sent, ${formatCount(fired)} written`
}
