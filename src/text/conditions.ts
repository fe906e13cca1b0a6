/** The conditions of "pause when …": each as it completes that sentence, and why playback stopped. */
import { GIB } from '../engine/units.ts'
import type { PauseCondition, PauseFact } from '../recording/pause-condition.ts'
import { pageAddress } from './address.ts'
import { formatNumber, formatSeconds } from './format.ts'

/** Conditions without a number of their own, the likely ones first. */
export const FACT_CONDITIONS: Readonly<Record<PauseFact, string>> = {
  'pass-began': 'a pass begins',
  'stun-began': 'the stun begins',
  'sdps-engaged': 'SDPS starts',
  'convergence-test': 'the VMM asks whether to switch over',
  resumed: 'the VM resumes',
  'trace-install-began': 'traces are installed',
  'trace-install-ended': 'every write is noticed',
  'pass-ended': 'a pass ends',
  'sdps-check': 'SDPS is considered in pass −1',
  'sdps-sleep': 'SDPS makes vCPUs sleep longer',
  'stun-part': 'a part of the stun is done',
  'page-in-began': 'page-in begins',
  'page-in-ended': 'page-in ends',
  'changed-file-used': 'the file on shared storage steps in',
  'checks-passed': 'the checks are passed',
  'spec-sent': 'the migration spec is sent',
  'destination-ready': 'the destination is ready',
  'bandwidth-limited': 'the bandwidth is settled',
  'network-announced': 'the network learns where the VM is',
  'wire-stalled': 'the wire stalls',
  'destination-low-on-memory': 'the destination waits for memory',
  'fault-injected': 'a failure strikes',
  intervened: 'a person intervenes',
  'dial-turned': 'a dial is turned in mid-run',
  'migration-completed': 'the migration is done',
  'migration-failed': 'the migration fails',
}

export function conditionText(condition: PauseCondition): string {
  switch (condition.kind) {
    case 'fact':
      return FACT_CONDITIONS[condition.fact]
    case 'dirty-above-bandwidth':
      return 'newly dirty bytes exceed the bandwidth'
    case 'left-below':
      return `less than ${formatNumber(condition.bytes / GIB, 3)} GiB is left`
    case 'page-sent':
      return `page ${pageAddress(condition.page)} is sent`
  }
}

/** Why playback stands: "Paused at 66.3 s: a pass begins." */
export function pausedText(time: number, conditions: readonly PauseCondition[]): string {
  return `Paused at ${formatSeconds(time)}: ${conditions.map(conditionText).join('; ')}.`
}
