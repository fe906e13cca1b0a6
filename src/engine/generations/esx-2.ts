/** ESX 2 with VirtualCenter 1, 2003: the first vMotion. Pre-copy until a megabyte is left, then suspend and resume. */
import type { Generation } from '../migration/generation.ts'
import { EARLY, SINGLE_STREAM, published, unverified } from './common.ts'

export const ESX_2: Generation = {
  ...EARLY,
  id: 'ESX2',
  name: 'ESX 2',
  year: 2003,
  sources: ['YB-HIST', 'ATC11S', 'NEL05'],
  // Less than 1 MB left, or a pass that shrinks the set by less than 1 MB: recalled from NEL05, unverified.
  stopRule: 'one-megabyte',
  fallback: 'none',
  // One stream, in practice over 1 GbE (facts 8.1).
  network: { ...SINGLE_STREAM, streamCapGigabits: 1 },
  limits: {
    memoryGiB: unverified(3.6),
    vcpus: unverified(2),
    roundTripMilliseconds: published(5),
    nics: published(1),
  },
}
