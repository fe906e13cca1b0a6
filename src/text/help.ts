/** Words of the list of keys. */

export const HELP_TEXT = {
  title: 'Keys',
  keys: 'Key',
  does: 'What it does',
  digits: '1 … 9',
  note: 'Keys do nothing while you type a number. A slider keeps its own arrow keys.',
  words:
    'A pass is one walk over memory. Others call it an iteration, a round or a phase of the pre-copy. SDPS is Stun During Page Send, which others call Slowdown During Page Send.',
  marks: 'A dotted value marked “inferred” rests on something that no published source states.',
  independent:
    'Switchover is an independent project, not affiliated with VMware or Broadcom. vMotion and vSphere are their marks.',
  close: 'Close',
} as const
