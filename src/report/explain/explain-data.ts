/** Why so much was sent: once, and again what changed; and what binds the wire. */
import { GENERATIONS } from '../../engine/generations/list.ts'
import type { LimitName } from '../../engine/facts.ts'
import { effectiveBandwidth } from '../../engine/network/bandwidth.ts'
import { PAGE_BYTES } from '../../engine/units.ts'
import type { Summary } from '../summary.ts'
import {
  amount,
  clause,
  sum,
  term,
  type Chain,
  type Clause,
  type Formula,
  type TermName,
} from './chain.ts'
import { brokenOff, changedIn, wireLimit } from './causes.ts'

/** So many passes stand in the sum one by one. */
const SINGLE = 6

/** Bytes of the last pages: what is sent and in no pass. */
function lastBytes({ totals, passes }: Summary): number {
  return (
    totals.bytesSent - totals.frameBufferBytes - passes.reduce((all, row) => all + row.bytesSent, 0)
  )
}

export function explainSent(summary: Summary): Chain {
  const { totals, passes, end } = summary
  const [first] = passes
  const { frameBufferBytes } = totals
  const again = totals.bytesSent - frameBufferBytes - (first?.bytesSent ?? 0)
  const head = clause('sent', end, 'wire', {
    bytes: amount('bytes', totals.bytesSent),
    times: amount('times', totals.timesOver),
  })
  const vgpu =
    frameBufferBytes > 0
      ? [clause('frame-buffer-sent', end, 'wire', { bytes: amount('bytes', frameBufferBytes) })]
      : []
  const clauses = [head, ...vgpu, ...because(summary, again)]
  return { topic: 'sent', clauses, formulas: formulas(summary) }
}

function because(summary: Summary, again: number): readonly Clause[] {
  const { passes } = summary
  const [first, second] = passes
  if (!first) return [clause('no-pass', summary.phases.at(-1)?.start ?? 0, 'vcenter', {})]
  const bytes = amount('bytes', again)
  const changed = changedIn(summary, first)
  if (first.pagesSent < first.pagesToSend) {
    const until = { bytes: amount('bytes', first.bytesSent), pass: amount('pass', first.pass) }
    return [clause('sent-until', first.end, 'wire', until), ...brokenOff(summary).slice(1)]
  }
  if (again <= 0)
    return [clause('once', first.start, 'wire', { bytes: amount('bytes', first.bytesSent) })]
  if (!second) return [clause('rest-only', first.end, 'wire', { bytes }), ...changed]
  const count = amount('passes', passes.length - 1)
  const kind = lastBytes(summary) > 0 ? 'again-and-rest' : 'again'
  return [clause(kind, second.start, 'source-memory', { bytes, count }), ...changed]
}

function formulas(summary: Summary): readonly Formula[] {
  const { passes, totals, end } = summary
  const [first] = passes
  if (!first) return []
  const single = passes.length <= SINGLE
  const shown = single ? passes : passes.slice(0, 1)
  const later = passes.slice(1).reduce((all, row) => all + row.bytesSent, 0)
  const last = lastBytes(summary)
  const lastAt =
    summary.stunParts.find(({ part }) => part === 'lastPages')?.start ?? summary.stun.end
  const parts = [
    ...shown.map((row) =>
      term('pass', amount('bytes', row.bytesSent), row.start, 'wire', row.pass),
    ),
    ...(single ? [] : [term('passes', amount('bytes', later), first.end, 'wire')]),
    ...(last > 0 ? [term('last', amount('bytes', last), lastAt, 'wire')] : []),
    ...(totals.frameBufferBytes > 0
      ? [term('frameBuffer', amount('bytes', totals.frameBufferBytes), summary.stun.start, 'wire')]
      : []),
  ]
  const sent = term('sent', amount('bytes', totals.bytesSent), end, 'wire')
  const all: Formula = [sent, '=', ...sum(parts)]
  const memory = totals.pagesNonZero * PAGE_BYTES
  if (memory <= 0) return [all]
  const times = term('times', amount('times', totals.timesOver), end, 'wire')
  // Pages without the headers that some hypervisors put before each.
  const payload = term('payload', amount('bytes', totals.pagesSent * PAGE_BYTES), end, 'wire')
  return [
    all,
    [
      times,
      '=',
      payload,
      '÷',
      term('memory', amount('bytes', memory), first.start, 'source-memory'),
    ],
  ]
}

const LIMIT_TERMS: Readonly<Record<LimitName, TermName>> = {
  link: 'link',
  stream: 'stream',
  bus: 'bus',
  window: 'window-rate',
  loss: 'loss',
  'source-cpu': 'source-cpu',
  'destination-cpu': 'destination-cpu',
  'traffic-shaping': 'traffic-shaping',
}

/** The bandwidth is the least of what bounds it; bounds that do not apply are left out. */
export function explainLimit(summary: Summary): Chain {
  const { scenario } = summary.input
  const at = summary.facts.find(({ kind }) => kind === 'bandwidth-limited')?.at ?? 0
  const { limits } = effectiveBandwidth(scenario, GENERATIONS[scenario.generation].network)
  const bounds = limits
    .filter(({ bytesPerSecond }) => Number.isFinite(bytesPerSecond))
    .map(({ limit, bytesPerSecond }) =>
      term(LIMIT_TERMS[limit], amount('rate', bytesPerSecond), at, 'wire'),
    )
  const least = term('bandwidth', amount('rate', summary.bandwidth.bytesPerSecond), at, 'wire')
  const list: Formula = bounds.flatMap((bound, index) =>
    index > 0 ? [',' as const, bound] : [bound],
  )
  const next = limits
    .filter(({ limit }) => limit !== summary.bandwidth.limitedBy)
    .reduce((low, each) => (each.bytesPerSecond < low.bytesPerSecond ? each : low))
  const further = Number.isFinite(next.bytesPerSecond)
    ? [clause('next-limit', at, 'wire', { rate: amount('rate', next.bytesPerSecond) }, next.limit)]
    : []
  return {
    topic: 'limit',
    clauses: [wireLimit(summary, at), ...further],
    formulas: [[least, '=', 'min(', ...list, ')']],
  }
}
