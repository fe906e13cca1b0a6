/** Which clusters would fail over during the stun of this run, and one of the reader's own. */
import { useState } from 'react'
import { SECOND } from '../../../engine/units.ts'
import {
  CLUSTERS,
  heartbeatVerdict,
  silentFor,
  type Heartbeat,
} from '../../../report/outside/heartbeat.ts'
import type { Summary } from '../../../report/summary.ts'
import { CLUSTER_NAMES, failsOverSentence, HEARTBEAT_TEXT } from '../../../text/after-resume.ts'
import { formatDuration } from '../../../text/format.ts'
import { SentenceText } from '../../controls/SentenceText.tsx'

export function Clusters({ summary }: { readonly summary: Summary }) {
  const silent = silentFor(summary)
  return (
    <section aria-label={HEARTBEAT_TEXT.title}>
      <h3>{HEARTBEAT_TEXT.title}</h3>
      <table className="passes outside-clusters">
        <caption>{HEARTBEAT_TEXT.caption}</caption>
        <thead>
          <tr>
            {HEARTBEAT_TEXT.columns.map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {CLUSTERS.map(({ name, source, interval, limit }) => (
            <tr key={name} title={source}>
              <th scope="row">{CLUSTER_NAMES[name]}</th>
              <td>{formatDuration(interval)}</td>
              <td>{formatDuration(limit)}</td>
              <FailsOverCell silent={silent} heartbeat={{ interval, limit }} />
            </tr>
          ))}
          <OwnCluster silent={silent} />
        </tbody>
      </table>
      {summary.input.scenario['network.speed'] === '1' ? <p>{HEARTBEAT_TEXT.slowNetwork}</p> : null}
      <p className="source">{HEARTBEAT_TEXT.assumed}</p>
    </section>
  )
}

interface CellProps {
  readonly silent: number
  readonly heartbeat: Heartbeat
}

function FailsOverCell({ silent, heartbeat }: CellProps) {
  const verdict = heartbeatVerdict(silent, heartbeat)
  return (
    <td data-fails={verdict.failsOver}>
      <SentenceText sentence={failsOverSentence(verdict)} quiet />
    </td>
  )
}

/** Seconds that an own cluster may have. */
const MIN_SECONDS = 0.01
const MAX_SECONDS = 3600

function secondsOf(text: string): number | undefined {
  const seconds = Number(text)
  return seconds >= MIN_SECONDS && seconds <= MAX_SECONDS ? seconds : undefined
}

function OwnCluster({ silent }: { readonly silent: number }) {
  const [interval, setInterval] = useState('1')
  const [limit, setLimit] = useState('5')
  const [every, after] = [secondsOf(interval), secondsOf(limit)]
  const field = (label: string, value: string, change: (text: string) => void) => (
    <td>
      <input
        type="number"
        aria-label={label}
        aria-invalid={secondsOf(value) === undefined}
        min={MIN_SECONDS}
        max={MAX_SECONDS}
        step="any"
        value={value}
        onChange={(event) => change(event.currentTarget.value)}
      />{' '}
      s
    </td>
  )
  return (
    <tr>
      <th scope="row">{HEARTBEAT_TEXT.own}</th>
      {field(HEARTBEAT_TEXT.interval, interval, setInterval)}
      {field(HEARTBEAT_TEXT.limit, limit, setLimit)}
      {every === undefined || after === undefined ? (
        <td>{HEARTBEAT_TEXT.wrong}</td>
      ) : (
        <FailsOverCell
          silent={silent}
          heartbeat={{ interval: every * SECOND, limit: after * SECOND }}
        />
      )}
    </tr>
  )
}
