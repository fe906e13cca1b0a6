/** Everything that a finished run is: plain data that a message can carry, from which a recording answers any question. */
import type { Fact, Phase, RunsOn, StunPart, UncompletedReason } from './facts.ts'
import type { FrameBufferCopy } from './memory/frame-buffer-copy.ts'
import type { GuestClock } from './guest/clock-segment.ts'
import type { Workload } from './guest/workload.ts'
import type { MemoryLayout } from './memory/layout.ts'
import type { PassTable, Walk } from './memory/pass-table.ts'
import type { Bandwidth } from './network/bandwidth.ts'
import type { Effect } from './scenario/intervention.ts'
import type { RunInput } from './scenario/scenario.ts'
import type { Nanoseconds } from './units.ts'

export interface RunRecord {
  readonly input: RunInput
  /** What became of each of the input's interventions, in the order of its list. */
  readonly effects: readonly Effect[]
  readonly runHash: string
  readonly layout: MemoryLayout
  readonly workload: Workload
  readonly bandwidth: Bandwidth
  /** The wire from a moment on, as interventions change it; the first from 0. Ascending. */
  readonly wires: readonly { readonly from: Nanoseconds; readonly bandwidth: Bandwidth }[]
  readonly facts: readonly Fact[]
  readonly phases: readonly Phase[]
  readonly stunParts: readonly StunPart[]
  /** The frame buffer of a vGPU on the wire: before the copy of memory, and in the stun. */
  readonly frameBuffer: readonly FrameBufferCopy[]
  readonly passes: readonly PassTable[]
  readonly lastWalk: Walk | undefined
  readonly lastWalkDuring: 'stun' | 'page-in'
  readonly clocks: readonly [GuestClock, GuestClock]
  readonly end: Nanoseconds
  /** Why it did not complete. */
  readonly failure: UncompletedReason | undefined
  readonly runsOn: RunsOn
  readonly remotePageFaults: number
  readonly sdpsSince: Nanoseconds | undefined
}

/** All walks over memory in their order: those of the passes, then that of the stun or the page-in. */
export function walksOf({ passes, lastWalk }: Pick<RunRecord, 'passes' | 'lastWalk'>): Walk[] {
  const walks = passes.map(({ walk }) => walk)
  return lastWalk === undefined ? walks : [...walks, lastWalk]
}

/** All array buffers of a record, each once, for a transfer list. */
export function transferables(record: RunRecord): ArrayBuffer[] {
  const buffers = new Set<ArrayBuffer>()
  const visit = (value: unknown): void => {
    if (ArrayBuffer.isView(value)) buffers.add(value.buffer as ArrayBuffer)
    else if (Array.isArray(value)) {
      if (typeof value[0] === 'object') value.forEach(visit)
    } else if (typeof value === 'object' && value !== null) Object.values(value).forEach(visit)
  }
  visit(record)
  return [...buffers]
}
