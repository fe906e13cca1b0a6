/** `validate --cross`: what the rule finds for the SNU records, as figures beside the others and as a table to read. */
import { MODEL_VERSION } from '../engine/run-hash.ts'
import { formatNumber } from '../text/format.ts'
import { VALIDATE_TEXT } from '../text/validation.ts'
import { besideResult, type BesideResult } from '../validation/beside.ts'
import { judgeByRule, SNU_GRID, type GridRow } from '../validation/snu-cross.ts'
import { SNU_WORKLOADS } from '../validation/snu-workloads.ts'
import { PLAIN, table } from './columns.ts'

export interface CrossResults {
  readonly results: readonly BesideResult[]
  /** Which set and pattern the rule chose from all rows, beside the table's. */
  readonly table: string
}

export function crossResults(grid: readonly GridRow[], command: string): CrossResults {
  if (grid.length === 0) return { results: [], table: '' }
  const { heldOut, chosen } = judgeByRule(grid)
  const rows = [...chosen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([workload, candidate]) => {
      const { share, pattern } = SNU_GRID[candidate]!
      const given = SNU_WORKLOADS[workload]
      const said = (one: { share: number; pattern: string }) =>
        `${formatNumber(one.share, 3, PLAIN)} ${one.pattern}`
      return [workload, said({ share, pattern }), given === undefined ? '' : said(given)]
    })
  return {
    results: [
      { ...besideResult('held-out', 'pre-copy', heldOut), command, modelVersion: MODEL_VERSION },
    ],
    table: `\n${table([VALIDATE_TEXT.ruleColumns, ...rows], []).join('\n')}\n`,
  }
}
