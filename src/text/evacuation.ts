/** Words of a host that is emptied: who asked for it, what makes VMs wait, and what stands on the page. */
import type { AdmissionLimit } from '../engine/host/admission.ts'
import type { Initiator } from '../engine/host/evacuation-plan.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'

type InitiatorText = Readonly<Record<Initiator, { name: string; sentence: string }>>

const VSPHERE_INITIATOR: InitiatorText = {
  'maintenance-mode': {
    name: 'Maintenance mode',
    sentence:
      'The host enters maintenance mode: vCenter asks DRS for a place for each VM and moves them all.',
  },
  drs: {
    name: 'DRS',
    sentence: 'DRS balances the cluster: it has found better hosts for these VMs and moves them.',
  },
  dpm: {
    name: 'DPM',
    sentence:
      'DPM wants to switch this host off to save power: it has DRS move the VMs away first.',
  },
  person: {
    name: 'A person',
    sentence: 'A person has selected all VMs in the vSphere client and chosen "Migrate".',
  },
}

/** Another hypervisor has no vCenter, and neither DRS nor DPM. */
const OTHER_INITIATOR: InitiatorText = {
  'maintenance-mode': {
    name: 'Maintenance',
    sentence: 'The host is due for maintenance: all its VMs are moved to other hosts.',
  },
  drs: {
    name: 'Load balancing',
    sentence: 'The load is balanced: these VMs are moved to hosts that have less to do.',
  },
  dpm: {
    name: 'Power saving',
    sentence: 'This host is to be switched off to save power: its VMs are moved away first.',
  },
  person: {
    name: 'A person',
    sentence: 'A person has asked for the migration of all VMs.',
  },
}

/** Who asks, in the words of the host's generation. */
export function initiatorText(initiator: Initiator, generation: Scenario['generation']) {
  const texts = GENERATIONS[generation].family === 'vSphere' ? VSPHERE_INITIATOR : OTHER_INITIATOR
  return texts[initiator]
}

/** Completes "waited for …". */
export function limitPhrase(limit: AdmissionLimit, most: number): string {
  return limit === 'generation'
    ? `the limit of ${most} in versions before vSphere 4.1`
    : `the ${limit} limit of ${most}`
}

/** What stands behind a limit. */
export const ADMISSION_LIMIT_HELP: Readonly<Record<AdmissionLimit, string>> = {
  generation: 'Two migrations at a time before vSphere 4.1.',
  network:
    'By the slowest vMotion NIC: below 1 Gb/s 2, on 1 GbE 4, on 10 GbE and faster 8. NICs of different speeds in one of these classes: 2.',
  host: 'A migration costs a host 1 of 8.',
  datastore: 'A migration costs a datastore 1 of 128.',
}

export const vmName = (vm: number): string => `VM ${vm + 1}`
export const vmCount = (count: number) => `${count} ${count === 1 ? 'VM' : 'VMs'}`

/** What is computed of a host that is emptied: the second one follows the first. */
export type EvacuationPart = 'evacuation' | 'comparison'

const MISSING = {
  evacuation: {
    computing: 'Computing the evacuation',
    failed: 'This evacuation could not be computed',
    cancelled: 'This evacuation was cancelled',
  },
  comparison: {
    computing: 'Computing the comparison',
    failed: 'The comparison could not be computed',
    cancelled: 'The comparison was cancelled',
  },
} as const

/** Why a part is not on the screen. `former`: in the place of this evacuation stands the one before. */
export function missingText(
  part: EvacuationPart,
  how: keyof (typeof MISSING)[EvacuationPart],
  former: boolean,
  reason = '',
): string {
  const sentence = MISSING[part][how]
  const why = reason === '' ? '' : ` ${reason}`
  const previous = why === '' ? 'one' : 'evacuation'
  const shown = former && part === 'evacuation' ? ` The previous ${previous} is shown.` : ''
  return how === 'computing' && shown === '' ? `${sentence} …` : `${sentence}.${why}${shown}`
}

export const EVACUATION_TEXT = {
  title: 'Empty a host',
  controls: 'What to simulate',
  vms: 'VMs on the host',
  guest: 'What runs in them',
  mix: 'A mix: web, files, database',
  spread: 'How much they differ',
  generation: 'Generation',
  speed: 'Network',
  initiator: 'Who asks',
  limit: { network: 'Network limit', host: 'Host limit', datastore: 'Datastore limit' },
  byTable: (most: number | undefined) =>
    most === undefined ? 'from the table' : `${most} (from the table)`,
  progress: {
    evacuation: 'Progress of the evacuation',
    comparison: 'Progress of the comparison',
  },
  /** `reason`: part of a sentence. */
  reason: (reason: string) => `Reason: ${reason}.`,
  lanes: 'The way of each VM',
  lanesHelp:
    'A row is a VM. Arrow keys walk through the rows, Enter opens the run of a VM on the stage.',
  wire: 'The wire, shared among the VMs that copy',
  openVm: (vm: number) => `Open ${vmName(vm)} on the stage`,
  pick: 'Point at a row, or walk with the arrow keys.',
  legend: {
    waiting: 'Waits for a limit',
    preparing: 'Prepares',
    first: 'Pass −1',
    later: 'Later passes',
    stun: 'Stopped (stun)',
    done: 'Runs elsewhere',
  },
  table: 'Each VM in numbers',
  alternatives: 'The same host, with more or fewer VMs at a time',
  lane: vmName,
  capacity: (rate: string) => `The wire carries ${rate}`,
  vmCount,
} as const
