/** "How true is this?": the model beside real migrations, the textbook beside the model, and what not to believe. */
import { useState } from 'react'
import { leadSentence, TRUTH_TEXT } from '../../../text/truth.ts'
import { GROUP_TEXT } from '../../../text/validation.ts'
import type { BaselineId } from '../../../validation/baselines.ts'
import type { Metric, Evidence } from '../../../validation/case.ts'
import { unpackRun } from '../../../validation/packed-run.ts'
import { useCommand } from '../../controls/session-context.ts'
import { BesideTable } from './BesideTable.tsx'
import { CaseReadout } from './CaseReadout.tsx'
import { ErrorCurves } from './ErrorCurves.tsx'
import { ErrorTable } from './ErrorTable.tsx'
import { Limits } from './Limits.tsx'
import { MetricTable } from './MetricTable.tsx'
import { MistakeSection } from './MistakeSection.tsx'
import { Picker } from './Picker.tsx'
import { Scatter } from './Scatter.tsx'
import { ScatterTable } from './ScatterTable.tsx'
import {
  besideOf,
  curvesOf,
  marksOf,
  metricsOf,
  partResultOf,
  partsOf,
  PRE_COPY,
  ratioBinsOf,
} from './selection.ts'
import {
  FOREIGN_COMMAND,
  FOREIGN_VERSION,
  OWN_COMMAND,
  TRUTH_GROUPS,
  type TruthGroup,
} from './truth-groups.ts'
import type { Mark } from './marks.ts'
import './truth.css'

/** The set that the lead speaks of: the largest one whose rows the textbook can answer. */
const LEADING = [...TRUTH_GROUPS]
  .filter(({ result }) => leadingPart(result.group) !== undefined)
  .sort((a, b) => b.result.all.n - a.result.all.n)[0]

function leadingPart(id: string) {
  const { all, parts } = TRUTH_GROUPS.find((one) => one.id === id)!.result
  const part = parts.find((one) => one.part === PRE_COPY) ?? all
  return part.baselines.length > 0 ? part : undefined
}

function lead(): string {
  const rows = TRUTH_GROUPS.reduce((sum, { result }) => sum + result.all.n, 0)
  const part = LEADING && leadingPart(LEADING.id)
  const textbook = part?.baselines.find(({ baseline }) => baseline === 'memory-over-difference')
  return leadSentence(
    rows,
    part?.engine.errors.totalSeconds?.mean,
    textbook?.errors.totalSeconds?.mean,
    LEADING?.id,
    part?.part,
  )
}

export function Truth() {
  return (
    <article className="truth">
      <header>
        <h2>{TRUTH_TEXT.title}</h2>
        <p className="truth-lead">{lead()}</p>
      </header>
      <DataSets groups={TRUTH_GROUPS} />
      <MistakeSection bins={ratioBinsOf(TRUTH_GROUPS)} />
      <Limits groups={TRUTH_GROUPS} />
    </article>
  )
}

function DataSets({ groups }: { readonly groups: readonly TruthGroup[] }) {
  const perform = useCommand()
  const [choice, setChoice] = useState({ group: groups[0]?.id, part: '', metric: '' })
  const [chosen, setChosen] = useState<number>()
  const [lit, setLit] = useState<BaselineId>()
  const group = groups.find(({ id }) => id === choice.group)
  if (group === undefined) return null
  const parts = partsOf(group)
  const part = parts.find((name) => name === choice.part) ?? parts[0]!
  const metrics = metricsOf(group, part)
  const metric: Metric = metrics.find((name) => name === choice.metric) ?? metrics[0]!
  const marks = marksOf(group, part, metric)
  const curves = curvesOf(group, part)
  const result = partResultOf(group, part)
  const beside = besideOf(group, part)
  const { what, source } = GROUP_TEXT[group.id]
  const choose = (change: Partial<typeof choice>) => {
    setChosen(undefined)
    setChoice({ ...choice, ...change })
  }
  const open = (index: number) => {
    const mark = marks[index]
    if (mark?.kind === 'case' && mark.one.run) perform('open-run', unpackRun(mark.one.run))
  }
  const binned = group.cases.length === 0
  return (
    <>
      <section className="truth-part" aria-labelledby="truth-scatter">
        <h3 id="truth-scatter">{TRUTH_TEXT.scatter}</h3>
        <Picker
          {...{ groups, group, parts, part, metrics, metric }}
          onGroup={(id) => choose({ group: groups.find((one) => one.id === id)?.id })}
          onPart={(name) => choose({ part: name })}
          onMetric={(name) => choose({ metric: name })}
        />
        <p>
          {what} <span className="muted">{`${TRUTH_TEXT.source}: ${source}.`}</span>
        </p>
        {group.id === 'snu' ? (
          <p className="truth-warning">{TRUTH_TEXT.availableBandwidth}</p>
        ) : null}
        <div className="scatter-columns">
          <Scatter {...{ marks, metric, chosen }} onChoose={setChosen} onOpen={open} />
          <div className="scatter-side">
            <ScatterKey marks={marks} />
            <div className="case-readout">
              <CaseReadout
                mark={chosen === undefined ? undefined : marks[chosen]}
                metric={metric}
                cells={binned}
                onOpen={() => chosen !== undefined && open(chosen)}
              />
            </div>
          </div>
        </div>
        <ScatterTable marks={marks} metric={metric} />
        <h4>{TRUTH_TEXT.metricsTitle}</h4>
        <MetricTable part={result} />
        <p className="muted">
          {group.data === undefined
            ? TRUTH_TEXT.madeBy(OWN_COMMAND)
            : TRUTH_TEXT.recordedBy(FOREIGN_COMMAND, FOREIGN_VERSION, group.data)}
        </p>
      </section>
      <section className="truth-part" aria-labelledby="truth-errors">
        <h3 id="truth-errors">{TRUTH_TEXT.errors}</h3>
        {curves === undefined || curves.baselines.length === 0 ? (
          <p className="muted">{TRUTH_TEXT.noBaselines}</p>
        ) : (
          <>
            <p>{`${GROUP_TEXT[group.id].title}. ${TRUTH_TEXT.errorsHelp} ${TRUTH_TEXT.neverCounts}`}</p>
            <ErrorCurves curves={curves} lit={lit} />
            <ErrorTable part={result} onLight={setLit} />
            {beside.length > 0 ? <BesideTable part={result} beside={beside} /> : null}
          </>
        )}
      </section>
    </>
  )
}

const KEY_ORDER: readonly Evidence[] = ['measured', 'prediction', 'published', 'fitted']

/** What filled, hollow and crossed dots mean; only those that are there. */
function ScatterKey({ marks }: { readonly marks: readonly Mark[] }) {
  const there = KEY_ORDER.filter((evidence) =>
    marks.some((mark) => mark.kind === 'case' && mark.one.evidence === evidence),
  )
  return (
    <ul className="scatter-key">
      <li>
        <svg width="28" height="14" aria-hidden="true">
          <rect className="scatter-band" width="28" height="14" />
          <line className="diagonal" x1="0" x2="28" y1="7" y2="7" />
        </svg>
        {`${TRUTH_TEXT.exact}, ${TRUTH_TEXT.band}`}
      </li>
      {there.map((evidence) => (
        <li key={evidence}>
          <svg width="14" height="14" aria-hidden="true">
            <circle className="case-mark" data-evidence={evidence} cx="7" cy="7" r="5" />
          </svg>
          {TRUTH_TEXT.keys[evidence]}
        </li>
      ))}
    </ul>
  )
}
