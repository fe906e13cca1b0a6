/** vSphere 8.0, 2022: applications are told beforehand, cold data rides on the vMotion transport (NH22, UDT). The copy of memory is that of 7.0 U2. */
import type { Generation } from '../migration/generation.ts'
import { V7_0U2 } from './v7-0u2.ts'

export const V8_0: Generation = {
  ...V7_0U2,
  id: '8.0',
  name: 'vSphere 8.0',
  year: 2022,
  sources: ['NH22', 'UDT', 'DOC8GPU', 'LAM'],
}
