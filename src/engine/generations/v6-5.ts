/** vSphere 6.5, 2016: encrypted vMotion, sockets bound to the vmknic, large pages reserved at the destination (ENC, FD-enc, LAM). */
import type { Generation } from '../migration/generation.ts'
import { unverified } from './common.ts'
import { V6_0 } from './v6-0.ts'

export const V6_5: Generation = {
  ...V6_0,
  id: '6.5',
  name: 'vSphere 6.5',
  year: 2016,
  sources: ['ENC', 'FD-enc', 'LAM'],
  network: { ...V6_0.network, streamCapGigabits: 15, encryption: true },
  limits: { ...V6_0.limits, memoryGiB: unverified(6128) },
}
