/** Words of the frame around the pictures. */

export const LAYOUT_TEXT = {
  app: 'Switchover',
  stage: 'The migration',
  source: 'esx-01',
  sourceRole: 'source',
  destination: 'esx-02',
  destinationRole: 'destination',
  runsHere: 'VM runs here',
  waiting: {
    empty: 'nothing here yet',
    masked: 'masked, waiting',
    left: 'given back',
    full: 'full until cleanup',
    lost: 'the VM is lost',
  },
  vcenter: 'vCenter',
  disk: 'shared disk',
  networkSwitch: 'switch',
  announcement: 'RARP',
  clock: 'Model clock',
  speed: 'Speed',
  fit: (seconds: number) => `all in ${seconds} s`,
  still: 'still',
  realSpeed: 'real speed',
  playback: 'Playback',
  phases: 'Phases',
  race: 'The race between the wire and the guest',
  outcome: 'Outcome',
  dials: 'Dials',
  mainDials: 'What to change',
  allDials: 'All dials',
  fewerDials: 'Close all dials',
  moreDials: 'Dials',
  preset: 'Preset',
  ownPreset: 'your own',
  details: 'Details',
  openDetails: 'Details',
  closeDetails: 'Close details',
  explore: 'Explore',
  backToStage: 'Stage',
  help: 'Keys',
  theme: { dark: 'Light theme', light: 'Dark theme' },
  copyLink: 'Copy link',
  fullScreen: 'Full screen',
  film: 'Film',
  replay: 'Replay the switchover at real speed, 1×',
  trueScale: 'True scale',
  steps: {
    previousPhase: 'Previous pass or phase',
    back: 'Previous event',
    forward: 'Next event',
    nextPhase: 'Next pass or phase',
  },
  play: 'Play',
  pause: 'Pause',
  invite: 'Make it write faster.',
  reset: 'Reset',
  resetAll: 'Reset all dials',
  seed: 'Seed',
  ghost: 'faint lines: the run before',
  skip: 'Skip to playback',
} as const

/** Chips of the transport. */
export const CHIP_TEXT = {
  prepare: 'prepare',
  trace: 'trace',
  switchover: 'switchover',
  'page-in': 'page-in',
  cleanup: 'done',
  firstPass: 'pass −1',
  failed: '✕ failed',
} as const

/** What the migration does to the vCPUs. */
export const VCPU_TEXT = {
  running: 'The vCPUs run.',
  tracing: 'Traces are being installed.',
  slowed: 'SDPS slows the vCPUs that write.',
  stopped: 'All vCPUs stand still.',
} as const

/** The drawer. */
export const DRAWER_TEXT = {
  tabs: {
    why: 'Why',
    events: 'Events',
    passes: 'Passes',
    components: 'Components',
  },
  fetching: 'One moment …',
  hidden: 'This appears when the film ends, or as soon as you turn a dial.',
  more: (count: number) => `Show more (${count} left)`,
  passesCaption: 'A pass is one walk over memory; others call it an iteration, a round or a phase.',
  passColumns: ['Pass', 'Time', 'Sent', 'Changed', 't2d', 'Then'],
} as const
