/** Words of the vCPU lanes. */
import type { StopCause } from '../recording/stop-causes.ts'
import type { LaneWindow } from '../saved/lane-window.ts'
import { counted, formatDuration, formatShare } from './format.ts'
import { STOP_NAMES } from './stops.ts'

export const LANES_TEXT = {
  intro:
    'A lane for each vCPU, 0 at the top; those above the line write. Grey is running. Where single stops can be told apart, each is drawn.',
  literal:
    'This run executes every write: it keeps how long the vCPUs stood still, not each single stop.',
  picture: (window: string, vcpus: number) =>
    `${counted(vcpus, 'vCPU')} over ${window}: when each ran and why it stood still. A table follows.`,
  zoom: 'How much time is shown',
  windows: {
    run: 'whole run',
    '10s': '10 s',
    '1s': '1 s',
    '100ms': '100 ms',
    '10ms': '10 ms',
    '1ms': '1 ms',
    '100us': '100 µs',
  } satisfies Readonly<Record<LaneWindow, string>>,
  from: 'from',
  to: 'to',
  running: 'running',
  now: 'Now',
  caption: 'What a vCPU got by the end of the run, and what took the rest',
  columns: ['', 'one that writes', 'one that does not'],
  got: 'ran',
  keyed:
    'How many stops there are is the engine’s count; which vCPU takes which, and the length of a stop-based slice, are inferred.',
  waiting: 'The run is on its way.',
  share: (seconds: number, of: number) =>
    `${formatDuration(seconds * 1e9)}${of > 0 ? ` (${formatShare(seconds / of)})` : ''}`,
} as const

export const LANE_CAUSES: Readonly<Record<StopCause, string>> = {
  ...STOP_NAMES,
  tracing: 'trace install stop',
  fires: 'page fire',
  stun: 'stunned',
  remoteFaults: 'waiting for a remote page',
}

/** The second cue beside the colour. */
export const LANE_SIGNS: Readonly<Partial<Record<StopCause, string>>> = {
  sdps: 'Z',
  throttle: 'Z',
  stun: '‖',
}
