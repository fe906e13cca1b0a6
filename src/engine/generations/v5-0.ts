/** vSphere 5.0, 2011: SDPS guarantees convergence, several NICs, 10 ms round trip (facts 2.1; YB5, V5PAPER). */
import type { Generation } from '../migration/generation.ts'

export const V5_0: Generation = {
  id: '5.0',
  year: 2011,
  source: 'YB5, V5PAPER',
  tracer: 'stop-based',
  tracedMappingPages: 512,
  bitmap: { encoding: 'raw', confidence: 'inferred' },
  throttle: 'sdps',
  // One stream a vmknic (TUNE19). The cap of 15 Gb/s is the option of later versions (LAM), assumed here.
  network: { streams: 'vmknic', streamCapGigabits: 15, latencyAware: true },
  resumeDuringPageIn: false,
}
