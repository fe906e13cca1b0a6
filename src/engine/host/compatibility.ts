/**
 * The checks before a migration, with the faults that the API names (facts 1.6; the two of admission: VIM API), and what
 * they say in a run. They look at configuration: whether packets arrive is only found out when the hosts connect.
 */
import type { FailureReason } from '../facts.ts'
import type { Nanoseconds } from '../units.ts'
import { factOf, type FinishedRun } from './finished-run.ts'
import { since } from './versions.ts'

export type CheckId =
  | 'licence'
  | 'protocol'
  | 'cpu-features'
  | 'memory-admission'
  | 'cpu-admission'
  | 'vmotion-network'
  | 'link'
  | 'port-groups'
  | 'storage'
  | 'swap'
  | 'devices'
  | 'vgpu'
  | 'encryption'

export interface CompatibilityCheck {
  readonly id: CheckId
  /** Faults with which this check can refuse; none where no source names one. */
  readonly faults: readonly string[]
  /** Warns instead of refusing. */
  readonly warnings: readonly string[]
  readonly result: 'passed' | 'refused'
  /** The fault of this run. */
  readonly fault: string | undefined
  /** Placed evenly within the checks: no source gives times (inferred). */
  readonly at: Nanoseconds
}

/** What vCenter says to the faults of which its words are known: public lists of its errors. */
export const FAULT_WORDS: { readonly [Fault in string]?: string } = {
  InsufficientHostMemoryCapacityFault:
    'The host does not have sufficient memory resources to satisfy the reservation.',
  InsufficientHostCpuCapacityFault:
    'The host does not have sufficient CPU resources to satisfy the reservation.',
}

interface Check {
  readonly id: CheckId
  readonly faults: readonly string[]
  readonly warnings?: readonly string[]
}

const CHECKS: readonly Check[] = [
  { id: 'licence', faults: ['VMotionNotLicensed'] },
  { id: 'protocol', faults: ['VMotionProtocolIncompatible'] },
  { id: 'cpu-features', faults: ['CpuIncompatible', 'FeatureRequirementsNotMet'] },
  { id: 'memory-admission', faults: ['InsufficientHostMemoryCapacityFault'] },
  { id: 'cpu-admission', faults: ['InsufficientHostCpuCapacityFault'] },
  { id: 'vmotion-network', faults: ['VMotionNotConfigured', 'VmotionInterfaceNotEnabled'] },
  { id: 'link', faults: ['VMotionLinkDown'], warnings: ['VMotionLinkCapacityLow'] },
  {
    id: 'port-groups',
    faults: [
      'CannotAccessNetwork',
      'MismatchedVMotionNetworkNames',
      'VMotionAcrossNetworkNotSupported',
    ],
  },
  { id: 'storage', faults: ['CannotAccessVmDisk', 'NonHomeRDMVMotionNotSupported'] },
  { id: 'swap', faults: ['UnsharedSwapVMotionNotSupported'] },
  {
    id: 'devices',
    faults: [
      'DisallowedMigrationDeviceAttached',
      'CannotAccessLocalSource',
      'RemoteDeviceNotSupported',
    ],
  },
]

/** Asked only where they matter. That they are checks at this point is how this model refuses; no fault name is known. */
const VGPU: Check = { id: 'vgpu', faults: [] }
const ENCRYPTION: Check = { id: 'encryption', faults: [] }

const REFUSED_BY: { readonly [Reason in FailureReason]?: CheckId } = {
  'cpu-incompatible': 'cpu-features',
  'device-attached': 'devices',
  'insufficient-memory': 'memory-admission',
  'insufficient-cpu': 'cpu-admission',
  'vgpu-not-supported': 'vgpu',
  'encryption-not-available': 'encryption',
}

/** The check that refused the run; undefined when it was not refused. */
export function refusedBy(run: FinishedRun): CheckId | undefined {
  if (factOf(run, 'checks-passed') !== undefined) return undefined
  const failed = factOf(run, 'migration-failed')
  return failed && REFUSED_BY[failed.reason]
}

export function compatibilityChecks(run: FinishedRun): readonly CompatibilityCheck[] {
  const { scenario } = run.input
  const checks = [
    ...CHECKS,
    ...(scenario['vm.vgpuMemory'] > 0 ? [VGPU] : []),
    ...(since(scenario.generation, '6.5') || scenario['network.encryption'] === 'required'
      ? [ENCRYPTION]
      : []),
  ]
  const refusing = refusedBy(run)
  const end = factOf(run, 'checks-passed')?.at ?? factOf(run, 'migration-failed')?.at ?? run.end
  return checks.map(({ id, faults, warnings = [] }, index) => {
    const refused = id === refusing
    return {
      id,
      faults,
      warnings,
      result: refused ? 'refused' : 'passed',
      fault: refused ? raisedFault(run, id, faults) : undefined,
      at: Math.round((end * (index + 1)) / checks.length),
    }
  })
}

/** Feature requirements replaced the register comparison with 5.1 (recalled from the API's history, so inferred). */
function raisedFault(run: FinishedRun, id: CheckId, faults: readonly string[]): string | undefined {
  if (id === 'cpu-features' && since(run.input.scenario.generation, '5.1'))
    return 'FeatureRequirementsNotMet'
  return faults[0]
}
