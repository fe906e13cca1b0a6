/** The field's words for what the engine names by id: phases, parts of the stun, decisions, limits, reasons. */
import {
  isUnending,
  type Decision,
  type FaultName,
  type LimitName,
  type PassRow,
  type PhaseKind,
  type StunPartName,
  type UncompletedReason,
} from '../engine/facts.ts'
import { passUnderWay, type Summary } from '../report/summary.ts'

export const PHASE_NAMES: Readonly<Record<PhaseKind, string>> = {
  prepare: 'Prepare',
  'frame-buffer': 'Frame buffer',
  trace: 'Trace install',
  pass: 'Pass',
  switchover: 'Switchover',
  'page-in': 'Page-in',
  cleanup: 'Cleanup',
}

export const STUN_PART_NAMES: Readonly<Record<StunPartName, string>> = {
  quiesce: 'Quiesce',
  checkpoint: 'Checkpoint',
  lastPages: 'Last pages',
  frameBuffer: 'Frame buffer',
  bitmap: 'Bitmap',
  resume: 'Resume',
}

export const DECISION_NAMES: Readonly<Record<Decision, string>> = {
  switchover: 'switch over',
  'next-pass': 'next pass',
  sdps: 'SDPS',
  'quick-resume': 'Quick Resume',
  fail: 'give up',
}

/** Where a pass never came to its end: nothing was decided. */
const UNDECIDED = '–'

/** What was decided after a pass of the run; a pass that follows and is not simulated is told from one that is. */
export function decisionText(summary: Summary, row: PassRow): string {
  const name = DECISION_NAMES[row.decision]
  if (row.pass !== summary.passes.at(-1)?.pass) return name
  if (passUnderWay(summary)) return UNDECIDED
  return isUnending(summary.failure) ? `${name}, not simulated` : name
}

/** Completes the sentence "The bandwidth is limited by …". */
export const LIMIT_NAMES: Readonly<Record<LimitName, string>> = {
  link: 'the line rate of the link',
  stream: 'what the streams carry',
  bus: 'the bus behind the NIC',
  window: 'the socket buffer: one buffer for each round trip',
  loss: 'packet loss',
  'source-cpu': 'the CPU of the source host',
  'destination-cpu': 'the CPU of the destination host',
  'traffic-shaping': 'traffic shaping',
}

export const FAILURE_NAMES: Readonly<Record<UncompletedReason, string>> = {
  'never-ends': 'no later pass can ever leave little enough to switch over',
  'thirty-days': 'the simulation stops after 30 days',
  'too-many-copies': 'no more passes can be simulated',
  'lack-of-forward-progress': 'lack of pre-copy forward progress',
  'maximum-switchover-time': 'the maximum switchover time was exceeded',
  'encryption-not-available': 'encryption is required and a host cannot encrypt',
  'vgpu-not-supported': 'this version cannot move a VM with a vGPU',
  'cpu-incompatible': 'the CPU of the destination lacks features that the VM uses',
  'device-attached': 'a device of the source host is attached to the VM',
  'insufficient-memory': 'the destination host cannot reserve the memory that the VM needs',
  'insufficient-cpu': 'the destination host cannot reserve the CPU that the VM needs',
  'vcenter-lost': 'vCenter went down before it had given the hosts all they need',
  'destination-not-responding': 'the destination host does not answer vCenter',
  'connection-failed': 'the vMotion networks of the hosts do not reach each other',
  'connection-lost': 'the vMotion connection was lost',
  'checkpoint-too-big': 'the device state exceeds what the checkpoint may take',
  'destination-failed-to-resume': 'the destination failed to resume the VM',
  'destination-out-of-memory': 'the destination host ran out of memory',
  'vm-lost': 'the VM ran at the destination already, and its memory there is gone',
  'source-host-lost': 'the source host lost its power, and with it memory that the VM needs',
  cancelled: 'it was cancelled',
}

/** Failures on demand, as a sentence names them. */
export const FAULT_NAMES: Readonly<Record<FaultName, string>> = {
  'no-vmotion-network': 'no vMotion network',
  'mtu-mismatch': 'the path drops jumbo frames',
  'destination-memory': 'the destination has no memory left',
  'destination-cpu': 'the destination has no CPU left',
  'evc-mismatch': 'the CPUs do not match',
  'attached-device': 'a local device is attached',
  'link-cut': 'the cable is cut',
  'vcenter-down': 'vCenter goes down',
  'destination-dies': 'the destination host dies',
  'no-resume': 'the destination cannot resume the VM',
}
