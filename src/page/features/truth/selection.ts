/** What of a data set is shown: its parts, the metrics that a part has, the marks and curves of both. */
import type { BesideResult } from '../../../validation/beside.ts'
import { errorCurves, type ErrorCurves, type RatioBin } from '../../../validation/binned.ts'
import { METRICS, type Metric } from '../../../validation/case.ts'
import type { PartResult } from '../../../validation/group-result.ts'
import { caseMarks, cellMarks, type Mark } from './marks.ts'
import type { TruthGroup } from './truth-groups.ts'

const ALL = 'all'

/** What a set is mostly about comes first. */
export const PRE_COPY = 'pre-copy'

function preCopyFirst(a: string, b: string): number {
  return Number(b === PRE_COPY) - Number(a === PRE_COPY)
}

export function partsOf({ result, cases, binned }: TruthGroup): readonly string[] {
  if (cases.length === 0) return [...binned.keys()].sort(preCopyFirst)
  const parts = result.parts.map(({ part }) => part)
  return parts.length > 1 ? [ALL, ...parts] : [ALL]
}

export function partResultOf({ result }: TruthGroup, part: string): PartResult {
  return result.parts.find((one) => one.part === part) ?? result.all
}

/** The rows of the part under other settings. */
export function besideOf({ result }: TruthGroup, part: string): readonly BesideResult[] {
  return result.beside.filter((one) => one.part === part)
}

const ofPart = ({ cases }: TruthGroup, part: string) =>
  part === ALL ? cases : cases.filter((one) => one.part === part)

export function marksOf(group: TruthGroup, part: string, metric: Metric): readonly Mark[] {
  if (group.cases.length > 0) return caseMarks(ofPart(group, part), metric)
  const cells = group.binned.get(part)?.scatter.find((one) => one.metric === metric)
  return cells === undefined ? [] : cellMarks(cells)
}

export function metricsOf(group: TruthGroup, part: string): readonly Metric[] {
  return METRICS.filter((metric) => marksOf(group, part, metric).length > 0)
}

export function curvesOf(group: TruthGroup, part: string): ErrorCurves | undefined {
  return group.cases.length > 0 ? errorCurves(ofPart(group, part)) : group.binned.get(part)?.curves
}

/** Where the classic mistake shows: pre-copy, in others' records. */
export function ratioBinsOf(groups: readonly TruthGroup[]): readonly RatioBin[] {
  return groups.flatMap(({ binned }) => binned.get(PRE_COPY)?.ratios ?? [])
}
