/** The failure catalogue in words (facts 6.2): what goes wrong, what the client says, and how it ends. */
import type { RunsOn } from '../engine/facts.ts'
import type { FailureCase, FailureCaseId, FailureStage, Strike } from '../catalogue/failures.ts'
import type { ClientProgress } from '../report/client.ts'

export interface FailureCaseText {
  readonly name: string
  /** What is wrong, and what to look at. */
  readonly text: string
  /** What vCenter or the log says; in quotation marks where it is a real line. */
  readonly says: string
  readonly sources: string
}

const SAYS_LOST = '“Connection closed by remote host, possibly due to timeout”'

export const FAILURE_CASE_TEXT: Readonly<Record<FailureCaseId, FailureCaseText>> = {
  'evc-mismatch': {
    name: 'The CPUs do not match',
    text: 'The VM uses CPU features that the destination lacks. The checks refuse; nothing moves. EVC on the cluster prevents it.',
    says: 'FeatureRequirementsNotMet, before 5.1 CpuIncompatible',
    sources: 'API',
  },
  'attached-device': {
    name: 'A local device is attached',
    text: 'A CD or a USB stick of the source host is attached to the VM and cannot come along. Detach it and try again.',
    says: 'DisallowedMigrationDeviceAttached',
    sources: 'API',
  },
  'memory-admission': {
    name: 'The destination cannot reserve the memory',
    text: 'The VM reserves more memory than the destination has left. The checks refuse; nothing moves. Without a reservation they let it pass, and the memory runs out on the way.',
    says: '“The host does not have sufficient memory resources to satisfy the reservation.”',
    sources: 'API',
  },
  'vcenter-down-before': {
    name: 'vCenter goes down before the hosts begin',
    text: 'The migration has been asked for, but vCenter has not made its last call. The hosts never begin, and undo what they have prepared.',
    says: 'nothing: the task is gone with vCenter',
    sources: 'inferred from the order of the calls (GOVMOMI)',
  },
  'no-vmotion-network': {
    name: 'No vMotion network',
    text: 'A missing vmknic, a VLAN, a firewall or a wrong subnet: the hosts never reach each other, and the client waits at about 10 %.',
    says: '“The vMotion failed because the destination host did not receive data from the source host on the vMotion network”; before 4.1 “Failed waiting for data. Error 16. Invalid argument”',
    sources: 'KB 1030264, KB 321009, VMKERR, ELA, RSS2',
  },
  'mtu-mismatch': {
    name: 'The path drops jumbo frames',
    text: 'Small packets pass, so the connection stands; full-size packets are dropped. It stalls at once and ends after the network timeout. Test it with vmkping -d -s 8972.',
    says: '“connection timed out” or “lost connection to peer”',
    sources: 'KB 417889',
  },
  'destination-memory': {
    name: 'The destination runs out of memory',
    text: 'Something else takes the memory over there. The destination stops reading, warns after 10 s, and the sends come to a halt.',
    says: '“Out of memory” at the destination, a lost connection at the source',
    sources: 'ELA, REL9',
  },
  'destination-full': {
    name: 'The VM does not fit into the destination’s memory',
    text: 'Nothing is reserved, so the checks let the VM pass. Its pages fill the free memory over there; then the destination takes no more, and the migration waits until it fails.',
    says: '“Out of memory” at the destination, a lost connection at the source',
    sources: 'ELA, REL9; that nothing is freed meanwhile is inferred',
  },
  'destination-cpu': {
    name: 'The destination runs out of CPU',
    text: 'The receiving threads get no CPU time. The sender’s buffer fills, no more goes out, and the keepalive of the connection fails.',
    says: SAYS_LOST,
    sources: 'NEST, VMKERR',
  },
  'link-cut-pre-copy': {
    name: 'The cable is cut while memory is copied',
    text: 'Neither host is notified: silence is all that they notice, for 20 s. The copy is in vain; the VM ran on the source all the time.',
    says: SAYS_LOST,
    sources: 'KB 417889, VMKERR',
  },
  'no-convergence': {
    name: 'It does not converge',
    text: 'The guest writes faster than the wire sends, and SDPS is off. After three passes without progress (the number is inferred) vMotion gives up.',
    says: '“Migration failed due to lack of pre-copy forward progress”',
    sources: 'KG11, VMKERR',
  },
  'vcenter-down': {
    name: 'vCenter goes down in the middle',
    text: 'vCenter started the migration and carries none of its data. Hosts go on alone; only the inventory learns of it later.',
    says: 'nothing: the migration completes, but vCenter hears nothing of it',
    sources: 'OPV',
  },
  'latency-above-limit': {
    name: 'The round trip is above the limit',
    text: '4.1 supports 5 ms; this run has 44. Nothing breaks: it is slower, and outside of what VMware supported.',
    says: 'nothing: it completes, unsupported',
    sources: 'DOC601, YB-HIST',
  },
  'switchover-too-long': {
    name: 'The switchover takes too long',
    text: 'A vGPU with 16 GB on 6.7: its frame buffer crosses in the stun and needs more than 100 s. The VM stands still for all of it, then runs on where it was.',
    says: '“The migration has exceeded the maximum switchover time of 100 second(s)”',
    sources: 'KB 320352, KB 314376',
  },
  'checkpoint-too-big': {
    name: 'The device state is too large',
    text: 'A VM of 5.0 with a large display: 20 MB of device state, but its checkpoint takes at most 16 MiB. The VM stands still for a moment, then runs on where it was.',
    says: '“Failed waiting for data. Error bad0006. Limit exceeded.”',
    sources: 'KB 2005741',
  },
  'destination-dies-before': {
    name: 'The destination dies before the handshake',
    text: 'The VM is stopped, the last pages are on their way, and the host over there is gone. The source still owns the VM and lets it run again, after 20 s of silence.',
    says: '“The source detected that the destination failed to resume.”',
    sources: 'KB1010634, FLO; the survivor is inferred',
  },
  'no-resume': {
    name: 'The destination cannot resume',
    text: 'Everything has come, and the VM does not start over there: a file, a device or a CPU feature is missing. The handshake never comes, so the source lets the VM run on at once.',
    says: '“The source detected that the destination failed to resume.”',
    sources: 'FLO, BUGZERO',
  },
  'destination-dies-after': {
    name: 'The destination dies after the handshake',
    text: 'The VM already ran over there. The source cannot take it back: its memory is outdated. Only a restart from disk helps, as vSphere HA does it.',
    says: 'the host does not respond',
    sources: 'KB1010634; the outcome is inferred',
  },
  'link-cut-page-in-file': {
    name: 'The cable is cut during page-in, 4.1',
    text: 'The VM runs at the destination and pages are still missing there. 4.1 has a file on shared storage for this: the rest goes through it.',
    says: 'nothing: the migration completes, slower',
    sources: 'YB-QR',
  },
  'link-cut-page-in': {
    name: 'The cable is cut during page-in, 6.7',
    text: '6.0 to 6.7 resume before the last pages have come, and have no such file. Pages that never arrive cost the VM its life (inferred).',
    says: '“Remote page fault failure”',
    sources: 'YB-QR; the outcome is inferred',
  },
}

