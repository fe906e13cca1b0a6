/** Who takes part in a migration, and in which phases each has work. From facts 1.1 and 1.5. */
import type { PhaseKind } from '../engine/facts.ts'

export interface ComponentText {
  readonly name: string
  readonly place: string
  readonly role: string
  /** Phases in which it works. */
  readonly busy: readonly PhaseKind[]
}

export const COMPONENTS: readonly ComponentText[] = [
  {
    name: 'VPXD',
    place: 'vCenter',
    role: 'Checks compatibility, builds the migration spec, sends it to both hosts and follows the task.',
    busy: ['prepare', 'cleanup'],
  },
  {
    name: 'VPXA',
    place: 'each host',
    role: 'Agent of vCenter: receives the spec and passes it to hostd.',
    busy: ['prepare', 'cleanup'],
  },
  {
    name: 'hostd',
    place: 'each host',
    role: 'Holds the VM in an intermediate state, so that its configuration cannot change; hands the spec to the VMX.',
    busy: ['prepare', 'cleanup'],
  },
  {
    name: 'VMX',
    place: 'each host, per VM',
    role: 'Owns the virtual devices; suspends the VM, saves and restores the checkpoint.',
    busy: ['prepare', 'switchover'],
  },
  {
    name: 'VMM',
    place: 'source, per vCPU',
    role: 'Installs traces on guest memory, takes the page fires and, with SDPS, the sleeps.',
    busy: ['trace', 'pass'],
  },
  {
    name: 'VMkernel migration module',
    place: 'each host',
    role: 'Streams memory, keeps the dirty bitmap and decides after each pass whether pre-copy may end.',
    busy: ['pass', 'switchover', 'page-in'],
  },
  {
    name: 'Stream helpers',
    place: 'each host',
    role: 'Threads that fill and drain the TCP streams, between the vMotion vmknics on port 8000.',
    busy: ['pass', 'switchover', 'page-in'],
  },
]

export const COMPONENTS_TEXT = {
  busy: 'at work',
  source: 'NH19: The vMotion process under the hood, VMware, 2019; KB 1010634',
} as const
