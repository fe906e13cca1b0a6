/** What the migration costs: the guest's pain by cause, comparable between versions, and the hosts over time. */
import { useEffect, useMemo, useState } from 'react'
import { createCostPainter } from './cost-painter.ts'
import { hostCosts, type HostCosts } from '../../../report/host-cost.ts'
import type { Summary } from '../../../report/summary.ts'
import { useStore } from 'zustand'
import { axisOf } from '../../session/axes.ts'
import type { ColumnsOfRun } from '../../session/series.ts'
import { COST_TEXT } from '../../../text/cost.ts'
import { DRAWER_TEXT } from '../../../text/drawer.ts'
import { Picture } from '../../controls/Picture.tsx'
import { TableHead } from '../../controls/TableHead.tsx'
import { useApp, usePage, useRevealed } from '../../controls/session-context.ts'
import { PainBudget } from './PainBudget.tsx'
import { Versions } from './Versions.tsx'
import './cost.css'

export function Cost() {
  const { session } = usePage()
  const summary = useRevealed()
  const runId = useApp((state) => state.runId)
  const series = useStore(session.series, (all) => all[runId])
  if (!summary) return <p className="drawer-empty">{DRAWER_TEXT.hidden}</p>
  return (
    <div className="cost">
      <h3>{COST_TEXT.pain}</h3>
      <PainBudget summary={summary} />
      <Versions />
      <h3>{COST_TEXT.hosts}</h3>
      {series ? (
        <Hosts summary={summary} series={series} />
      ) : (
        <p className="drawer-empty">{COST_TEXT.waiting}</p>
      )}
    </div>
  )
}

const FONT = 12

function Hosts({ summary, series }: { readonly summary: Summary; readonly series: ColumnsOfRun }) {
  const { session, scheduler } = usePage()
  const theme = useApp((state) => state.theme)
  const linear = useApp((state) => state.linearAxis)
  const change = useApp((state) => state.tools.lens)
  const [painter] = useState(createCostPainter)
  const costs = useMemo(
    () => hostCosts(summary, { times: series.times, ...series.columns }),
    [summary, series],
  )
  useEffect(() => {
    const lens = axisOf(summary, linear, change)
    painter.look({ theme, font: FONT, costs, times: series.times, lens })
  }, [painter, theme, costs, series, summary, linear, change])
  useEffect(() => {
    painter.setTime(session.playhead.time)
    return session.playhead.subscribe((time) => painter.setTime(time))
  }, [painter, session])
  return (
    <>
      <div className="cost-field lane-picture">
        <Picture painter={painter} scheduler={scheduler} label={COST_TEXT.picture} />
      </div>
      <CostTable costs={costs} />
      <p className="source">{COST_TEXT.source(costs)}</p>
    </>
  )
}

function CostTable({ costs }: { readonly costs: HostCosts }) {
  const { at, totals, reservedCores } = costs
  const most = (id: keyof HostCosts['at'][number]) =>
    at.reduce((highest, cost) => Math.max(highest, cost[id]), 0)
  const rows: readonly (readonly [name: string, most: string, all: string])[] = [
    [
      COST_TEXT.rows.sourceCores,
      COST_TEXT.cores(most('sourceCores')),
      COST_TEXT.coreSeconds(totals.sourceCoreSeconds),
    ],
    [
      COST_TEXT.rows.destinationCores,
      COST_TEXT.cores(most('destinationCores')),
      COST_TEXT.coreSeconds(totals.destinationCoreSeconds),
    ],
    [COST_TEXT.reserved, COST_TEXT.cores(reservedCores), ''],
    [
      COST_TEXT.rows.linkShare,
      COST_TEXT.share(most('linkShare')),
      COST_TEXT.bytes(totals.bytesSent),
    ],
    [
      COST_TEXT.rows.heldTwice,
      COST_TEXT.bytes(most('heldTwice')),
      COST_TEXT.heldFor(totals.heldSeconds),
    ],
  ]
  return (
    <table className="passes">
      <caption>{COST_TEXT.caption}</caption>
      <TableHead columns={COST_TEXT.columns} unnamed={COST_TEXT.caption} />
      <tbody>
        {rows.map(([name, highest, all]) => (
          <tr key={name}>
            <th scope="row">{name.replace(/ \(.*\)/, '')}</th>
            <td>{highest}</td>
            <td>{all}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
