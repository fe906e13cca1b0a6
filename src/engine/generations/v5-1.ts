/** vSphere 5.1, 2012: moves without shared storage, disks first (FD51, V51PAPER). The copy of memory is that of 5.0. */
import type { Generation } from '../migration/generation.ts'
import { unverified } from './common.ts'
import { V5_0 } from './v5-0.ts'

export const V5_1: Generation = {
  ...V5_0,
  id: '5.1',
  name: 'vSphere 5.1',
  year: 2012,
  sources: ['FD51', 'FD-svm', 'V51PAPER'],
  limits: { ...V5_0.limits, vcpus: unverified(64) },
}
