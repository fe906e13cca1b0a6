/** What the client shows when a migration fails: the message of the source's VMX, or the fault of the check that refused. */
import { compatibilityChecks } from '../engine/host/compatibility.ts'
import { failureLines } from '../logs/failures.ts'
import { createIdentity } from '../logs/identity.ts'
import { defaultStart, versionOf } from '../logs/versions.ts'
import type { Summary } from './summary.ts'

export interface ClientMessage {
  readonly text: string
  /** No genuine line of these words is known for this failure. */
  readonly verified: boolean
}

/** Undefined where nothing is known: it succeeded, nobody is left to say it, or the version left no words. */
export function clientMessage(summary: Summary): ClientMessage | undefined {
  const { failure, facts, stun, input } = summary
  if (failure === undefined || failure === 'vm-lost') return undefined
  if (!facts.some(({ kind }) => kind === 'checks-passed')) {
    const fault = compatibilityChecks(summary).find(({ result }) => result === 'refused')?.fault
    return fault === undefined ? undefined : { text: fault, verified: true }
  }
  const version = versionOf(input.scenario.generation)
  if (version === undefined) return undefined
  const { hosts } = createIdentity(input, version, defaultStart(version))
  const lines = failureLines(failure, {
    version,
    address: hosts.destination.address(0),
    maxSwitchoverSeconds: input.scenario['vmotion.maxSwitchoverSeconds'],
    duringSwitchover: stun.end > stun.start,
  })
  return lines && { text: lines.message.text, verified: lines.message.verified }
}
