/** The components of a migration (facts 1.1), in the order in which the picture shows them: vCenter in the middle. */
import type { Host } from '../facts.ts'

/** What runs on each host, from the agent of vCenter down to the kernel. */
const HOST_PARTS = ['vpxa', 'hostd', 'vmx', 'vmm', 'vmkernel'] as const
export type HostPart = (typeof HOST_PARTS)[number]

/** `client`, `switch` and `datastore` are outside of the hosts: they ask, learn and store. */
export type ComponentId = `${Host}.${HostPart}` | 'vpxd' | 'client' | 'switch' | 'datastore'

/** The lifelines from left to right. */
export const LIFELINES: readonly ComponentId[] = [
  'source.vmkernel',
  'source.vmm',
  'source.vmx',
  'source.hostd',
  'source.vpxa',
  'vpxd',
  'destination.vpxa',
  'destination.hostd',
  'destination.vmx',
  'destination.vmm',
  'destination.vmkernel',
]

export const COMPONENT_IDS: readonly ComponentId[] = ['client', ...LIFELINES, 'datastore', 'switch']

/** Of a call itself. Its time inside a phase is another matter: see `placed`. */
export type CallConfidence = 'published' | 'third-party' | 'log' | 'inferred'

/** From whom, to whom, and how sure it is that it happens. */
export type CallRow = readonly [from: ComponentId, to: ComponentId, confidence: CallConfidence]

/** The host that a component runs on; undefined for what belongs to neither. */
export function hostOf(component: ComponentId): Host | undefined {
  if (component.startsWith('source.')) return 'source'
  return component.startsWith('destination.') ? 'destination' : undefined
}

export function partOf(component: ComponentId): HostPart | undefined {
  return HOST_PARTS.find((part) => component.endsWith(`.${part}`))
}
