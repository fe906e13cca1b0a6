/**
 * What the logs say when a migration fails: VMkernel's status with its code (facts 5.3), and the message that the VMX
 * keeps for vCenter. Codes differ between versions: the text is what counts.
 */
import type { FailureReason } from '../../engine/facts.ts'

export interface Status {
  readonly why: string
  readonly code: string
}

export interface FailureMessages {
  /** Undefined where that host logs no status. */
  readonly source: Status | undefined
  readonly destination: Status | undefined
  /** The message of the source's VMX. */
  readonly message: { readonly key: string; readonly text: string; readonly verified: boolean }
  /** False where no line of such a failure is published; its words come from lists and from memory. */
  readonly verified: boolean
}

const CLOSED: Status = {
  why: 'Connection closed by remote host, possibly due to timeout',
  code: '0xbad003f',
}
const TIMEOUT: Status = { why: 'Timeout', code: '0xbad0021' }
const ABORTED: Status = { why: 'IO was aborted', code: '0xbad00e0' }
const NO_PROGRESS: Status = {
  why: 'Migration failed due to lack of pre-copy forward progress',
  code: '0xbad0109',
}
const NO_RESOURCES: Status = {
  why: 'Migration failed to start due to lack of CPU or memory resources',
  code: '0xbad00a4',
}
const NO_MEMORY: Status = { why: 'Out of memory', code: '0xbad0014' }
const NO_PAGE: Status = { why: 'Remote page fault failure', code: '0xbad0121' }

function tooLong(version: number): Status {
  // 4.x prints the code that later belongs to another status (KB 307365).
  return {
    why: 'Maximum switchover time for migration exceeded',
    code: version < 5 ? '0xbad0109' : '0xbad0107',
  }
}

const precopyFailure = (address: string, { why, code }: Status, verified: boolean) => ({
  key: 'msg.checkpoint.precopyfailure',
  text: `Migration to host <${address}> failed with error ${why} (${code}).`,
  verified,
})

const DESTINATION_FAILED = {
  key: 'msg.migrate.fail.dst',
  text: 'The source detected that the destination failed to resume.',
  verified: true,
}

function switchoverMessage(seconds: number) {
  return {
    key: 'msg.checkpoint.migration.maxSwitchoverTimeExceeded',
    text: `The migration has exceeded the maximum switchover time of ${seconds} second(s). ESX has preemptively failed the migration to allow the VM to continue running on the source. To avoid this failure, either increase the maximum allowable switchover time or wait until the VM is performing a less intensive workload.`,
    verified: true,
  }
}

export interface FailureContext {
  readonly version: number
  /** The address of the destination. */
  readonly address: string
  readonly maxSwitchoverSeconds: number
  readonly duringSwitchover: boolean
}

/** Undefined where vCenter refuses the migration before it reaches a host, and where no line is known or none can be written. */
export function failureMessages(
  reason: FailureReason,
  context: FailureContext,
): FailureMessages | undefined {
  const { address } = context
  switch (reason) {
    case 'encryption-not-available':
    case 'vgpu-not-supported':
    case 'cpu-incompatible':
    case 'device-attached':
    case 'cancelled':
    case 'source-host-lost':
      return undefined
    case 'lack-of-forward-progress':
      return {
        source: NO_PROGRESS,
        destination: CLOSED,
        message: precopyFailure(address, NO_PROGRESS, false),
        verified: false,
      }
    case 'maximum-switchover-time':
      return {
        source: ABORTED,
        destination: tooLong(context.version),
        message: switchoverMessage(context.maxSwitchoverSeconds),
        verified: true,
      }
    case 'insufficient-resources':
      return {
        source: undefined,
        destination: NO_RESOURCES,
        message: precopyFailure(address, NO_RESOURCES, false),
        verified: false,
      }
    case 'connection-failed':
      return {
        source: TIMEOUT,
        destination: TIMEOUT,
        message: {
          key: 'msg.checkpoint.migration.nodata',
          text: 'Failed waiting for data. Error 16.',
          verified: false,
        },
        verified: false,
      }
    case 'connection-lost':
      return {
        source: CLOSED,
        destination: CLOSED,
        message: context.duringSwitchover
          ? DESTINATION_FAILED
          : precopyFailure(address, CLOSED, true),
        verified: true,
      }
    case 'destination-failed-to-resume':
      return { source: ABORTED, destination: ABORTED, message: DESTINATION_FAILED, verified: false }
    case 'destination-out-of-memory':
      return {
        source: CLOSED,
        destination: NO_MEMORY,
        message: precopyFailure(address, CLOSED, true),
        verified: false,
      }
    case 'vm-lost':
      return {
        source: CLOSED,
        destination: NO_PAGE,
        message: precopyFailure(address, CLOSED, false),
        verified: false,
      }
  }
}
