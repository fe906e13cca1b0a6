/** Words for the hosts, the generation and the way of simulating. */
import type { ParameterText } from './parameter-text.ts'

export const HOST_TEXT = {
  generation: {
    label: 'vSphere version',
    help: 'Which generation of vMotion runs, or the rules of which other hypervisor. It decides how pages are traced, how the dirty bitmap is sent and when the VM resumes.',
    options: {
      ESX2: 'ESX 2 (2003)',
      '4.0': 'vSphere 4.0 (2009)',
      '4.1': 'vSphere 4.1 (2010)',
      '5.0': 'vSphere 5.0 (2011)',
      '5.1': 'vSphere 5.1 (2012)',
      '6.0': 'vSphere 6.0 (2015)',
      '6.5': 'vSphere 6.5 (2016)',
      '6.7': 'vSphere 6.7 (2018)',
      '7.0U1': 'vSphere 7.0 U1 (2020)',
      '7.0U2': 'vSphere 7.0 U2 (2021)',
      '8.0': 'vSphere 8.0 (2022)',
      '9.0': 'vSphere 9.0 (2025)',
      'QEMU7.2': 'Other: QEMU 7.2 (2022)',
      XEN2005: 'Other: Xen (2005)',
      SIMGRID: 'Other: SimGrid’s rule',
      HUAWEI: 'Other: Huawei’s predictor',
    },
  },
  'hosts.sourceCores': {
    label: 'Cores for vMotion, source',
    help: 'CPU cores that the source host can give to vMotion. Sending costs about one core for 20 Gb/s; with too few cores the CPU and not the wire is the limit.',
  },
  'hosts.destinationCores': {
    label: 'Cores for vMotion, destination',
    help: 'CPU cores that the destination host can give to vMotion. Receiving costs twice as much as sending, about 1.3 cores for 10 Gb/s.',
  },
  'hosts.destinationMemory': {
    label: 'Free memory, destination',
    help: 'Memory that the destination has left, in GiB. The checks refuse a VM that reserves more; one whose pages need more fails in mid-copy.',
  },
  'hosts.destinationUnreservedCores': {
    label: 'Unreserved cores, destination',
    help: 'CPU that is not reserved at the destination, in cores. The checks refuse a VM that reserves more.',
  },
  'hosts.sourceCpu': {
    label: 'CPU, source',
    help: 'CPU of the source host. Without EVC the VM sees all of its features.',
  },
  'hosts.destinationCpu': {
    label: 'CPU, destination',
    help: 'CPU of the destination host. The checks refuse a VM that sees features that it lacks.',
  },
  'hosts.evc': {
    label: 'EVC baseline',
    help: 'The CPU that EVC shows to all VMs of the cluster. With a baseline that both hosts support, a VM moves between unequal CPUs.',
  },
  'hosts.aesNi': {
    label: 'AES-NI on both hosts',
    help: 'Whether both CPUs have the instructions that make encryption cheap. Without them an opportunistic migration is not encrypted.',
    options: { yes: 'yes', no: 'no' },
  },
  'hosts.pageFireCost': {
    label: 'Cost of a page fire',
    help: 'Microseconds that the writing vCPU loses when it first writes to a traced page: the trap and its handling. Not published; 3 µs is the order of magnitude. Larger costs slow the guest at the start of each pass, so that it dirties less and the migration is shorter.',
  },
  failure: {
    label: 'What goes wrong',
    help: 'One failure on demand. It runs its course to the message that an administrator would see, and shows which host the VM survives on.',
    options: {
      none: 'nothing',
      'no-vmotion-network': 'no vMotion network',
      'mtu-mismatch': 'MTU mismatch',
      'destination-memory': 'destination out of memory',
      'destination-cpu': 'destination out of CPU',
      'evc-mismatch': 'EVC mismatch',
      'attached-device': 'attached local device',
      'link-cut': 'the cable is cut',
      'vcenter-down': 'vCenter goes down',
      'destination-dies': 'the destination host dies',
      'no-resume': 'the destination cannot resume',
    },
  },
  'failure.at': {
    label: 'It happens at',
    help: 'Seconds after the request. Faults that the checks find, and networks that are wrong from the start, do not wait for it.',
  },
  model: {
    label: 'Model',
    help: 'How writes are simulated. Sampled draws the same distribution without executing every write; literal executes every write, for up to 64 GiB in use; fluid computes with expected values and no chance.',
    options: {
      sampled: 'Sampled',
      literal: 'Literal: every write',
      fluid: 'Fluid: expected values',
    },
  },
} as const satisfies Record<string, ParameterText>
