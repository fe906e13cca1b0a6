/** vSphere 6.7, 2018: the last with stop-based tracing and the raw bitmap; resumes during page-in (facts 2.1, 2.2; LAM, RYAN). */
import type { Generation } from '../migration/generation.ts'

export const V6_7: Generation = {
  id: '6.7',
  year: 2018,
  source: 'LAM, RYAN, STARW',
  tracer: 'stop-based',
  tracedMappingPages: 512,
  bitmap: { encoding: 'raw', confidence: 'third-party' },
  throttle: 'sdps',
  network: { streams: 'vmknic', streamCapGigabits: 15, latencyAware: true },
  resumeDuringPageIn: true,
}
