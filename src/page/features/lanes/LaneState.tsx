/** Below the lanes: from when to when they show, and what the vCPUs do at the playhead. Written when time moves. */
import { useEffect, useRef } from 'react'
import { LANE_WINDOW_LENGTHS, type LaneWindow } from '../../../saved/lane-window.ts'
import { stopAt } from '../../../recording/vcpu-lanes.ts'
import { vcpusOf, type GuestTimes } from '../../../recording/vcpu-times.ts'
import { laneAxis } from './lane-axis.ts'
import { axisOf } from '../../session/axes.ts'
import { formatNumber } from '../../../text/format.ts'
import { LANE_CAUSES, LANES_TEXT } from '../../../text/lanes.ts'
import { useApp, useSession } from '../../controls/session-context.ts'

/** So many vCPUs are asked what they do; more would be counted, not read. */
const MOST = 64

export function LaneState({
  times,
  window,
}: {
  readonly times: GuestTimes
  readonly window: LaneWindow
}) {
  const { playhead } = useSession()
  const summary = useApp((state) => state.summary)
  const linear = useApp((state) => state.linearAxis)
  const change = useApp((state) => state.tools.lens)
  const range = useRef<HTMLParagraphElement>(null)
  const now = useRef<HTMLParagraphElement>(null)
  useEffect(() => {
    if (!summary) return undefined
    const lens = axisOf(summary, linear, change)
    const show = (time: number) => {
      const { from, to } = laneAxis(lens, times.end, time, LANE_WINDOW_LENGTHS[window])
      const decimals = to - from >= 1e9 ? 2 : to - from >= 1e7 ? 4 : 6
      const seconds = (at: number) => `${formatNumber(at / 1e9, decimals, { steady: true })} s`
      if (range.current)
        range.current.textContent = `${LANES_TEXT.from} ${seconds(from)} ${LANES_TEXT.to} ${seconds(to)}`
      if (now.current) now.current.textContent = `${LANES_TEXT.now}: ${stateText(times, time)}`
    }
    show(playhead.time)
    return playhead.subscribe(show)
  }, [playhead, summary, linear, change, times, window])
  return (
    <div className="lanes-state">
      <p ref={range} />
      <p ref={now} />
    </div>
  )
}

/** "14 running, 2 page fire" */
function stateText(times: GuestTimes, time: number): string {
  const counts = new Map<string, number>()
  const vcpus = Math.min(MOST, vcpusOf(times))
  for (let vcpu = 0; vcpu < vcpus; vcpu++) {
    const stop = stopAt(times, vcpu, time)
    const name = stop ? LANE_CAUSES[stop.cause] : LANES_TEXT.running
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  return [...counts].map(([name, count]) => `${count} ${name}`).join(', ')
}
