/** From the policy ids of a generation to the mechanisms of one migration. */
import type { Nanoseconds } from '../units.ts'
import { autoConverge } from './auto-converge.ts'
import type { MigrationContext } from './context.ts'
import { passByPass, type Copier } from './copier.ts'
import { byDirtyRate } from './dirty-rate-copier.ts'
import { sdpsThrottle } from './sdps-throttle.ts'
import { belowThreshold } from './threshold-copier.ts'
import { noThrottle, type Throttle } from './throttle.ts'

export function copierOf(context: MigrationContext): Copier {
  const { copy } = context.generation
  if (copy.reread === 'below-threshold') return belowThreshold(context)
  return copy.pacing === 'dirty-rate' ? byDirtyRate(context) : passByPass(context)
}

/** `begin`: start of pass −1. */
export function throttleOf(context: MigrationContext, begin: Nanoseconds): Throttle {
  const { generation, scenario } = context
  switch (generation.fallback) {
    case 'sdps':
      return scenario['Migrate.SdpsEnabled'] === '0'
        ? noThrottle(context)
        : sdpsThrottle(context, begin)
    case 'auto-converge':
      return scenario['qemu.autoConverge'] === 'on'
        ? autoConverge(context, begin)
        : noThrottle(context)
    case 'none':
    case 'quick-resume':
      return noThrottle(context)
  }
}
