/** Checks and prepare: what each call means, from the click in the client to the open streams. */
import { VMOTION_PORT } from '../../engine/host/addresses.ts'
import { formatNumber } from '../format.ts'
import type { CallTexts } from './call-text.ts'

type Names =
  | 'request'
  | 'ask-destination'
  | 'check'
  | 'build-spec'
  | 'prepare-source'
  | 'prepare-source-hostd'
  | 'prepare-destination'
  | 'prepare-destination-hostd'
  | 'prepare-source-vmx'
  | 'emigrating'
  | 'config-read-only'
  | 'immigrating'
  | 'prepare-destination-vmx'
  | 'masked-vm'
  | 'initiate-destination'
  | 'initiate-destination-vmx'
  | 'initiate-source'
  | 'initiate-source-vmx'
  | 'open-streams'
  | 'destination-ready'

export const PREPARE_CALLS: CallTexts<Names> = {
  request: {
    label: 'Migrate this VM',
    text: 'A person, DRS, DPM or maintenance mode asks vCenter to move the VM. vCenter makes it a task that it follows to the end. Until much later the VM itself knows nothing of it.',
    source: 'KB 321009, NH19',
  },
  'ask-destination': {
    label: 'Can you take this VM?',
    text: 'vCenter asks the destination whether it has room for the VM and sees the same networks and datastores. A host that does not answer cannot be a destination. The answer is about configuration: no test packet crosses the vMotion network.',
    source: 'KB 321009',
  },
  check: {
    label: 'Check compatibility',
    text: 'vCenter compares both hosts with what the VM needs: CPU features, memory, networks, storage, attached devices. An error stops the migration here, at no cost to the VM; a warning does not. The list below has every check and its fault.',
    source: 'NH19, GOVMOMI, VIMAPI',
  },
  'build-spec': {
    label: 'Build the migration spec',
    text: 'All checks are passed. vCenter writes down what both hosts must agree on: the VM and its configuration, source, destination, and the vMotion network between them. The migration ID in it is the word to search for in every log.',
    source: 'NH19, KB 321009',
  },
  'prepare-source': {
    label: 'prepareSource, with the spec',
    text: 'VPXD sends the spec to its agent VPXA on the source. This and the next calls are all that vCenter has to do with the copy: it gives orders, it carries no data. The asynchronous form of the call is named prepareSourceEx.',
    source: 'GOVMOMI, NH19',
  },
  'prepare-source-hostd': {
    label: 'Spec to hostd',
    text: 'VPXA passes the spec to hostd, which manages the VMs of this host. hostd holds the state of the VM, so it is the one that can lock it.',
    source: 'NH19',
  },
  'prepare-destination': {
    label: 'prepareDestination, with the spec',
    text: 'The same spec goes to the destination. Both hosts now have one migration ID and each other’s vMotion address. If these addresses can’t reach each other, that goes unnoticed for now.',
    source: 'GOVMOMI, NH19',
  },
  'prepare-destination-hostd': {
    label: 'Spec to hostd',
    text: 'VPXA at the destination passes the spec on. From here both hosts know what is to come, and the set-up of the VM can begin.',
    source: 'NH19',
  },
  'prepare-source-vmx': {
    label: 'Spec to the VMX: READY',
    text: 'hostd hands the spec to the VMX, the process that owns the devices of this VM. It answers in vmware.log with “Received migrate ‘to’ request” and goes from state NONE to READY. The VM runs on as before.',
    source: 'HAE, NH19',
  },
  emigrating: {
    label: 'Lock: VM_STATE_EMIGRATING',
    text: 'hostd puts the VM into an intermediate state, so that nobody can change its configuration on the way. A second migration or a new disk is refused until it is over. If the migration fails, hostd goes back to VM_STATE_ON.',
    source: 'NH19, BUGZERO',
  },
  'config-read-only': {
    label: 'Configuration file read-only, 90 s',
    text: 'The .vmx file on the datastore is set read-only and closed, so that the destination can open it. A protection timer of 90 seconds guards it. What happens when the timer ends in a longer migration is not published.',
    source: 'KB 321009',
  },
  immigrating: {
    label: 'Lock: VM_STATE_IMMIGRATING',
    text: 'hostd at the destination registers a VM that is still to come. The log of its VPXA says “immigrating VM at path …”. The name of the state is inferred from that of the source.',
    source: 'SEXI; name inferred',
  },
  'prepare-destination-vmx': {
    label: 'Start an empty VMX: INIT',
    text: 'A new VMX starts from the same configuration file. It builds the devices but no guest runs in it: its state is INIT. A file that is missing here makes the migration fail before anything is copied.',
    source: 'NH19, KB1010634',
  },
  'masked-vm': {
    label: 'Reserve memory, stay masked',
    text: 'The destination allocates all memory that the VM will need and creates the VM masked: it exists, but is neither visible nor running. In 4.1 it was called the shadow VM. Without free memory it stops here and the VM stays where it is.',
    source: 'NH19, KG11',
  },
  'initiate-destination': {
    label: 'initiateDestination',
    text: 'vCenter tells the destination to get ready to receive. The destination must listen before the source may send, so this order comes first.',
    source: 'GOVMOMI, SEXI',
  },
  'initiate-destination-vmx': {
    label: `Listen on port ${VMOTION_PORT}`,
    text: `The VMX and VMkernel at the destination open their end: TCP port ${VMOTION_PORT} on the vMotion vmknics. A firewall or a wrong VLAN shows only now, as a migration that stops at about 10 %.`,
    source: 'ELA, KB 321009',
  },
  'initiate-source': {
    label: 'initiateSource',
    text: 'The last order of vCenter before the copy. From now on it only waits: if vCenter fails, the migration goes on and completes, and only the inventory is late.',
    source: 'GOVMOMI, OPV',
  },
  'initiate-source-vmx': {
    label: 'Start sending',
    text: 'hostd passes the order to the VMX of the running VM. It writes “Setting VMOTION info” with both addresses and the migration ID into vmkernel.log.',
    source: 'VP15, KB 441977',
  },
  'open-streams': {
    label: `Open streams, TCP ${VMOTION_PORT}`,
    text: `VMkernel connects to VMkernel, from vmknic to vmknic, straight between the hosts on TCP port ${VMOTION_PORT}. Stream helpers, threads of their own, fill and drain the connections. If no connection is made within the network timeout, the migration fails and the VM has not noticed.`,
    source: 'ELA, TUNE19',
  },
  'destination-ready': {
    label: 'Ready to receive',
    text: (call) => {
      const streams = call.fact?.kind === 'destination-ready' ? call.fact.streams : 1
      const count = `${formatNumber(streams)} stream${streams === 1 ? '' : 's'}`
      return [
        `Memory is reserved and ${count} stand${streams === 1 ? 's' : ''} between the hosts. The destination’s VMX waits for data, in state WAITING. Small packets passed to get here; with a wrong MTU the full-size ones that follow do not.`,
      ]
    },
    source: 'KB1010634, KB 417889',
  },
}
