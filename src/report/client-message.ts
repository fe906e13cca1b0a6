/** What the client shows when a migration fails: the message of the source's VMX, or the fault of the check that refused. */
import { hostAddresses } from '../engine/host/addresses.ts'
import { compatibilityChecks } from '../engine/host/compatibility.ts'
import { versionNumber } from '../engine/host/versions.ts'
import { failureMessages } from '../logs/story/failure-messages.ts'
import type { Summary } from './summary.ts'

export interface ClientMessage {
  readonly text: string
  /** False where no genuine line of these words is known for this failure. */
  readonly verified: boolean
}

/** Undefined where there is no message: it succeeded, no host is left to report it, or no words of the version are known. */
export function clientMessage(summary: Summary): ClientMessage | undefined {
  const { failure, facts, stun, input } = summary
  if (failure === undefined || failure === 'vm-lost') return undefined
  if (!facts.some(({ kind }) => kind === 'checks-passed')) {
    const fault = compatibilityChecks(summary).find(({ result }) => result === 'refused')?.fault
    return fault === undefined ? undefined : { text: fault, verified: true }
  }
  const version = versionNumber(input.scenario.generation)
  if (version === undefined) return undefined
  const { destination } = hostAddresses(input.scenario)
  const lines = failureMessages(failure, {
    version,
    address: destination.vmotion[0]!,
    maxSwitchoverSeconds: input.scenario['vmotion.maxSwitchoverSeconds'],
    duringSwitchover: stun.end > stun.start,
  })
  return lines && { text: lines.message.text, verified: lines.message.verified }
}
