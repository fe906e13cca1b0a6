/** The checks before a migration: what is refused never starts, and the VM does not notice (facts 1.6). */
import type { FailureReason } from '../facts.ts'
import { encryptionOf } from '../network/encryption.ts'
import type { MigrationContext } from './context.ts'
import { addPhase } from './journal.ts'
import { CHECKS_END } from './prepare.ts'
import { failedBeforeStun, fail, type SwitchoverResult } from './switchover.ts'

/** Why the migration cannot start; undefined when it can. */
export function refusal({ scenario, generation }: MigrationContext): FailureReason | undefined {
  if (encryptionOf(scenario, generation.network) === 'refused') return 'encryption-not-available'
  if (scenario['vm.vgpuMemory'] > 0 && generation.vgpu === 'none') return 'vgpu-not-supported'
  return undefined
}

export function* refuse(context: MigrationContext, reason: FailureReason): Generator<undefined, SwitchoverResult> {
  const { journal, model } = context
  yield* model.runUntraced(CHECKS_END, 1, 1)
  journal.facts.push({ kind: 'migration-requested', at: 0 })
  addPhase(journal, 'prepare', 0, CHECKS_END)
  return failedBeforeStun(yield* fail(context, CHECKS_END, reason), reason)
}
