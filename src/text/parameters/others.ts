/** Words for what only hypervisors other than ESXi look at. */
import type { ParameterText } from './parameter-text.ts'

export const OTHERS_TEXT = {
  'qemu.maxBandwidth': {
    label: 'QEMU: bandwidth cap',
    help: 'The most that QEMU sends in pre-copy, in MiB/s, in bursts of 100 ms; 0 is no cap. The last pages know no cap. Only for QEMU.',
  },
  'qemu.downtimeLimit': {
    label: 'QEMU: downtime limit',
    help: 'QEMU stops the VM when what is left fits into this many milliseconds at the bandwidth that it has measured. Only for QEMU.',
  },
  'qemu.autoConverge': {
    label: 'QEMU: auto-converge',
    help: 'All vCPUs sleep for a growing share of the time while the guest dirties more than half of what is sent. Only for QEMU.',
    options: { off: 'Off', on: 'On' },
  },
  'qemu.throttleInitial': {
    label: 'QEMU: first throttle',
    help: 'Share of the time that vCPUs sleep when auto-converge begins, in percent. Only for QEMU.',
  },
  'qemu.throttleIncrement': {
    label: 'QEMU: throttle step',
    help: 'By how much auto-converge raises the throttle each time, in percent. Only for QEMU.',
  },
  'qemu.throttleMost': {
    label: 'QEMU: most throttle',
    help: 'The largest share of the time that auto-converge lets vCPUs sleep, in percent. Only for QEMU.',
  },
  'qemu.socketBuffer': {
    label: 'Others: socket buffer',
    help: 'Socket buffer of each stream in bytes: a stream sends at most one in each round trip. Only for other hypervisors.',
  },
  'qemu.postcopyAfter': {
    label: 'QEMU: post-copy after',
    help: 'Seconds after which the VM resumes at the destination whatever is left, and fetches it from there; 0 is never. Only for QEMU.',
  },
  'qemu.postcopyBandwidth': {
    label: 'QEMU: post-copy cap',
    help: 'The most that QEMU sends in post-copy, in MiB/s; 0 is no cap. Only for QEMU.',
  },
  'xen.leastRate': {
    label: 'Xen: least rate',
    help: 'How fast the first round goes, and each other at least, in Mbit/s. Only for Xen 2005.',
  },
  'xen.mostRate': {
    label: 'Xen: most rate',
    help: 'When the next round would have to be faster than this, in Mbit/s, the VM stops and the rest is sent. Only for Xen 2005.',
  },
} as const satisfies Record<string, ParameterText>
