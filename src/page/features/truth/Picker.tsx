/** Which data set, which part of it, which number: native controls. */
import { useId } from 'react'
import { TRUTH_TEXT } from '../../../text/truth.ts'
import { GROUP_TEXT, METRIC_TEXT } from '../../../text/validation.ts'
import type { Metric } from '../../../validation/case.ts'
import type { TruthGroup } from './truth-groups.ts'
import './picker.css'

export interface PickerProps {
  readonly groups: readonly TruthGroup[]
  readonly group: TruthGroup
  readonly parts: readonly string[]
  readonly part: string
  readonly metrics: readonly Metric[]
  readonly metric: Metric
  readonly onGroup: (id: string) => void
  readonly onPart: (part: string) => void
  readonly onMetric: (metric: Metric) => void
}

export function Picker(props: PickerProps) {
  const { groups, group, parts, part, metrics, metric, onGroup, onPart, onMetric } = props
  const id = useId()
  return (
    <div className="truth-picker">
      <fieldset>
        <legend>{TRUTH_TEXT.dataSets}</legend>
        {groups.map((one) => (
          <label key={one.id} data-chosen={one.id === group.id || undefined}>
            <input
              type="radio"
              name={`${id}-group`}
              checked={one.id === group.id}
              onChange={() => onGroup(one.id)}
            />
            {GROUP_TEXT[one.id].title}
            <small>{TRUTH_TEXT.rows(one.result.all.n)}</small>
          </label>
        ))}
      </fieldset>
      <div className="truth-selects">
        <label htmlFor={`${id}-part`}>{TRUTH_TEXT.parts}</label>
        <select id={`${id}-part`} value={part} onChange={(event) => onPart(event.target.value)}>
          {parts.map((name) => (
            <option key={name} value={name}>
              {name === 'all' ? TRUTH_TEXT.all : name}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}-metric`}>{TRUTH_TEXT.metric}</label>
        <select
          id={`${id}-metric`}
          value={metric}
          onChange={(event) => onMetric(event.target.value as Metric)}
        >
          {metrics.map((name) => (
            <option key={name} value={name}>
              {METRIC_TEXT[name]}
            </option>
          ))}
        </select>
      </div>
    </div>
  )
}
