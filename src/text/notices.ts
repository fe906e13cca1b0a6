/** Messages of the notice bar and of the live region. */

export const STATE_TEXT = {
  runFailed: (message: string) =>
    `This run could not be computed${message === '' ? '' : `: ${message}`}. The run before it stays on the screen.`,
  refused: (reason: string) => `A part of this page could not be filled: ${reason}.`,
  linkCopied: 'The link to this moment is copied.',
  linkNotCopied: 'The browser did not allow copying. The address bar holds the same link.',
  sentenceCopied: 'The sentence is copied, with its numbers and its link.',
  sentenceNotCopied: (text: string) =>
    `The browser did not allow copying. This is the sentence: ${text}`,
  badLink: (what: string) => `This link could not be read completely. ${what}`,
  neverGetsThere:
    'This VM never gets that far: its migration ends before. The run without the failure is shown.',
  noFullScreen: 'This browser does not allow full screen here.',
  tooMany: 'That is as many interventions as a run can take. Remove one first.',
  tooManyFutures: (most: number) => `There are ${most} futures already. Delete one first.`,
  close: 'Close the message',
  broken: 'This page has stopped working.',
  startAnew: 'Start anew with the default VM',
} as const
