/** vSphere 7.0 U1, 2020: loose page trace by one vCPU, compacted bitmap, 24 TiB (V7ENH, V7U1, PAT). */
import type { Generation } from '../migration/generation.ts'
import { COMPACTED_BITMAP, LOOSE, published } from './common.ts'
import { V6_7 } from './v6-7.ts'

export const V7_0U1: Generation = {
  ...V6_7,
  ...LOOSE,
  id: '7.0U1',
  name: 'vSphere 7.0 U1',
  year: 2020,
  sources: ['V7ENH', 'V7U1', 'PAT'],
  bitmap: COMPACTED_BITMAP,
  // The options of resume-during-page-in are gone (LAM): the last pages are back in the stun.
  resumeDuringPageIn: false,
  limits: { ...V6_7.limits, memoryGiB: published(24576), vcpus: published(768) },
}
