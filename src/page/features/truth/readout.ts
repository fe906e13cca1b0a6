/** What is said of a dot or a square. */
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { errorText, METRIC_TEXT, quantityText, VERDICT_TEXT } from '../../../text/validation.ts'
import { METRICS, type Metric } from '../../../validation/case.ts'
import { errorOf } from '../../../validation/errors.ts'
import type { ReportedCase } from '../../../validation/report.ts'
import type { Mark } from './marks.ts'

/** One line of a case: a metric that both sides have. */
export interface CaseLine {
  readonly metric: Metric
  readonly name: string
  readonly measured: string
  readonly predicted: string
  readonly error: string
}

export function caseLines({ measured, predicted }: ReportedCase): readonly CaseLine[] {
  return METRICS.flatMap((metric): CaseLine[] => {
    const error = errorOf(metric, measured, predicted)
    if (error === undefined) return []
    const range = measured.ranges?.[metric]
    return [
      {
        metric,
        name: METRIC_TEXT[metric],
        measured:
          range === undefined
            ? quantityText(metric, error.measured)
            : TRUTH_TEXT.from(quantityText(metric, range[0]), quantityText(metric, range[1])),
        predicted:
          error.predicted === undefined
            ? VERDICT_TEXT[predicted.verdict]
            : quantityText(metric, error.predicted),
        error: errorText(metric, error.error),
      },
    ]
  })
}

/** A mark in a sentence, for those who hear it. */
export function markReadout(mark: Mark, metric: Metric): string {
  if (mark.kind === 'case') {
    const line = caseLines(mark.one).find((candidate) => candidate.metric === metric)
    return line === undefined
      ? mark.one.id
      : `${mark.one.id}: ${TRUTH_TEXT.columns.measured} ${line.measured}, ${TRUTH_TEXT.columns.predicted} ${line.predicted}, ${line.error}`
  }
  const span = (low: number, high: number) =>
    TRUTH_TEXT.from(quantityText(metric, low), quantityText(metric, high))
  const measured = span(mark.measured, mark.measuredTo)
  return mark.predicted === undefined || mark.predictedTo === undefined
    ? TRUTH_TEXT.cellNever(mark.n, measured)
    : TRUTH_TEXT.cell(mark.n, measured, span(mark.predicted, mark.predictedTo))
}
