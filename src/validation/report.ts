/** What `validate` found, as one JSON document: the page reads it, `--json` prints it, the Markdown is made of it. */
import type { BesideResult } from './beside.ts'
import {
  isModelled,
  type GroupId,
  type NotModelled,
  type Quantities,
  type TextbookInputs,
  type ValidatedCase,
} from './case.ts'
import { groupResult, type GroupResult } from './group-result.ts'
import { packRun, type PackedRun } from './packed-run.ts'

export const REPORT_FORMAT = 1

/** A case without what its group says already. */
export interface ReportedCase {
  readonly id: string
  readonly part: string
  readonly evidence: ValidatedCase['evidence']
  readonly source: string
  readonly measured: Quantities
  readonly predicted: Quantities
  readonly textbook?: TextbookInputs
  readonly run?: PackedRun
  readonly atTheCliff?: boolean
  readonly note?: string
}

export interface ReportedGroup {
  readonly result: GroupResult
  readonly cases: readonly ReportedCase[]
}

export interface ValidationReport {
  readonly format: typeof REPORT_FORMAT
  /** How it was made. */
  readonly command: string
  readonly groups: readonly ReportedGroup[]
  /** Data sets that were asked for and are not there. */
  readonly missing: readonly GroupId[]
}

function reported(one: ValidatedCase): ReportedCase {
  const { group: _, run, ...rest } = one
  return { ...rest, ...(run && { run: packRun(run) }) }
}

export function reportGroup(
  group: GroupId,
  entries: readonly (ValidatedCase | NotModelled)[],
  beside: readonly BesideResult[] = [],
): ReportedGroup {
  return {
    result: groupResult(group, entries, beside),
    cases: entries.filter(isModelled).map(reported),
  }
}
