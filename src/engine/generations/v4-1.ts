/** vSphere 4.1, 2010: Quick Resume. What does not converge is resumed at the destination and paged in (KG11, YB-QR). */
import type { Generation } from '../migration/generation.ts'
import { EARLY, SINGLE_STREAM, published, unverified } from './common.ts'

export const V4_1: Generation = {
  ...EARLY,
  id: '4.1',
  name: 'vSphere 4.1',
  year: 2010,
  sources: ['KG11', 'YB-QR', 'TUNE19', 'FD-cost'],
  stopRule: 'time-goal',
  fallback: 'quick-resume',
  network: SINGLE_STREAM,
  changedFile: true,
  limits: {
    memoryGiB: unverified(255),
    vcpus: unverified(8),
    roundTripMilliseconds: published(5),
    nics: published(1),
  },
}
