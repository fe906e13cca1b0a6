/** The compatibility checks by name, and what each compares. */
import type { CheckId } from '../../engine/host/compatibility.ts'

export interface CheckText {
  readonly name: string
  readonly what: string
}

export const CHECK_TEXTS: Readonly<Record<CheckId, CheckText>> = {
  licence: { name: 'Licence', what: 'Both hosts may use vMotion.' },
  protocol: { name: 'Protocol', what: 'Both hosts speak a common version of vMotion.' },
  'cpu-features': {
    name: 'CPU features, EVC',
    what: 'The destination has every CPU feature that the guest sees.',
  },
  'memory-admission': {
    name: 'Memory admission',
    what: 'The destination can reserve the memory of the VM.',
  },
  'cpu-admission': {
    name: 'CPU admission',
    what: 'The destination can reserve the CPU of the VM and of its streams.',
  },
  'vmotion-network': {
    name: 'vMotion network',
    what: 'Both hosts have a vmknic that is enabled for vMotion.',
  },
  link: { name: 'Link', what: 'The link is up. Below 1 Gb/s full duplex it only warns.' },
  'port-groups': {
    name: 'VM networks',
    what: 'The destination has the networks of the VM, with the same names.',
  },
  storage: {
    name: 'Shared storage',
    what: 'The destination sees every disk and raw device of the VM.',
  },
  swap: { name: 'Swap file', what: 'The swap file is where the destination can go on with it.' },
  devices: {
    name: 'Attached devices',
    what: 'No device of the source host is attached to the VM.',
  },
  vgpu: { name: 'vGPU', what: 'This version can move a VM with a vGPU.' },
  encryption: { name: 'Encryption', what: 'Both hosts can encrypt, where it is required.' },
}
