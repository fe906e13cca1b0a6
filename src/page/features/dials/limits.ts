/** Which limits of support belong to which dial. */
import type { ParameterId } from '../../../engine/scenario/parameters.ts'
import type { SupportName } from '../../../report/support.ts'

export const LIMITS_OF_DIALS: { readonly [Id in ParameterId]?: readonly SupportName[] } = {
  'vm.memory': ['memory', 'trace-install'],
  'vm.vcpus': ['vcpus', 'trace-install'],
  'network.rtt': ['round-trip', 'enterprise-plus', 'unpublished-distance'],
  'network.loss': ['bandwidth', 'unpublished-loss'],
  'network.congestionControl': ['congestion-control'],
  'network.nics': ['nics', 'idle-nics'],
  'network.limit': ['bandwidth'],
  'network.routed': ['routed'],
}
