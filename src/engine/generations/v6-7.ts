/** vSphere 6.7, 2018: larger VMs, vGPU (U1); the last with stop-based tracing and the raw bitmap (RYAN, DOC67GPU, STARW). */
import type { Generation } from '../migration/generation.ts'
import { thirdParty } from './common.ts'
import { V6_5 } from './v6-5.ts'

export const V6_7: Generation = {
  ...V6_5,
  id: '6.7',
  name: 'vSphere 6.7',
  year: 2018,
  sources: ['RYAN', 'DOC67GPU', 'STARW', 'LAM'],
  vgpu: 'stop-copy',
  limits: { ...V6_5.limits, memoryGiB: thirdParty(6128), vcpus: thirdParty(256) },
}
