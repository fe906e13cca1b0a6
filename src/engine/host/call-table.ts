/** Every call there is: from whom, to whom, and how sure it is that it happens (sources: facts 1.1–1.5, 5.2, 6.2). */
import type { CallRow } from './components.ts'
import { PREPARE_ROWS } from './prepare-plan.ts'

const ROWS = {
  // Checks and preparation
  ...PREPARE_ROWS,
  refuse: ['vpxd', 'client', 'published'],
  'destination-ready': ['destination.vmkernel', 'source.vmkernel', 'inferred'],
  // Copy (NH19)
  'start-precopy': ['source.vmx', 'source.vmkernel', 'inferred'],
  'frame-buffer-copy': ['source.vmx', 'destination.vmx', 'third-party'],
  'frame-buffer-there': ['destination.vmx', 'source.vmx', 'inferred'],
  'install-traces': ['source.vmkernel', 'source.vmm', 'published'],
  'traces-installed': ['source.vmm', 'source.vmkernel', 'inferred'],
  retrace: ['source.vmkernel', 'source.vmm', 'published'],
  copy: ['source.vmkernel', 'destination.vmkernel', 'published'],
  'may-end': ['source.vmm', 'source.vmkernel', 'published'],
  answer: ['source.vmkernel', 'source.vmm', 'published'],
  'sdps-check': ['source.vmkernel', 'source.vmkernel', 'inferred'],
  'sdps-engage': ['source.vmkernel', 'source.vmm', 'published'],
  'sdps-sleep': ['source.vmm', 'source.vmm', 'published'],
  // Switchover (NH19, KB1010634)
  suspend: ['source.vmm', 'source.vmx', 'published'],
  'stop-vcpus': ['source.vmx', 'source.vmm', 'published'],
  checkpoint: ['source.vmx', 'destination.vmx', 'published'],
  'frame-buffer': ['source.vmx', 'destination.vmx', 'third-party'],
  'last-pages': ['source.vmkernel', 'destination.vmkernel', 'log'],
  'wait-handshake': ['source.vmx', 'source.vmx', 'published'],
  bitmap: ['source.vmkernel', 'destination.vmkernel', 'published'],
  restore: ['destination.vmx', 'destination.vmm', 'published'],
  unmask: ['destination.vmx', 'destination.vmx', 'published'],
  handshake: ['destination.vmx', 'source.vmx', 'published'],
  resume: ['destination.vmx', 'destination.vmm', 'published'],
  announce: ['destination.vmkernel', 'switch', 'third-party'],
  // Page-in (YB-QR, KG11)
  'page-in': ['source.vmkernel', 'destination.vmkernel', 'published'],
  'remote-fault': ['destination.vmkernel', 'source.vmkernel', 'published'],
  'changed-file': ['source.vmkernel', 'datastore', 'published'],
  'page-in-done': ['destination.vmkernel', 'source.vmkernel', 'inferred'],
  // Hand-over and cleanup (KG11, SEXI, GOVMOMI)
  report: ['source.vmx', 'source.hostd', 'log'],
  'report-vcenter': ['source.vpxa', 'vpxd', 'log'],
  'complete-source': ['vpxd', 'source.vpxa', 'published'],
  'power-off': ['source.hostd', 'source.vmx', 'published'],
  'free-source': ['source.vmx', 'source.vmkernel', 'published'],
  'complete-destination': ['vpxd', 'destination.vpxa', 'published'],
  register: ['destination.hostd', 'destination.hostd', 'published'],
  'release-config': ['destination.hostd', 'datastore', 'inferred'],
  'task-done': ['vpxd', 'client', 'published'],
  // What goes wrong (KB1010634, KB320352, BUGZERO, RSS)
  'no-answer': ['source.vmkernel', 'destination.vmkernel', 'published'],
  'low-memory': ['destination.vmkernel', 'destination.vmkernel', 'log'],
  'connection-failed': ['source.vmkernel', 'source.vmx', 'published'],
  'give-up': ['source.vmkernel', 'source.vmx', 'log'],
  'continue-on-source': ['source.vmx', 'source.vmm', 'log'],
  failure: ['source.vmx', 'source.hostd', 'log'],
  'config-writable': ['source.vmx', 'datastore', 'log'],
  unlock: ['source.hostd', 'source.hostd', 'log'],
  'failure-vcenter': ['source.vpxa', 'vpxd', 'log'],
  'cancel-destination': ['vpxd', 'destination.vpxa', 'published'],
  'remove-masked': ['destination.hostd', 'destination.vmx', 'inferred'],
  'free-destination': ['destination.vmx', 'destination.vmkernel', 'inferred'],
  'task-failed': ['vpxd', 'client', 'published'],
  'vm-lost': ['source.vmkernel', 'source.vmx', 'inferred'],
  // Done by a person
  cancel: ['client', 'vpxd', 'published'],
  'source-fails': ['source.vmkernel', 'source.vmkernel', 'inferred'],
  // The fault itself
  'features-differ': ['vpxd', 'vpxd', 'published'],
  'device-found': ['vpxd', 'vpxd', 'published'],
  'vcenter-fails': ['vpxd', 'vpxd', 'third-party'],
  'destination-fails': ['destination.vmkernel', 'destination.vmkernel', 'inferred'],
  'memory-runs-out': ['destination.vmkernel', 'destination.vmkernel', 'log'],
  'cpu-runs-out': ['destination.vmkernel', 'destination.vmkernel', 'log'],
  'resume-fails': ['destination.vmx', 'source.vmx', 'log'],
  'wire-fails': ['source.vmkernel', 'destination.vmkernel', 'published'],
} as const satisfies Readonly<Record<string, readonly [...CallRow, ...unknown[]]>>

export type CallName = keyof typeof ROWS

export const CALL_NAMES = Object.keys(ROWS) as CallName[]
export const CALL_TABLE: Readonly<Record<CallName, readonly [...CallRow, ...unknown[]]>> = ROWS
