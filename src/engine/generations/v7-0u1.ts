/** vSphere 7.0 U1, 2020: loose page trace by one vCPU and a compacted bitmap (facts 2.1; V7ENH, V7U1, PAT). */
import type { Generation } from '../migration/generation.ts'

export const V7_0U1: Generation = {
  id: '7.0U1',
  year: 2020,
  source: 'V7ENH, V7U1, PAT',
  tracer: 'loose',
  tracedMappingPages: 262144,
  // That it is compacted is published; the factor 11 is recalled and unverified (facts 3.4).
  bitmap: { encoding: 'compacted', confidence: 'unverified' },
  throttle: 'sdps',
  network: { streams: 'vmknic', streamCapGigabits: 15, latencyAware: true },
  resumeDuringPageIn: false,
}
