/** vSphere 4.0, 2009: 10 GbE becomes usable; the rules are still those of 2003. */
import type { Generation } from '../migration/generation.ts'
import { EARLY, SINGLE_STREAM, published, unverified } from './common.ts'

export const V4_0: Generation = {
  ...EARLY,
  id: '4.0',
  name: 'vSphere 4.0',
  year: 2009,
  sources: ['FD-cost', 'NEL05'],
  stopRule: 'one-megabyte',
  fallback: 'none',
  network: SINGLE_STREAM,
  limits: {
    memoryGiB: unverified(255),
    vcpus: unverified(8),
    roundTripMilliseconds: published(5),
    nics: published(1),
  },
}
