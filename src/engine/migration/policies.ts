/** From the policy ids of a generation to the mechanisms of one migration. */
import type { OtherWalks } from '../memory/other-walks.ts'
import type { Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import type { Generation } from './generation.ts'
import { passByPass, type Copier } from './copier.ts'
import { sdpsThrottle } from './sdps-throttle.ts'
import { noThrottle, type Throttle } from './throttle.ts'

/** How the hypervisors beside vMotion copy and slow their guests. Who runs only vMotion leaves them out (`run-with.ts`). */
export interface OtherCopiers {
  readonly belowThreshold: (context: MigrationContext) => Copier
  readonly byDirtyRate: (context: MigrationContext) => Copier
  readonly autoConverge: (context: MigrationContext, begin: Nanoseconds) => Throttle
  readonly walks: OtherWalks
}

/** Whether a run may ask for them: other hypervisors, and generations whose VM may resume before all pages are there. */
export function needsOthers({ family, fallback, resumeDuringPageIn }: Generation): boolean {
  return family === 'other' || fallback === 'quick-resume' || resumeDuringPageIn
}

export function copierOf(context: MigrationContext, others: OtherCopiers | undefined): Copier {
  const { copy } = context.generation
  const name =
    copy.reread === 'below-threshold'
      ? 'belowThreshold'
      : copy.pacing === 'dirty-rate'
        ? 'byDirtyRate'
        : undefined
  if (name === undefined) return passByPass(context)
  return hadHere(others, context)[name](context)
}

function hadHere(others: OtherCopiers | undefined, { generation }: MigrationContext): OtherCopiers {
  if (others === undefined) throw new Error(`${generation.id} is not to be had here`)
  return others
}

/** `begin`: start of pass −1. */
export function throttleOf(
  context: MigrationContext,
  begin: Nanoseconds,
  others: OtherCopiers | undefined,
): Throttle {
  const { generation, scenario } = context
  switch (generation.fallback) {
    case 'sdps':
      return scenario['Migrate.SdpsEnabled'] === '0'
        ? noThrottle(context)
        : sdpsThrottle(context, begin)
    case 'auto-converge':
      return scenario['qemu.autoConverge'] === 'on'
        ? hadHere(others, context).autoConverge(context, begin)
        : noThrottle(context)
    case 'none':
    case 'quick-resume':
      return noThrottle(context)
  }
}
