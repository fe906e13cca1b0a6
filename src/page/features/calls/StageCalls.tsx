/** For the stage: the few calls of a phase as arrows between vCenter and the hosts, each lit from its time on. */
import { useEffect, useMemo, useRef } from 'react'
import type { PhaseKind } from '../../../engine/facts.ts'
import type { CallName } from '../../../engine/host/call-table.ts'
import type { Summary } from '../../../report/summary.ts'
import { vmotionCalls } from '../../../report/vmotion-calls.ts'
import { STAGE_CALLS, STAGE_WAYS } from '../../../text/stage-calls.ts'
import type { SubscribeTime } from '../../controls/time-index.ts'
import './stage-calls.css'

export interface StageCallsProps {
  readonly summary: Summary
  readonly subscribeTime: SubscribeTime
}

/** From where to where, as the stage has it: source at the left, vCenter amid, destination at the right. */
type Way = keyof typeof STAGE_WAYS

const GROUPS: { readonly [Kind in PhaseKind]?: readonly (readonly [CallName, Way])[] } = {
  prepare: [
    ['prepare-source', 'to-source'],
    ['prepare-destination', 'to-destination'],
    ['initiate-source', 'to-source'],
  ],
  switchover: [
    ['checkpoint', 'across'],
    ['handshake', 'back'],
  ],
  cleanup: [
    ['report-vcenter', 'from-source'],
    ['complete-source', 'to-source'],
    ['complete-destination', 'to-destination'],
    ['failure-vcenter', 'from-source'],
    ['cancel-destination', 'to-destination'],
  ],
}

interface Arrow {
  readonly key: string
  readonly way: Way
  readonly label: string
  readonly at: number
  readonly until: number
  readonly from: number
  readonly missing: boolean
}

function arrowsOf(summary: Summary): readonly Arrow[] {
  const calls = vmotionCalls(summary)
  return summary.phases.flatMap(({ kind, start, end }) =>
    (GROUPS[kind] ?? []).flatMap(([name, way]) => {
      const call = calls.find((candidate) => candidate.name === name)
      const label = STAGE_CALLS[name]
      if (!call || label === undefined || call.at > end) return []
      const { at, missing } = call
      return [{ key: name, way, label, at, from: start, until: end, missing: missing === true }]
    }),
  )
}

/** A new run begins anew: its arrows have other times. */
export function StageCalls({ summary, subscribeTime }: StageCallsProps) {
  return <Overlay key={summary.runHash} summary={summary} subscribeTime={subscribeTime} />
}

function Overlay({ summary, subscribeTime }: StageCallsProps) {
  const root = useRef<HTMLUListElement>(null)
  const arrows = useMemo(() => arrowsOf(summary), [summary])

  useEffect(() => {
    const rows = [...(root.current?.children ?? [])] as HTMLElement[]
    return subscribeTime((now) => {
      for (const [index, { from, until, at }] of arrows.entries()) {
        const row = rows[index]
        if (!row) continue
        row.hidden = now < from || now >= until
        row.toggleAttribute('data-lit', now >= at)
        const next = arrows[index + 1]
        row.toggleAttribute('data-past', next?.from === from && now >= next.at)
      }
    })
  }, [subscribeTime, arrows])

  return (
    <ul className="stage-calls" ref={root} aria-hidden="true">
      {arrows.map(({ key, way, label, missing }) => (
        <li key={key} data-way={way} data-missing={missing || undefined} hidden>
          <b>{STAGE_WAYS[way]}</b>
          <span>{missing ? `✕ ${label}` : label}</span>
          <i />
        </li>
      ))}
    </ul>
  )
}
