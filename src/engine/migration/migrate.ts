/** One migration from the checks to the cleanup, or to the failure that ends it: the phases in their order. */
import type { PassTable } from '../memory/pass-table.ts'
import type { Nanoseconds } from '../units.ts'
import { cannotConnect, connectionEnds, refusal, refuse } from './checks.ts'
import type { MigrationContext } from './context.ts'
import type { Copier } from './copier.ts'
import { withinMemory } from './destination-memory.ts'
import { failOnSource, leaveCopying, type Ending } from './failure.ts'
import { copyFrameBuffer } from './frame-buffer.ts'
import { interrupt } from './interruption.ts'
import { copierOf, throttleOf, type OtherCopiers } from './policies.ts'
import { preCopy, type PreCopyResult } from './pre-copy.ts'
import { prepare } from './prepare.ts'
import { afterLastPass, sendingFrom } from './schedule.ts'
import { connectionLost } from './stalls.ts'
import { switchOver } from './switchover.ts'
import { installTraces } from './trace-install.ts'
import type { Slices } from '../work.ts'

/** What a migration came to. */
export interface Migrated extends Ending {
  readonly passes: readonly PassTable[]
  /** When the throttle was engaged for the first time. */
  readonly sdpsSince: Nanoseconds | undefined
  /** Start of pass −1; undefined when it never came to that. */
  readonly copyFrom: Nanoseconds | undefined
  /** When the switchover was forced; undefined: it was not. */
  readonly forcedAt: Nanoseconds | undefined
}

const NOTHING_COPIED = {
  passes: [],
  sdpsSince: undefined,
  copyFrom: undefined,
  forcedAt: undefined,
} as const

/** `others`: see `policies.ts`; `recognisesUnending`: see `RunParts`. */
export function* migrate(
  context: MigrationContext,
  others: OtherCopiers | undefined,
  recognisesUnending = true,
): Slices<Migrated> {
  const refused = refusal(context)
  if (refused !== undefined) return { ...(yield* refuse(context, refused)), ...NOTHING_COPIED }
  const givenUp = connectionEnds(context)
  if (givenUp !== undefined)
    return { ...(yield* cannotConnect(context, givenUp)), ...NOTHING_COPIED }
  const ready = yield* prepare(context)
  if ('ending' in ready) return { ...ready.ending, ...NOTHING_COPIED }
  const ahead = yield* copyFrameBuffer(context, ready.prepared)
  if ('ending' in ahead) return { ...ahead.ending, ...NOTHING_COPIED }
  const install = yield* installTraces(context, ahead.copied)
  if ('ending' in install) return { ...install.ending, ...NOTHING_COPIED }
  const copyFrom = install.traced
  const sending = { ...context, schedule: sendingFrom(context, copyFrom) }
  const copying = yield* withinMemory(sending, (each) => copierOf(each, others), copyFrom)
  const copier = copierOf(copying, others)
  const throttle = throttleOf(copying, copyFrom, others)
  const copied = yield* preCopy(copying, copier, throttle, copyFrom, recognisesUnending)
  const { passes, sdpsSince } = copied
  const schedule = afterLastPass(copying.schedule, passes[passes.length - 1]!.row.end)
  const ending = yield* endAfterCopy({ ...copying, schedule }, copier, copied)
  const forcedAt = copied.forced ? copied.end : undefined
  return { ...ending, passes, sdpsSince, copyFrom, forcedAt }
}

function* endAfterCopy(
  context: MigrationContext,
  copier: Copier,
  { passes, left, outcome, end, forced, interruption, unending }: PreCopyResult,
): Slices<Ending> {
  switch (outcome) {
    case 'switchover':
    case 'quick-resume': {
      const last = passes[passes.length - 1]!
      const quickResume = outcome === 'quick-resume'
      return yield* switchOver(context, copier, last, left, end, quickResume, forced)
    }
    case 'interrupted':
      return yield* interrupt(context, interruption!)
    case 'no-progress':
      return yield* failOnSource(context, end, 'lack-of-forward-progress')
    case 'left-copying':
      return leaveCopying(context, end, unending!, passes[passes.length - 1]!.row.pass)
    case 'stalled':
      return yield* failOnSource(context, end, connectionLost(context, end))
  }
}
