/** What a person can do, in words: buttons, tooltips and the list of keys use them. The ids are those of the commands. */

export const COMMAND_TEXT = {
  'play-pause': 'Play or pause',
  replay: 'Replay the switchover at real speed',
  'step-back': 'Step back to the event before',
  'step-forward': 'Step on to the next event',
  'previous-phase': 'Back to the pass or phase before',
  'next-phase': 'On to the next pass or phase',
  start: 'Go to the start',
  end: 'Go to the end',
  phase: 'Go to a phase, from the left',
  seek: 'Move the playhead',
  slower: 'Play slower',
  faster: 'Play faster',
  'set-speed': 'Choose the speed',
  'auto-slow': 'Slow down by itself where the axis is stretched',
  film: 'Watch the film from its beginning',
  'true-scale': 'Show the whole axis at true scale',
  layout: 'Switch between stage and explore',
  'full-screen': 'Full screen',
  theme: 'Switch between dark and light',
  help: 'Show these keys',
  drawer: 'Open or close the details',
  calls: 'Who talks to whom, call by call',
  log: 'The logs of both hosts',
  vcpus: 'The lanes of the vCPUs',
  outside: 'What a client notices of it',
  cost: 'What it costs the guest and the hosts',
  'lanes-window': 'Choose how much time the lanes show',
  ribbon: 'Show or hide the generations, 2003 to today',
  stories: 'Open a story or a myth',
  failures: 'Make it fail',
  evacuation: 'Empty a host: maintenance mode',
  truth: 'How true is this? The model beside real migrations',
  overlay: 'Open a page of stories, failures, versions',
  dials: 'Show or hide all dials',
  map: 'Move over the memory map',
  'set-parameter': 'Turn a dial',
  'reset-parameter': 'Reset one dial',
  reset: 'Reset all dials (the seed stays)',
  preset: 'Choose a preset',
  'open-story': 'Play a story from its beginning',
  'open-run': 'Play a run: of a VM of the evacuation, of a validated case',
  'own-wire': 'Give the VM the whole wire again',
  fail: 'Let a failure strike',
  seed: 'Choose a seed',
  why: 'Ask why a number is as it is',
  'point-out': 'Go to a cause and light what it speaks of',
  life: 'The life of one page',
  'pick-page': 'Choose a page on the map',
  pauses: 'Pause when …',
  'add-pause': 'Add a condition to pause at',
  'remove-pause': 'Remove a condition',
  'toggle-pause': 'Switch a condition on or off',
  'previous-pause': 'Back to the condition before',
  'next-pause': 'On to the next condition',
  'copy-text': 'Copy a sentence with its numbers and link',
  'copy-link': 'Copy the link to what is on the screen',
  dismiss: 'Close the message',
  'console-program': 'Next program of the guest console: pinball, film, terminal',
  'console-vcpu': 'Run the console on a vCPU that writes, or on one that does not',
  'console-play': 'Play the pinball yourself, at real speed',
  flip: 'Raise the upper, the lower flipper (at real speed, 1×)',
} as const

export type CommandId = keyof typeof COMMAND_TEXT

/** How a key is written. */
const KEY_NAMES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  ArrowLeft: '←',
  ArrowRight: '→',
}

export function keyName(key: string): string {
  return KEY_NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key)
}

export const HELP_TEXT = {
  title: 'Keys',
  keys: 'Key',
  does: 'What it does',
  digits: '1 … 9',
  note: 'Keys do nothing while you type a number. A slider keeps its own arrow keys.',
  words:
    'A pass is one walk over memory. Others call it an iteration, a round or a phase of the pre-copy.',
  marks: 'A dotted value marked “inferred” rests on something that no published source states.',
  independent:
    'Switchover is an independent project, not affiliated with VMware or Broadcom. vMotion and vSphere are their marks.',
  close: 'Close',
} as const
