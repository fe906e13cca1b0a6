/** vSphere 6.0, 2015: streams rebuilt, 18 Gb/s each; 150 ms round trip; routed; resumes during page-in (V60, KB 323379, LAM). */
import type { Generation } from '../migration/generation.ts'
import { published, unverified } from './common.ts'
import { V5_1 } from './v5-1.ts'

export const V6_0: Generation = {
  ...V5_1,
  id: '6.0',
  name: 'vSphere 6.0',
  year: 2015,
  sources: ['V60', 'KB 323379', 'LAM'],
  network: { ...V5_1.network, streamCapGigabits: 18 },
  resumeDuringPageIn: true,
  limits: {
    memoryGiB: unverified(4080),
    vcpus: unverified(128),
    roundTripMilliseconds: published(150),
    nics: published(16),
  },
}
