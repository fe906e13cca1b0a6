/**
 * What the logs say when a migration fails: VMkernel's status with its code (facts 5.3), and the message that the VMX
 * keeps for vCenter. Codes differ between versions: the text is what counts.
 */
import type { Fact, FailureReason } from '../../engine/facts.ts'
import { connectionLost, notConnected } from './connection-messages.ts'
import {
  CLOSED,
  DESTINATION_FAILED,
  ipInHex,
  message,
  precopyFailure,
  status,
  type FailureContext,
  type FailureMessages,
  type Message,
  type Status,
} from './failure-words.ts'

// KB 308477 = 2005741 has it from the VMX; no line of VMkernel is published.
const LIMIT_EXCEEDED = status('Limit exceeded', '0xbad0006')
const ABORTED = status('IO was aborted', '0xbad00e0', [5])
const NO_PROGRESS = status('Migration failed due to lack of pre-copy forward progress', '0xbad0109')
const NO_MEMORY = status('Out of memory', '0xbad0014')
const NO_PAGE = status('Remote page fault failure', '0xbad0121')

function tooLong(version: number): Status {
  const why = 'Maximum switchover time for migration exceeded'
  // 4.x prints the code that later belongs to another status (KB 307365).
  return version < 5 ? status(why, '0xbad0109', [4]) : status(why, '0xbad0107')
}

function switchoverMessage(seconds: number): Message {
  return message(
    'msg.checkpoint.migration.maxSwitchoverTimeExceeded',
    `The migration has exceeded the maximum switchover time of ${seconds} second(s). ESX has preemptively failed the migration to allow the VM to continue running on the source. To avoid this failure, either increase the maximum allowable switchover time or wait until the VM is performing a less intensive workload.`,
    [7, 8, 9],
  )
}

/** What does not fit any more: published lines print a block of 16,384 bytes, once 688 bytes before the limit. */
const BLOCK_BYTES = 16_384
const BYTES_BEFORE_LIMIT = 688

/**
 * The destination refuses the first block beyond what its checkpoint takes (KB 308477). That the source has the words that the
 * article prints of another migration's source, of 6.5, is inferred; so is whose address the destination names.
 */
function tooBig({ sourceAddress, migrationId, checkpointLimit }: FailureContext): FailureMessages {
  const offset = checkpointLimit - BYTES_BEFORE_LIMIT
  const refused = `Failed to write checkpoint data (offset ${offset}, size ${BLOCK_BYTES}): Limit exceeded.`
  return {
    source: LIMIT_EXCEEDED,
    destination: LIMIT_EXCEEDED,
    message: message('msg.checkpoint.migration.writefail', refused, [6]),
    destinationPost: {
      event: {
        kind: 'chkpt-too-big',
        address: ipInHex(sourceAddress),
        id: migrationId,
        length: BLOCK_BYTES,
        offset,
        limit: checkpointLimit,
      },
      seen: [5],
    },
    client: 'A general system error occurred: Failed to flush checkpoint data!',
    clientVerified: true,
    verified: false,
  }
}

/** Whether a run ended before its first page was sent. */
export function nothingWasSent(facts: readonly Fact[]): boolean {
  return !facts.some((fact) => fact.kind === 'pass-ended' && fact.pagesSent > 0)
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
    case 'insufficient-memory':
    case 'insufficient-cpu':
    // No log of a host is known in which vCenter, or the destination's agent, is gone before the hosts begin.
    case 'vcenter-lost':
    case 'destination-not-responding':
    case 'cancelled':
    case 'source-host-lost':
      return undefined
    case 'checkpoint-too-big':
      return tooBig(context)
    case 'lack-of-forward-progress':
      return {
        source: NO_PROGRESS,
        destination: CLOSED,
        message: precopyFailure(address, NO_PROGRESS),
        clientVerified: false,
        verified: false,
      }
    case 'maximum-switchover-time':
      return {
        source: ABORTED,
        destination: tooLong(context.version),
        message: switchoverMessage(context.maxSwitchoverSeconds),
        clientVerified: true,
        verified: true,
      }
    case 'connection-failed':
      return notConnected(context.version)
    case 'connection-lost':
      return connectionLost(context)
    case 'destination-failed-to-resume':
      return {
        source: ABORTED,
        destination: ABORTED,
        message: DESTINATION_FAILED,
        clientVerified: true,
        verified: false,
      }
    case 'destination-out-of-memory':
      return {
        source: CLOSED,
        destination: NO_MEMORY,
        message: precopyFailure(address, CLOSED),
        clientVerified: true,
        verified: false,
      }
    case 'vm-lost':
      return {
        source: CLOSED,
        destination: NO_PAGE,
        message: precopyFailure(address, CLOSED),
        clientVerified: false,
        verified: false,
      }
  }
}
