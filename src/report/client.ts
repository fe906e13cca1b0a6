/** What the client shows of a migration that ends: where its progress bar stands, and the message of a failure. */
import { isUnending } from '../engine/facts.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import { hostAddresses } from '../engine/host/addresses.ts'
import { compatibilityChecks, FAULT_WORDS } from '../engine/host/compatibility.ts'
import { migrationId } from '../engine/host/migration-id.ts'
import { versionNumber } from '../engine/host/versions.ts'
import { checkpointLimit } from '../engine/migration/checkpoint-limit.ts'
import { failureMessages, nothingWasSent } from '../logs/story/failure-messages.ts'
import type { Summary } from './summary.ts'

/** In percent. Least and most differ where the evidence says no more than that. */
export interface ClientProgress {
  readonly least: number
  readonly most: number
}

const between = (least: number, most: number = least): ClientProgress => ({ least, most })
const FIRST_PASS = { from: 15, to: 65 }

/**
 * Where the progress bar stands. Only loosely documented: connection set-up until 10 % (ELA, KB 321009), 14 % without a path
 * for data (RSS2), 70 % in the switchover (KB 320352), 72 % at the resume (FLO). What lies between is the mapping of
 * facts 6.3 and inferred.
 */
export function clientProgress({ outcome, failure, phases, passes }: Summary): ClientProgress {
  if (outcome === 'completed') return between(100)
  const last = phases.findLast(({ kind }) => kind !== 'cleanup')
  if (failure === 'vm-lost') return between(72, 99)
  switch (last?.kind) {
    case undefined:
    case 'prepare':
      return failure === 'connection-failed' ? between(10) : between(0, 9)
    case 'frame-buffer':
    case 'trace':
      return between(10, 14)
    case 'pass': {
      const row = passes.at(-1)
      if (!row || row.pass >= 0) return between(65, 70)
      if (row.pagesSent === 0) return between(10, 14)
      const { from, to } = FIRST_PASS
      return between(Math.round(from + ((to - from) * row.pagesSent) / row.pagesToSend))
    }
    case 'switchover':
      if (failure === 'destination-failed-to-resume') return between(72)
      return between(70, 72)
    case 'page-in':
    case 'cleanup':
      return between(72, 99)
  }
}

/** What vCenter makes of the failure, mostly the message of the source's VMX; or the fault of the check that refused. */
export interface ClientMessage {
  readonly text: string
  /** False where these words are not published for this failure. */
  readonly verified: boolean
}

/** Undefined where there is no message: it succeeded or goes on, no host is left to report it, or no words of the version are known. */
export function clientMessage(summary: Summary): ClientMessage | undefined {
  const { failure, facts, stun, input } = summary
  if (failure === undefined || failure === 'vm-lost' || isUnending(failure)) return undefined
  if (!facts.some(({ kind }) => kind === 'checks-passed')) {
    const fault = compatibilityChecks(summary).find(({ result }) => result === 'refused')?.fault
    return fault === undefined ? undefined : { text: FAULT_WORDS[fault] ?? fault, verified: true }
  }
  const version = versionNumber(input.scenario.generation)
  if (version === undefined) return undefined
  const { source, destination } = hostAddresses(input.scenario)
  const lines = failureMessages(failure, {
    version,
    migrationId: migrationId(input).decimal,
    sourceAddress: source.vmotion[0]!,
    address: destination.vmotion[0]!,
    checkpointLimit: checkpointLimit(input.scenario, GENERATIONS[input.scenario.generation]),
    maxSwitchoverSeconds: input.scenario['vmotion.maxSwitchoverSeconds'],
    duringSwitchover: stun.end > stun.start,
    nothingSent: nothingWasSent(facts),
  })
  return lines && { text: lines.client ?? lines.message.text, verified: lines.clientVerified }
}
