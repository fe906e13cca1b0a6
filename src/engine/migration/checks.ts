/** The checks before a migration: what is refused never starts, and the VM does not notice (facts 1.6). */
import type { FailureReason } from '../facts.ts'
import { encryptionOf } from '../network/encryption.ts'
import type { MigrationContext } from './context.ts'
import { failOnSource, type Ending } from './failure.ts'
import { netTimeout } from './faults.ts'
import { addPhase } from './journal.ts'
import { CHECKS_END, PREPARED, SPEC_SENT } from './phase-times.ts'

/** Why the migration cannot start; undefined when it can. */
export function refusal({
  scenario,
  generation,
  fault,
}: MigrationContext): FailureReason | undefined {
  if (fault?.name === 'evc-mismatch') return 'cpu-incompatible'
  if (fault?.name === 'attached-device') return 'device-attached'
  if (encryptionOf(scenario, generation.network) === 'refused') return 'encryption-not-available'
  if (scenario['vm.vgpuMemory'] > 0 && generation.vgpu === 'none') return 'vgpu-not-supported'
  return undefined
}

export function* refuse(
  context: MigrationContext,
  reason: FailureReason,
): Generator<undefined, Ending> {
  const { journal, model, fault } = context
  yield* model.runUntraced(CHECKS_END, 1, 1)
  journal.facts.push({ kind: 'migration-requested', at: 0 })
  if (fault !== undefined && fault.at <= CHECKS_END) {
    journal.facts.push({ kind: 'fault-injected', at: fault.at, fault: fault.name })
  }
  addPhase(journal, 'prepare', 0, CHECKS_END)
  return yield* failOnSource(context, CHECKS_END, reason)
}

/** The hosts never reach each other: the connection attempt ends after the network timeout, at about 10 % (facts 6.2). */
export function* cannotConnect(context: MigrationContext): Generator<undefined, Ending> {
  const { journal, model, scenario, fault } = context
  const end = Math.min(PREPARED, Math.max(SPEC_SENT, fault!.at)) + netTimeout(scenario)
  yield* model.runUntraced(end, 1, 1)
  journal.facts.push(
    { kind: 'migration-requested', at: 0 },
    { kind: 'checks-passed', at: CHECKS_END },
    { kind: 'spec-sent', at: SPEC_SENT },
    { kind: 'fault-injected', at: fault!.at, fault: fault!.name },
    {
      kind: 'wire-stalled',
      at: end - netTimeout(scenario),
      timeoutNanoseconds: netTimeout(scenario),
    },
  )
  addPhase(journal, 'prepare', 0, end)
  return yield* failOnSource(context, end, 'connection-failed')
}
