/** What a run took from its guest: the worst second and the worst ten of a writing vCPU, the stun included, and what was lost in all. */
import type { ClockSegment } from '../engine/guest/clock-segment.ts'
import { stopSecondsOf } from '../engine/guest/group-stops.ts'
import { guestSecondsAt } from '../engine/guest/guest-clock.ts'
import type { RunRecord } from '../engine/run-record.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import { SECOND, type Nanoseconds } from '../engine/units.ts'
import { CLOCK_WORK, type Slices } from '../engine/work.ts'
import { guestTimesInSlices, guestTimesWork } from '../recording/questions/guest-times.ts'
import { fellBehind, livedUntil, lostSeconds, writerStopsBetween } from './lost-seconds.ts'
import { slowStretch } from './slow-stretch.ts'
import type { GuestPain } from './summary.ts'
import { WORST_WINDOW_SECONDS } from './verdict.ts'

/** Bursts of a segment that are tried: later ones find fewer traced pages than the first. */
const BURSTS = 16
/** Beyond so many segments not every border is tried. */
const MANY_SEGMENTS = 400
/** Segments of the throttle are 100 ms long: where there are many, borders that lie this share of the window apart are as fine. */
const TRIED_EVERY = 1 / 20
/** Borders between two places to pause. */
const SOLVED_A_SLICE = 8

/** Model times at which bursts begin or end within a traced segment: there fires jump as they do at a border. */
function burstEdges(record: RunRecord, segment: ClockSegment): number[] {
  const { classes } = record.workload
  const burst = classes.find(({ group, burst: found }) => group === 0 && found !== undefined)?.burst
  if (segment.kind === 'linear' || burst === undefined || burst.off <= 0) return []
  const period = burst.on + burst.off
  const first = Math.floor(segment.guestStart / period)
  const stopsAt = stopSecondsOf(classes, 0, segment)
  const edges: number[] = []
  for (let index = 0; index < 2 * BURSTS; index++) {
    const guest = (first + Math.floor(index / 2)) * period + (index % 2 === 0 ? 0 : burst.on)
    if (guest <= segment.guestStart) continue
    const time = segment.start + (guest - segment.guestStart + stopsAt(guest)) * SECOND
    if (time >= segment.end) break
    edges.push(time)
  }
  return edges
}

/** The sliding window in which a writing vCPU got the least. */
export interface WorstWindow {
  /** Share of the window: 0 … 1. */
  readonly share: number
  readonly start: Nanoseconds
}

/** Guest seconds of a writing vCPU at a model time. Each moment is solved for once: windows meet at the same borders. */
function guestReader({ clocks, workload, end }: RunRecord): (time: Nanoseconds) => number {
  const known = new Map<Nanoseconds, number>()
  return (time) => {
    const at = Math.max(0, Math.min(time, end))
    const found = known.get(at) ?? guestSecondsAt(clocks[0], workload.classes, at)
    known.set(at, found)
    return found
  }
}

const lengthOf = (record: RunRecord, window: Nanoseconds) => Math.min(window, livedUntil(record))

/**
 * The worst of those windows that end by `latestEnd`; they are as long as the run at most. The lost share is highest where a
 * segment or a burst begins (fires and sleeps only fade within one) or where the stun ends, so the worst window starts or ends
 * at such a border. Both are tried for every border.
 */
export function* worstWindow(
  record: RunRecord,
  window: Nanoseconds = SECOND,
  latestEnd: Nanoseconds = livedUntil(record),
  guestAt = guestReader(record),
): Slices<WorstWindow> {
  const [clock] = record.clocks
  const stun = record.phases.find(({ kind }) => kind === 'switchover')
  const length = lengthOf(record, window)
  let worst: WorstWindow = { share: 1, start: 0 }
  const consider = (start: number) => {
    const from = Math.max(0, Math.min(start, latestEnd - length))
    if (from + length > latestEnd) return
    const share = (guestAt(from + length) - guestAt(from)) / (length / SECOND)
    if (share < worst.share - 1e-12) worst = { share: Math.max(0, share), start: from }
  }
  const many = clock.segments.length > MANY_SEGMENTS
  let lastTried = -Infinity
  let solved = 0
  for (const segment of clock.segments) {
    const { start, end } = segment
    if (many && start - lastTried < TRIED_EVERY * window && start !== stun?.start) continue
    lastTried = start
    const edges = [start, end, ...burstEdges(record, segment)]
    solved += edges.length - 1
    if (solved >= SOLVED_A_SLICE) {
      yield solved * CLOCK_WORK
      solved = 0
    }
    for (const edge of edges) {
      consider(edge)
      consider(edge - length)
    }
  }
  if (stun !== undefined) {
    consider(stun.start)
    consider(stun.end - length)
  }
  return worst
}

/** Windows that are looked for: a second in the whole run and before the stun, and ten. */
const WINDOWS = [1, 1, WORST_WINDOW_SECONDS]

/** What `guestPain` counts in the unit of `engine/work.ts`, for a clock of so many pieces in so many seconds. */
export function guestPainWork(
  { scenario }: RunInput,
  clock: { readonly pieces: number; readonly seconds: number },
): number {
  const { pieces, seconds } = clock
  const period = scenario['workload.burstOn'] + scenario['workload.burstOff']
  const bursts = scenario['workload.pattern'] === 'bursts' && scenario['workload.burstOff'] > 0
  const literal = scenario.model === 'literal'
  const solved = WINDOWS.reduce((sum, window) => {
    const tried =
      pieces > MANY_SEGMENTS ? Math.min(pieces, seconds / (TRIED_EVERY * window) + 2) : pieces
    const edges = bursts && tried > 0 ? Math.min(2 * BURSTS, (2 * seconds) / period / tried) : 0
    return sum + tried * (1 + (literal ? 0 : edges))
  }, 0)
  return solved * CLOCK_WORK + guestTimesWork(pieces, literal)
}

export function* guestPain(record: RunRecord): Slices<GuestPain> {
  const stun = record.phases.find(({ kind }) => kind === 'switchover')
  const guestAt = guestReader(record)
  const all = yield* worstWindow(record, SECOND, livedUntil(record), guestAt)
  const before = yield* worstWindow(record, SECOND, stun?.start, guestAt)
  const window = WORST_WINDOW_SECONDS * SECOND
  const ten = yield* worstWindow(record, window, livedUntil(record), guestAt)
  const times = yield* guestTimesInSlices(record)
  return {
    lostSeconds: lostSeconds(times),
    behind: fellBehind(times),
    slowStretch: slowStretch(record, guestAt),
    worstTenLostSeconds: ((1 - ten.share) * lengthOf(record, window)) / SECOND,
    worstTenStart: ten.start,
    worstSecondStops: writerStopsBetween(times, all.start, all.start + lengthOf(record, SECOND)),
    worstSecondGuestSpeed: all.share,
    worstSecondStart: all.start,
    worstSecondBeforeStun: before.share,
    worstBeforeStunStart: before.start,
  }
}
