/** The states of the VMX, of hostd's lock and of the VM itself, explained. */
import type { Host } from '../../engine/facts.ts'
import type { LockState, VmPlace } from '../../engine/host/call.ts'
import type { VmxState } from '../../engine/host/vmx-states.ts'

export const VMX_STATE_TEXTS: Readonly<Record<Host, { readonly [State in VmxState]?: string }>> = {
  source: {
    NONE: 'No migration.',
    READY: 'Has the spec, waits for the start.',
    PRECOPY: 'Memory is copied; the VM runs.',
    CHECKPT: 'The VM is stopped, its devices are saved.',
    WAIT_HANDSHAKE: 'Waits for the destination’s reply; may still fall back.',
    FINISHED: 'Done, or failed.',
  },
  destination: {
    NONE: 'No migration.',
    INIT: 'Started empty, builds the devices.',
    WAITING: 'Memory is reserved; waits for data.',
    PRECOPY: 'Memory arrives.',
    CHECKPT: 'Receives and restores the device state.',
    FINISHED: 'Done, or failed. The name is inferred.',
  },
}

/** Where the VM stands, in one word for the head of the picture. */
export const VM_PLACE_TEXTS: Readonly<Record<VmPlace, string>> = {
  running: 'VM runs here',
  stunned: 'VM is stopped',
  stopped: 'handed over',
  masked: 'VM is masked',
  none: 'no VM',
}

export function lockText(lock: LockState): string {
  return lock ?? '–'
}
