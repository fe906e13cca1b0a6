/** What goes wrong, and the way back: what each call means. */
import { refusedBy } from '../../engine/host/compatibility.ts'
import { formatNumber } from '../format.ts'
import { silenceText } from '../silence.ts'
import { FAILURE_NAMES, FAULT_NAMES } from '../terms.ts'
import type { Call } from '../../engine/host/call.ts'
import type { FinishedRun } from '../../engine/host/finished-run.ts'
import type { CallTexts } from './call-text.ts'
import { CHECK_TEXTS } from './checks.ts'

type Names =
  | 'refuse'
  | 'connection-failed'
  | 'give-up'
  | 'continue-on-source'
  | 'failure'
  | 'config-writable'
  | 'unlock'
  | 'failure-vcenter'
  | 'cancel-destination'
  | 'remove-masked'
  | 'free-destination'
  | 'task-failed'
  | 'vm-lost'
  | 'cancel'
  | 'source-fails'
  | 'features-differ'
  | 'device-found'
  | 'vcenter-fails'
  | 'destination-fails'
  | 'memory-runs-out'
  | 'cpu-runs-out'
  | 'wire-fails'
  | 'resume-fails'

const reason = ({ fact }: Call, run: Pick<FinishedRun, 'facts'>) =>
  fact?.kind === 'migration-failed'
    ? `${FAILURE_NAMES[fact.reason]}${silenceText(run)}`
    : 'it failed'

