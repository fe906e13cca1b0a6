/** Encrypted vMotion: whether a migration is encrypted, and whether it is refused (facts 2.1, 3.5; ENC, FD-enc). */
import type { Scenario } from '../scenario/scenario.ts'
import type { NetworkPolicy } from './network-policy.ts'

export type Encryption = 'plain' | 'encrypted' | 'refused'

/**
 * Opportunistic encrypts where both hosts can and falls back to plain text where not; required never falls back
 * (that it refuses the migration is inferred from the option's name).
 */
export function encryptionOf(scenario: Scenario, policy: NetworkPolicy): Encryption {
  const wish = scenario['network.encryption']
  if (wish === 'disabled') return 'plain'
  if (policy.encryption && scenario['hosts.aesNi'] === 'yes') return 'encrypted'
  return wish === 'required' ? 'refused' : 'plain'
}
