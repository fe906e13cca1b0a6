/** For the stage: at most three arrows between vCenter and the hosts, while it gives its orders and at the hand-over. */
import { useEffect, useMemo, useRef } from 'react'
import type { Call } from '../../engine/host/call.ts'
import type { CallName } from '../../engine/host/call-table.ts'
import { callsOf } from '../../engine/host/calls.ts'
import type { Summary } from '../../report/summary.ts'
import { SEQUENCE_TEXT } from '../../text/calls.ts'
import './stage-calls.css'
import type { SubscribeTime } from '../session-context.ts'

export interface StageCallsProps {
  readonly summary: Summary
  readonly subscribeTime: SubscribeTime
}

type Way = 'to-source' | 'to-source-again' | 'to-destination' | 'from-source'

interface Arrow {
  readonly call: CallName
  readonly way: Way
  readonly label: string
}

const { stage, handOver } = SEQUENCE_TEXT
const PREPARE: readonly Arrow[] = [
  { call: 'prepare-source', way: 'to-source', label: stage.source },
  { call: 'prepare-destination', way: 'to-destination', label: stage.destination },
  { call: 'initiate-source', way: 'to-source-again', label: stage.start },
]
const HAND_OVER: readonly Arrow[] = [
  { call: 'report-vcenter', way: 'from-source', label: handOver.report },
  { call: 'complete-source', way: 'to-source-again', label: handOver.source },
  { call: 'complete-destination', way: 'to-destination', label: handOver.destination },
]

/** Wide and low: vCenter at the top in the middle, the hosts at the edges. The composer gives it its place. */
const PATHS: Readonly<Record<Way, string>> = {
  'to-source': 'M48,15H4m3,-4l-3,4l3,4',
  'from-source': 'M4,15H48m-3,-4l3,4l-3,4',
  'to-source-again': 'M48,31H4m3,-4l-3,4l3,4',
  'to-destination': 'M52,15H96m-3,-4l3,4l-3,4',
}

/** A new run begins anew: its arrows have other times. */
export function StageCalls({ summary, subscribeTime }: StageCallsProps) {
  return <Overlay key={summary.runHash} summary={summary} subscribeTime={subscribeTime} />
}

function Overlay({ summary, subscribeTime }: StageCallsProps) {
  const root = useRef<HTMLDivElement>(null)
  const calls = useMemo(() => callsOf(summary), [summary])

  useEffect(() => {
    const groups = [...(root.current?.querySelectorAll<HTMLElement>('[data-from]') ?? [])]
    return subscribeTime((now) => {
      for (const group of groups) show(group, now)
    })
  }, [subscribeTime])

  const prepared = summary.phases.find(({ kind }) => kind === 'prepare')
  const cleanup = summary.phases.find(({ kind }) => kind === 'cleanup')
  return (
    <div className="stage-calls" ref={root} aria-hidden="true">
      {prepared ? (
        <Arrows arrows={PREPARE} calls={calls} from={prepared.start} until={prepared.end} />
      ) : null}
      {cleanup && summary.outcome === 'completed' ? (
        <Arrows arrows={HAND_OVER} calls={calls} from={cleanup.start} until={cleanup.end} />
      ) : null}
    </div>
  )
}

/** The arrows of a phase while it lasts, each lit from its call on. */
function show(group: HTMLElement, now: number): void {
  const { from, until } = group.dataset
  group.hidden = now < Number(from) || now >= Number(until)
  if (group.hidden) return
  for (const arrow of group.querySelectorAll<HTMLElement>('[data-at]')) {
    arrow.toggleAttribute('data-lit', now >= Number(arrow.dataset['at']))
  }
}

interface ArrowsProps {
  readonly arrows: readonly Arrow[]
  readonly calls: readonly Call[]
  readonly from: number
  readonly until: number
}

function Arrows({ arrows, calls, from, until }: ArrowsProps) {
  return (
    <div className="stage-calls-group" data-from={from} data-until={until} hidden>
      <b>{SEQUENCE_TEXT.vcenter}</b>
      {arrows.map(({ call: name, way, label }) => {
        const call = calls.find((candidate) => candidate.name === name)
        if (!call) return null
        return (
          <div
            key={name}
            className="stage-call"
            data-way={way}
            data-at={call.at}
            data-missing={call.missing}
          >
            <svg viewBox="0 0 100 40" preserveAspectRatio="none">
              <path d={PATHS[way]} />
            </svg>
            <span>{call.missing ? `✕ ${label}` : label}</span>
          </div>
        )
      })}
    </div>
  )
}
