/** vSphere 9.0, 2025: the memory of a vGPU is copied while it works (PS, a secondary source); receive queues by themselves (LAM). */
import type { Generation } from '../migration/generation.ts'
import { V8_0 } from './v8-0.ts'

export const V9_0: Generation = {
  ...V8_0,
  id: '9.0',
  name: 'vSphere 9.0',
  year: 2025,
  sources: ['LAM', 'PS'],
  vgpu: 'iterative',
}
