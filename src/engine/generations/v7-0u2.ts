/** vSphere 7.0 U2, 2021: as many streams as the NIC needs, about 15 Gb/s each (NH21, DOC7NET, LAM). */
import type { Generation } from '../migration/generation.ts'
import { V7_0U1 } from './v7-0u1.ts'

export const V7_0U2: Generation = {
  ...V7_0U1,
  id: '7.0U2',
  name: 'vSphere 7.0 U2',
  year: 2021,
  sources: ['NH21', 'DOC7NET', 'LAM'],
  network: { ...V7_0U1.network, streams: 'auto', sharedNicGigabits: undefined },
}