export const FAILURE_CALLS: CallTexts<Names> = {
  refuse: {
    label: 'Refused',
    text: (call, run) => {
      const check = refusedBy(run)
      const name = check ? ` The check “${CHECK_TEXTS[check].name}” says no.` : ''
      return [
        `vCenter refuses: ${reason(call, run)}.${name} The hosts aren’t contacted, nothing moves, and the VM does not notice.`,
      ]
    },
    source: 'GOVMOMI, VIMAPI',
  },
  'connection-failed': {
    label: 'No connection: stop',
    text: (call, run) => [
      `VMkernel gives up: ${reason(call, run)}. The client stood at about 10 % and says that the destination did not receive data.`,
      ...(silenceText(run) === ''
        ? [
            ' Look for a missing vmknic, a VLAN, a firewall, or management and vMotion in one subnet.',
          ]
        : []),
    ],
    source: 'KB 1030264, KB 321009, ELA, RSS2',
  },
  'give-up': {
    label: 'Migration failed',
    text: (call, run) => [
      `VMkernel tells the VMX that it is over: ${reason(call, run)}. The VM ran all the time and has lost nothing; only the copy was in vain. The VMX goes from PRECOPY to FINISHED, which means done or failed.`,
    ],
    source: 'VMKERR, RSS, KB1010634',
  },
  'continue-on-source': {
    label: 'Continue on the source',
    text: (call, run) => [
      `The VM stood still when it went wrong: ${reason(call, run)}. The handshake had not come, so the source still owns the VM and lets its vCPUs run again. vmware.log: “Attempting to continue running on the source”. The limit of the switchover is ${formatNumber(run.input.scenario['vmotion.maxSwitchoverSeconds'])} seconds.`,
    ],
    source: 'KB 320352, KB 314376',
  },
  failure: {
    label: 'Failure, with its message',
    text: 'The source’s VMX gives hostd the message that vCenter will show. It names the symptom, mostly a timeout; the cause is in the log of the other host.',
    source: 'RSS, KB 320352',
  },
  'config-writable': {
    label: 'Configuration file writable again',
    text: 'The source takes its configuration file back: “Setting config.readOnly = FALSE”. Its VM can be changed again.',
    source: 'KB435078',
  },
  unlock: {
    label: 'Unlock: VM_STATE_ON',
    text: 'hostd logs “State Transition (VM_STATE_EMIGRATING → VM_STATE_ON)”. For this host it is as if nothing had happened, and the migration may be tried again.',
    source: 'BUGZERO',
  },
  'failure-vcenter': {
    label: 'Report the failure',
    text: 'VPXA passes the fault to vCenter. With vCenter down it waits for it.',
    source: 'BUGZERO, OPV',
  },
  'cancel-destination': {
    label: 'completeDestination: failed',
    text: 'The call that ends a migration at the destination is the same for success and failure. A destination that is gone does not get it; one that hears nothing times out by itself.',
    source: 'GOVMOMI',
  },
  'remove-masked': {
    label: 'Remove the masked VM',
    text: 'The VM that was never unmasked is powered off and unregistered. Pages that were copied into it are thrown away.',
    source: 'inferred',
  },
  'free-destination': {
    label: 'Free the memory',
    text: 'The destination gives the reserved memory back. Another migration may use it at once.',
    source: 'inferred',
  },
  'task-failed': {
    label: 'Task failed',
    text: 'The client shows the fault and its message. Whether the VM still runs is not in it: look at the host.',
    source: 'VIMAPI',
  },
  'vm-lost': {
    label: 'The VM is lost',
    text: 'The VM ran at the destination already when the destination, or the network to its missing pages, was gone. The source cannot take it back: since the handshake its memory is outdated. Only a restart from disk helps, as vSphere HA does it.',
    source: 'KB1010634; outcome inferred',
  },
  cancel: {
    label: 'Cancel the task',
    text: 'The task is cancelled in the client, and vCenter has the hosts abort. The VM ran all the time and has lost nothing. Once the switchover has begun, it is too late for this (inferred).',
    source: 'VIMAPI; when it is too late is inferred',
  },
  'source-fails': {
    label: 'The source host dies',
    text: (_, { facts }) => [
      facts.some((fact) => fact.kind === 'migration-failed')
        ? 'The source loses its power, and with it memory that is nowhere else. The VM stops: what the destination has is not whole. Only a restart from disk helps, as vSphere HA does it.'
        : 'The source loses its power. The VM already runs at the destination and no longer needs this host; only this host’s remaining calls are missing.',
    ],
    source: 'inferred',
  },
  'features-differ': {
    label: 'CPU features are missing',
    text: 'The running guest uses CPU features that the destination does not have. They cannot be taken away from it while it runs. EVC on the cluster hides such differences from VMs that start later.',
    source: 'GOVMOMI',
  },
  'device-found': {
    label: 'A local device is attached',
    text: 'A CD, a USB stick or another device of the source host is attached to the VM. It cannot come along. Detach it and try again.',
    source: 'GOVMOMI',
  },
  'vcenter-fails': {
    label: 'vCenter goes down',
    text: (_, { facts }) => [
      facts.some((fact) => fact.kind === 'migration-failed' && fact.reason === 'vcenter-lost')
        ? 'vCenter is gone before it has made all of its calls, and the task is gone with it. The hosts are never told to begin, and undo by themselves what they have prepared (inferred). The VM runs on at the source and notices nothing.'
        : 'vCenter is gone, and the migration goes on: hosts, VMX and VMkernel don’t need it. Only its own calls are missing from here on. When it is back, it finds the VM at its new place.',
    ],
    source: 'OPV; before the hosts begin: inferred',
  },
  'destination-fails': {
    label: 'The destination host dies',
    text: 'The destination is gone and no longer answers. Before the handshake the VM goes on at the source. After it, the VM is lost with the host that ran it.',
    source: 'KB1010634',
  },
  'memory-runs-out': {
    label: 'Memory runs out',
    text: 'Something else at the destination takes the memory that the pages need. The destination stops reading and the source’s sends come to a halt.',
    source: 'ELA, REL9',
  },
  'cpu-runs-out': {
    label: 'CPU runs out',
    text: 'The receiving threads get no CPU time. The sender’s buffer fills and no more goes out, until the keepalive of the connection fails.',
    source: 'NEST',
  },
  'resume-fails': {
    label: 'The destination cannot resume',
    text: 'All pages have come, and the VM does not start over there: a file, a device or a CPU feature is missing. The destination says so instead of the handshake, so the source keeps the VM.',
    source: 'FLO, BUGZERO',
  },
  'wire-fails': {
    label: 'The network fails',
    text: ({ fact }) => [
      `${fact?.kind === 'fault-injected' ? `The fault: ${FAULT_NAMES[fact.fault]}.` : 'The network fails.'} Neither host is notified: silence is all that they notice. What it does depends on when it comes.`,
    ],
    source: 'KB 417889, KB 321009',
  },
}
