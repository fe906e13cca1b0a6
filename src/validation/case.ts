/**
 * One validated case: a real migration, or a published prediction, beside what the engine says of the same inputs.
 * Predictors make cases; statistics, the command line and the page only read them.
 */
import type { RunInput } from '../engine/scenario/scenario.ts'

/** The data sets, each with a predictor of its own (`groups.ts`). */
export const GROUP_IDS = ['qemu', 'snu', 'simgrid', 'huawei', 'clark', 'vmware', 'others'] as const
export type GroupId = (typeof GROUP_IDS)[number]

/**
 * How a migration ends. `completed`: the VM runs at the destination. `never`: copying goes on until it is stopped.
 * `failed`: it was given up, the VM stays at the source (or is lost).
 */
export type Verdict = 'completed' | 'never' | 'failed'

export interface Round {
  readonly bytes: number
  readonly seconds: number
}

/** What can be measured of a migration, and predicted. A field that is absent is not known or not compared. */
export interface Quantities {
  readonly verdict: Verdict
  /** From the request to the end, as the source of the row counts it. */
  readonly totalSeconds?: number
  /** Everything on the wire, headers included where the source counts them. */
  readonly bytes?: number
  /** As the source of the row counts it; `guestGapSeconds` is what the guest feels. */
  readonly downtimeSeconds?: number
  readonly guestGapSeconds?: number
  /** Passes, rounds, or syncs of the dirty bitmap: in the words of the row. */
  readonly passes?: number
  /** Payload a second, where a row gives nothing else. */
  readonly bytesPerSecond?: number
  /** Cores of a host, where a row gives nothing else. */
  readonly cores?: number
  /** The passes one by one, where the row has them. */
  readonly rounds?: readonly Round[]
  /** Measured only: the row gives a range instead of a number, which is then its middle. Anything inside is no error. */
  readonly ranges?: Readonly<Partial<Record<Metric, readonly [number, number]>>>
}

/** The numbers in `Quantities` that an error can be taken of. */
export const METRICS = [
  'totalSeconds',
  'bytes',
  'downtimeSeconds',
  'guestGapSeconds',
  'passes',
  'bytesPerSecond',
  'cores',
] as const
export type Metric = (typeof METRICS)[number]

/** What the textbook formulas need to know of a case (`baselines.ts`); absent where they make no sense. */
export interface TextbookInputs {
  /** State to move, V. */
  readonly memoryBytes: number
  /** What the wire or a cap lets through, R. */
  readonly bytesPerSecond: number
  /** Distinct bytes written in the first second, D. */
  readonly dirtyBytesPerSecond: number
  /** What may be left for the stop, at most. */
  readonly downtimeLimitSeconds: number
}

/**
 * What the row says. `measured`: on real machines. `prediction`: another model's output, compared exactly.
 * `published`: a figure without its set-up. `fitted`: the workload was fitted to this very row, so that agreement shows
 * what the model can express, not that it foresees.
 */
export type Evidence = 'measured' | 'prediction' | 'published' | 'fitted'

export interface ValidatedCase {
  /** Unique within its group. */
  readonly id: string
  readonly group: GroupId
  /** Part of the group that is counted on its own as well: 'sweep', 'post-copy', 'conformance' … */
  readonly part: string
  readonly evidence: Evidence
  /** Where the row comes from, in a few words. */
  readonly source: string
  readonly measured: Quantities
  readonly predicted: Quantities
  readonly textbook?: TextbookInputs
  /** The very run, where the engine's scenario can say it: opens on the stage. */
  readonly run?: RunInput
  /** Known to lie so near a threshold that either verdict is right (README of the data). */
  readonly atTheCliff?: boolean
  /** What a reader must know about this row: an assumption, an input that was given. */
  readonly note?: string
}

/** A row that is listed and not predicted: what the model does not have. */
export interface NotModelled {
  readonly id: string
  readonly group: GroupId
  readonly part: string
  readonly reason: string
}

export function isModelled(entry: ValidatedCase | NotModelled): entry is ValidatedCase {
  return 'predicted' in entry
}
