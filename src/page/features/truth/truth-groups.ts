/** All results in the order of the data sets: those of the build, with their cases, and the recorded ones, binned. */
import { report as built } from 'virtual:validation'
import type { Binned } from '../../../validation/binned.ts'
import { GROUP_IDS, type GroupId } from '../../../validation/case.ts'
import type { GroupResult } from '../../../validation/group-result.ts'
import type { ForeignRecord } from '../../../validation/recorded.ts'
import foreignJson from '../../../validation/recorded/foreign.json'
import type { ReportedCase, ValidationReport } from '../../../validation/report.ts'

export interface TruthGroup {
  readonly id: GroupId
  readonly result: GroupResult
  /** The project's own: every case. Empty for others' records. */
  readonly cases: readonly ReportedCase[]
  /** Others' records, by part. */
  readonly binned: ReadonlyMap<string, Binned>
  readonly data: string | undefined
}

// Both are written by `validate`, of the same version.
const report = built as ValidationReport
const foreign = foreignJson as unknown as ForeignRecord

function groupOf(id: GroupId): TruthGroup | undefined {
  const own = report.groups.find(({ result }) => result.group === id)
  if (own) return { id, ...own, binned: new Map(), data: undefined }
  const recorded = foreign.groups.find(({ result }) => result.group === id)
  if (!recorded) return undefined
  const { result, parts, data } = recorded
  return { id, result, cases: [], binned: new Map(parts.map((p) => [p.part, p.binned])), data }
}

export const TRUTH_GROUPS: readonly TruthGroup[] = GROUP_IDS.flatMap((id) => groupOf(id) ?? [])
export const OWN_COMMAND = report.command
export const FOREIGN_COMMAND = foreign.command
export const FOREIGN_VERSION = foreign.modelVersion