const STRIKE_TEXT: Readonly<Record<Strike, string>> = {
  'first-pass': 'in the middle of pass −1',
  stun: 'in the middle of the stun',
  'page-in': 'in the middle of page-in',
  'after-resume': 'right after the resume',
}

export const FAILURE_STAGES: Readonly<Record<FailureStage, string>> = {
  checks: 'Before it starts',
  connect: 'While the hosts connect',
  copy: 'While memory is copied',
  switchover: 'In the switchover',
  after: 'After the handshake',
}

const RUNS_ON_TEXT: Readonly<Record<RunsOn, string>> = {
  source: 'runs on at the source',
  destination: 'runs at the destination',
  lost: 'is lost',
}

export const FAILURES_TEXT = {
  intro:
    'Each failure runs on the VM of the screen, where it can, and to its real end: what the client says, where its progress bar stops, who has the VM.',
  run: 'Let it happen',
  strikes: ({ strikes }: FailureCase) => (strikes ? STRIKE_TEXT[strikes] : 'from the beginning'),
  own: 'with a VM of its own',
  says: 'The client says',
  progress: 'Progress bar',
  survivor: 'The VM',
  runsOn: (host: RunsOn) => RUNS_ON_TEXT[host],
  current: 'on the screen',
  moment: 'It strikes at',
} as const

/** "about 57 %", "0 to 9 %"; all of it inferred but for its anchors. */
export function progressText({ least, most }: ClientProgress): string {
  if (least === 100) return 'reaches 100 %'
  return least === most ? `about ${least} %` : `${least} to ${most} %`
}
