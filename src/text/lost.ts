/** What is said where a part of the page could not be loaded, or has stopped. */

/** Part of a sentence: what has happened to something that was asked for, and why. The workers say no more than this. */
export const LOST_REASON = 'its code did not load (network down or site updated)'

const WHY = 'The network is down, or the site was updated after this tab had been opened.'

const NOT_KEPT =
  'The address cannot hold your interventions and futures: the part of the page that does this could not be loaded.'

export const LOST_TEXT = {
  view: `This part of the page could not be loaded. ${WHY}`,
  /** The same of a part that has no place of its own. */
  some: `A part of the page could not be loaded. ${WHY}`,
  /** It was tried again, in vain. */
  again:
    'It still could not be loaded. Reload the page: some browsers do not retry a failed file until then.',
  stopped: (message: string) => `This part of the page has stopped working. ${message}`,
  /** Something was asked for that needs such a part. */
  notDone: `This needs a part of the page that could not be loaded. ${WHY}`,
  notInAddress: `${NOT_KEPT} ${WHY}`,
  reloadWithout: `${NOT_KEPT} Reload without them?`,
  tryAgain: 'Try again',
  close: 'Close',
} as const
