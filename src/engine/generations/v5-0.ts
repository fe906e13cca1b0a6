/** vSphere 5.0, 2011: SDPS guarantees convergence; several NICs; 10 ms round trip (YB5, V5PAPER). */
import type { Generation } from '../migration/generation.ts'
import { EARLY, STREAM_PER_VMKNIC, published, unverified } from './common.ts'

export const V5_0: Generation = {
  ...EARLY,
  id: '5.0',
  name: 'vSphere 5.0',
  year: 2011,
  sources: ['YB5', 'V5PAPER'],
  stopRule: 'time-goal',
  fallback: 'sdps',
  network: STREAM_PER_VMKNIC,
  limits: {
    memoryGiB: unverified(1024),
    vcpus: unverified(32),
    roundTripMilliseconds: published(10),
    nics: published(16),
  },
}
