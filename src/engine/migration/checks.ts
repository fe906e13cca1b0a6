/** The checks before a migration: what is refused never starts, and the VM does not notice (facts 1.6). */
import type { FailureReason } from '../facts.ts'
import { lacksCpu, lacksFeatures, lacksMemory } from '../host/capacity.ts'
import type { Nanoseconds } from '../units.ts'
import { encryptionOf } from '../network/encryption.ts'
import type { MigrationContext } from './context.ts'
import { failOnSource, type Ending } from './failure.ts'
import { addPhase } from './journal.ts'
import { interrupt, interruptionIn } from './interruption.ts'
import { connection, recordDeadWire, recordPreparation } from './prepare.ts'
import { failsItself } from './schedule.ts'
import { recordStalls } from './stalls.ts'
import { netTimeout } from './timeouts.ts'
import type { Slices } from '../work.ts'

/** Why the migration cannot start; undefined when it can. */
export function refusal({
  scenario,
  generation,
  schedule,
}: Pick<MigrationContext, 'scenario' | 'generation' | 'schedule'>): FailureReason | undefined {
  if (lacksFeatures(scenario, scenario.failure)) return 'cpu-incompatible'
  if (generation.family === 'vSphere') {
    if (lacksMemory(scenario)) return 'insufficient-memory'
    if (lacksCpu(scenario)) return 'insufficient-cpu'
  }
  if (failsItself(schedule, 'attached-device')) return 'device-attached'
  if (encryptionOf(scenario, generation.network) === 'refused') return 'encryption-not-available'
  if (scenario['vm.vgpuMemory'] > 0 && generation.vgpu.policy === 'none')
    return 'vgpu-not-supported'
  return undefined
}

export function* refuse(context: MigrationContext, reason: FailureReason): Slices<Ending> {
  const { journal, model, generation } = context
  const { checksEnd } = generation.timing
  const broken = interruptionIn(context, 0, checksEnd)
  yield* model.runUntraced(broken?.at ?? checksEnd, 1, 1)
  journal.facts.push({ kind: 'migration-requested', at: 0 })
  if (broken !== undefined) {
    addPhase(journal, 'prepare', 0, broken.at)
    return yield* interrupt(context, broken)
  }
  addPhase(journal, 'prepare', 0, checksEnd)
  return yield* failOnSource(context, checksEnd, reason)
}

/** When the attempt to connect ends in vain, `Migrate.NetTimeout` after it began; undefined when it succeeds. */
export function connectionEnds(context: MigrationContext): Nanoseconds | undefined {
  if (failsItself(context.schedule, 'no-vmotion-network'))
    return context.generation.timing.prepared + netTimeout(context.scenario)
  const { at, by } = connection(context)
  return at > by ? by : undefined
}

/** The hosts never reach each other: the connection attempt ends after the network timeout, at about 10 % (facts 6.2). */
export function* cannotConnect(context: MigrationContext, givenUp: Nanoseconds): Slices<Ending> {
  const { journal, model, scenario, schedule } = context
  const broken = interruptionIn(context, 0, givenUp)
  const end = broken?.at ?? givenUp
  yield* model.runUntraced(end, 1, 1)
  recordPreparation(context, broken === undefined ? Infinity : end)
  recordDeadWire(context, end)
  // Without a vMotion network the wire is not dead: there is none.
  const stalled = givenUp - netTimeout(scenario)
  if (failsItself(schedule, 'no-vmotion-network') && stalled < end) recordStalls(context, [stalled])
  addPhase(journal, 'prepare', 0, end)
  if (broken !== undefined) return yield* interrupt(context, broken)
  return yield* failOnSource(context, end, 'connection-failed')
}
