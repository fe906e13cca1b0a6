/** Words for the virtual machine. */
import type { ParameterText } from './parameter-text.ts'

export const VM_TEXT = {
  'vm.memory': {
    label: 'Memory',
    help: 'Configured memory of the VM in GiB. More memory makes pass −1 and the dirty bitmap longer: each GiB is 262,144 pages and 32 KiB of bitmap.',
  },
  'vm.inUse': {
    label: 'Memory in use',
    help: 'Share of the memory that the guest has ever touched, in percent. Only this is copied, so a larger share makes pass −1 longer.',
  },
  'vm.zeroPages': {
    label: 'Zero pages',
    help: 'Share of the memory in use that holds only zeros, in percent. A zero page is named but not sent as data, so a larger share makes pass −1 shorter, unless zero pages are not detected.',
  },
  'vm.vcpus': {
    label: 'vCPUs',
    help: 'Virtual CPUs of the VM. Each adds half a millisecond to the stun here (inferred), and up to 6.7 each adds to trace install, because all of them stop for it.',
  },
  'vm.deviceState': {
    label: 'Device state',
    help: 'Size of the checkpoint with the state of the processors and virtual devices, such as network and SVGA display, in MB. It is saved and sent in the stun, beside the last pages: more of it means a longer stun where it takes longer than they do. Beyond the checkpoint limit the migration fails.',
  },
  'vm.vgpuMemory': {
    label: 'vGPU frame buffer',
    help: 'Frame buffer in use by all vGPUs, in GB; 0: none. Up to 8.0 it crosses in the stun: 7.5 s a GB in 6.7 U1, less later; beyond 100 s the migration fails. Before 6.7 U1 such a VM cannot move.',
  },
  'vm.vgpuChanging': {
    label: 'Frame buffer that changes',
    help: 'Share of the frame buffer that the GPU keeps writing, in percent. From 9.0 on only this crosses in the stun.',
  },
  'vm.memoryReservation': {
    label: 'Memory reservation',
    help: 'Share of its memory that the VM reserves, in percent. The destination must have as much left.',
  },
  'vm.cpuReservation': {
    label: 'CPU reservation',
    help: 'Share of its vCPUs that the VM reserves, in percent. The destination must have as much left.',
  },
} as const satisfies Record<string, ParameterText>
