/** What a data set is to the validation: a file, how its rows are read, and who predicts a row. Pure; files are read by the CLI. */
import type { Beside } from './beside.ts'
import type { GroupId, NotModelled, ValidatedCase } from './case.ts'

/** A text file of the data: its path below the data folder and what it holds. */
export interface DataFile {
  readonly path: string
  readonly text: string
}

export interface ValidationGroup<Row = unknown> {
  readonly id: GroupId
  /** Paths below the data folder: a file, or a folder whose .json files are all read, in order of their names. */
  readonly files: readonly string[]
  /** `own`: lies in `test/validation/data`. `foreign`: others' records, only beside the project or under `--data`. */
  readonly data: 'own' | 'foreign'
  /** Rows in a fixed order. Throws a sentence that names the file where a row cannot be read. */
  readonly read: (files: readonly DataFile[]) => readonly Row[]
  /** Pure and deterministic: the same row gives the same case on any thread. */
  readonly predict: (row: Row) => ValidatedCase | NotModelled
  /** The same rows under other settings. */
  readonly beside?: readonly Beside<Row>[]
}

/** The same group for lists of groups: its rows are its own business. */
export function asGroup<Row>(group: ValidationGroup<Row>): ValidationGroup {
  const { beside, ...rest } = group
  return {
    ...rest,
    predict: (row) => group.predict(row as Row),
    ...(beside && {
      beside: beside.map((one) => ({ ...one, judge: (row: unknown) => one.judge(row as Row) })),
    }),
  }
}
