/** Results on others' records, as they were recorded: `recorded/foreign.json`. No row of theirs is in it. */
import type { Binned } from './binned.ts'
import type { GroupResult } from './group-result.ts'

export interface RecordedGroup {
  readonly result: GroupResult
  /** Pre-copy and the others apart: by part, as the result has them. */
  readonly parts: readonly { readonly part: string; readonly binned: Binned }[]
  /** First half of the SHA-256 of the files that were read. */
  readonly data: string
}

export interface ForeignRecord {
  /** How it was made, and by which version of the model. */
  readonly command: string
  readonly modelVersion: number
  readonly groups: readonly RecordedGroup[]
}
