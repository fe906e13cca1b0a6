/** The page that lies over the others: its tabs, and the ways into the details. */
import type { Overlay } from '../saved/view.ts'

export const LIBRARY_TEXT = {
  title: 'Stories, failures, versions',
  close: 'Close',
  tabs: {
    stories: 'Stories',
    myths: 'Myths',
    failures: 'Failures',
    versions: 'Versions',
    evacuation: 'Empty a host',
    truth: 'How true is this?',
  } satisfies Readonly<Record<Overlay, string>>,
  details: 'Look inside:',
  calls: 'Who talks to whom',
  log: 'Logs',
  play: 'Play it',
  fetching: 'One moment …',
} as const
