/** The report as tables: aligned for a terminal, and as Markdown. */
import { formatNumber, formatShare } from '../text/format.ts'
import {
  BASELINE_TEXT,
  BESIDE_TEXT,
  EVIDENCE_TEXT,
  errorText,
  GROUP_TEXT,
  METRIC_TEXT,
  percentText,
  quantityText,
  VALIDATE_TEXT,
  VERDICT_TEXT,
} from '../text/validation.ts'
import { METRICS, type Metric } from '../validation/case.ts'
import { errorOf } from '../validation/errors.ts'
import type { Score } from '../validation/errors.ts'
import type { PartResult } from '../validation/group-result.ts'
import type { ReportedCase, ReportedGroup } from '../validation/report.ts'
import { PLAIN, table } from './columns.ts'

/** One line of a table of errors. */
type SumRow = readonly string[]

function share(value: number): string {
  return formatShare(value, PLAIN)
}

function percent(value: number): string {
  return percentText(value, PLAIN)
}

function sumRows(name: string, score: Score): SumRow[] {
  const rows: SumRow[] = []
  const { verdicts } = score
  for (const metric of METRICS) {
    const statistics = score.errors[metric]
    if (statistics === undefined) continue
    const show = metric === 'passes' ? (value: number) => formatNumber(value, 2, PLAIN) : percent
    const { n, median, mean, p90, max, near, never } = statistics
    rows.push([
      rows.length === 0 ? name : '',
      String(n),
      METRIC_TEXT[metric],
      show(median),
      show(mean),
      show(p90),
      show(max),
      share(near),
      share(never),
      rows.length === 0 ? share(verdicts.right) : '',
    ])
  }
  if (rows.length === 0)
    rows.push([name, String(verdicts.n), '', '', '', '', '', '', '', share(verdicts.right)])
  return rows
}

function partRows(part: PartResult, title: string): SumRow[] {
  return [
    ...sumRows(title, part.engine),
    ...(part.engineOnSame === undefined ? [] : sumRows(`${title} (rows below)`, part.engineOnSame)),
    ...part.baselines.flatMap((score) => {
      const { totalSeconds, bytes } = score.errors
      const errors = {
        ...(totalSeconds && { totalSeconds }),
        ...(bytes && { bytes }),
      }
      return sumRows(`  ${BASELINE_TEXT[score.baseline].name}`, { ...score, errors })
    }),
  ]
}

/** Errors of a group: the engine in all, the textbook on the same rows, then the engine by part. */
function groupRows({ result }: ReportedGroup): SumRow[] {
  const parts =
    result.parts.length > 1 ? result.parts.flatMap((part) => sumRows(part.part, part.engine)) : []
  const beside = result.beside.flatMap(({ id, part, engine }) =>
    sumRows(VALIDATE_TEXT.beside(part, BESIDE_TEXT[id].name), engine),
  )
  return [...partRows(result.all, VALIDATE_TEXT.all), ...parts, ...beside]
}

function quantity(metric: Metric, value: number): string {
  return quantityText(metric, value, PLAIN)
}

/** Predicted beside measured: a line for each metric that a case has, or its verdict alone. */
function caseRows(one: ReportedCase): readonly (readonly string[])[] {
  const { measured, predicted } = one
  const rows = METRICS.flatMap((metric) => {
    const error = errorOf(metric, measured, predicted)
    if (error === undefined) return []
    const off = errorText(metric, error.error, PLAIN)
    const value =
      error.predicted === undefined
        ? VERDICT_TEXT[predicted.verdict]
        : quantity(metric, error.predicted)
    const range = measured.ranges?.[metric]
    const real =
      range === undefined
        ? quantity(metric, error.measured)
        : `${quantity(metric, range[0])} … ${quantity(metric, range[1])}`
    return [[real, value, off, METRIC_TEXT[metric]]]
  })
  const verdicts = [VERDICT_TEXT[measured.verdict], VERDICT_TEXT[predicted.verdict]] as const
  if (rows.length === 0) rows.push([verdicts[0], verdicts[1], '', EVIDENCE_TEXT[one.evidence]])
  return rows.map((row, index) => [index === 0 ? one.id : '', ...row])
}

const RIGHT_SUM = [1, 3, 4, 5, 6, 7, 8, 9]

export function* terminalGroup(
  group: ReportedGroup,
  from: string,
  withRows: boolean,
): Generator<string> {
  const { result, cases } = group
  const text = GROUP_TEXT[result.group]
  yield `\n${text.title}\n${text.what}\n${VALIDATE_TEXT.from(from)}\n\n`
  if (withRows) {
    const lines = table([VALIDATE_TEXT.rowColumns, ...cases.flatMap(caseRows)], [1, 2, 3])
    yield `${lines.join('\n')}\n\n`
  } else yield `${VALIDATE_TEXT.rowsHidden(cases.length)}\n\n`
  yield `${table([VALIDATE_TEXT.sumColumns, ...groupRows(group)], RIGHT_SUM).join('\n')}\n`
  for (const { n, part, reason } of result.notModelled)
    yield `${VALIDATE_TEXT.notModelled(n, part, reason)}\n`
}

function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').trim()).join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

export function* markdown(groups: readonly ReportedGroup[]): Generator<string> {
  yield `# ${VALIDATE_TEXT.heading}\n\n${VALIDATE_TEXT.lead}\n`
  for (const group of groups) {
    const { result, cases } = group
    const text = GROUP_TEXT[result.group]
    yield `\n## ${text.title}\n\n${text.what} Source: ${text.source}.\n\n`
    yield `${markdownTable(VALIDATE_TEXT.sumColumns, groupRows(group))}\n`
    for (const { n, part, reason } of result.notModelled)
      yield `\n${VALIDATE_TEXT.notModelled(n, part, reason)}\n`
    if (cases.length === 0) continue
    yield `\n${markdownTable(VALIDATE_TEXT.rowColumns, cases.flatMap(caseRows))}\n`
  }
}
