/** What slows a guest down that dirties memory faster than the wire sends it: the interface, and the throttle that is none. */
import type { Walk } from '../memory/pass-table.ts'
import type { Nanoseconds } from '../units.ts'
import type { MigrationContext } from './context.ts'
import type { PassResult } from './pass-result.ts'
import type { Slices } from '../work.ts'

export interface Throttle {
  /** Since when it works; undefined while the guest runs as it likes. */
  readonly since: Nanoseconds | undefined
  /** True when more passes are worth it only because this works: without it, slow passes are strikes at once. */
  readonly allowed: boolean
  /** The share of the time that the guest has from now on, whatever comes; undefined while that may change. */
  readonly speedForGood: number | undefined
  /** How often it has slowed the guest further, step by step: after each step it may take another. */
  readonly steps: number
  /** True where it looks at the new pages of a pass, whatever ended it. */
  readonly countsPages: boolean
  /** Runs the guest to the end of the walk of a pass, or to `breaksAt`, where the pass is given up by surprise. */
  runPass(pass: number, walk: Walk, breaksAt: Nanoseconds): Slices<void>
  /** A test found too little progress at `at`; `pass` is the one that begins now. */
  engage(at: Nanoseconds, pass: number): void
  /** How long the dirty pages cannot be collected yet at `at`, the end of a walk. */
  waitAt(at: Nanoseconds): Nanoseconds
  /** A pass has ended at `at`; `newPages` are to be sent that were not before. */
  passEnded(at: Nanoseconds, result: PassResult, newPages: number): void
}

/** The guest runs on, whatever it dirties. */
export function noThrottle({ model }: MigrationContext): Throttle {
  return {
    since: undefined,
    allowed: false,
    countsPages: false,
    speedForGood: 1,
    steps: 0,
    *runPass(_pass, walk, breaksAt) {
      yield* model.runTraced(walk.end, 0, breaksAt)
    },
    engage() {
      // There is nothing to engage.
    },
    waitAt: () => 0,
    passEnded() {
      // It looks at nothing.
    },
  }
}
