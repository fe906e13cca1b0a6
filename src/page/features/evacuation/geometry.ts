/** Where things stand in the two pictures: one time axis for lanes and wire, and the wire as stacked steps. */
import { scaleLinear, ticks, type ScaleLinear } from 'd3'
import type { Phase } from '../../../engine/facts.ts'
import type { EvacuationSummary, StayedOutcome } from '../../../report/evacuation.ts'
import { SECOND, type Nanoseconds } from '../../../engine/units.ts'
import type { EvacuatedRow } from '../../../text/evacuated-vm.ts'
import { formatTick, isLong, type TimeUnit } from '../../../text/format.ts'

export type TimeScale = ScaleLinear<number, number>

const LABEL_WIDTH = 62
const RIGHT_MARGIN = 14
export const AXIS_HEIGHT = 22

/** Rows are as high as 64 of them allow, and 24 px where there is room. */
export function rowHeight(vms: number): number {
  return Math.max(11, Math.min(24, Math.floor(640 / vms)))
}

export function timeScale({ totals }: EvacuationSummary, width: number): TimeScale {
  const right = Math.max(LABEL_WIDTH + 1, width - RIGHT_MARGIN)
  return scaleLinear([0, Math.max(1, totals.end)], [LABEL_WIDTH, right])
}

export interface TimeTick {
  readonly time: Nanoseconds
  readonly text: string
}

/** What lies between two ticks of a long axis, in the unit in which its labels are whole numbers; the shortest step first. */
const LONG_STEPS: readonly (readonly [step: number, unit: TimeUnit, unitSeconds: number])[] = [
  ...[1, 2, 5, 10, 15, 20, 30].map((step) => [step, 'min', 60] as const),
  ...[1, 2, 3, 6, 12].map((step) => [step, 'h', 3600] as const),
]
const DAY = 86_400
/** A step is taken for all that is wanted up to so many times its length. */
const NEAR = 1.4

/** About `count` ticks from zero to `end` whose labels, all in one unit, are exact: decimal seconds, from two hours on whole minutes, hours or days. */
export function timeTicks(end: Nanoseconds, count: number): readonly TimeTick[] {
  const seconds = end / SECOND
  const tick = (units: number, unit: TimeUnit, unitSeconds: number): TimeTick => ({
    time: Math.round(units * unitSeconds * SECOND),
    text: formatTick(units, unit),
  })
  if (!isLong(end)) return ticks(0, seconds, count).map((units) => tick(units, 's', 1))
  const wanted = seconds / count
  const long = LONG_STEPS.find(([step, , unitSeconds]) => wanted <= step * unitSeconds * NEAR)
  if (long === undefined)
    return ticks(0, seconds / DAY, count)
      .filter(Number.isInteger)
      .map((units) => tick(units, 'd', DAY))
  const [step, unit, unitSeconds] = long
  const steps = Math.floor(seconds / (step * unitSeconds))
  return Array.from({ length: steps + 1 }, (_, index) => tick(index * step, unit, unitSeconds))
}

type PartKind = 'waiting' | 'preparing' | 'first' | 'later' | 'page-in' | 'stun'

export interface LanePart {
  readonly kind: PartKind
  readonly start: number
  readonly end: number
}

/** At the end of the lane of a VM that stays. */
export const STAYED_SIGN: Readonly<Record<StayedOutcome, string>> = {
  failed: '✕',
  cancelled: '✕',
  'never-ends': '∞',
  unfinished: '…',
}

function kindOf({ kind, pass }: Phase): PartKind | undefined {
  switch (kind) {
    case 'prepare':
    case 'trace':
      return 'preparing'
    case 'frame-buffer':
      return 'first'
    case 'pass':
      return pass === -1 ? 'first' : 'later'
    case 'switchover':
      return 'stun'
    case 'page-in':
      return 'page-in'
    case 'cleanup':
      return undefined
  }
}

/** What a lane shows, the stun last so that it lies on top. */
export function laneParts({ requested, admitted, result }: EvacuatedRow): LanePart[] {
  const parts: LanePart[] =
    admitted > requested ? [{ kind: 'waiting', start: requested, end: admitted }] : []
  for (const phase of result.phases) {
    const kind = kindOf(phase)
    if (kind) parts.push({ kind, start: admitted + phase.start, end: admitted + phase.end })
  }
  return parts.sort((a, b) => Number(a.kind === 'stun') - Number(b.kind === 'stun'))
}

/** A band of the stack: from `low` to `high`, from a moment until the next step. */
export interface BandStep {
  readonly at: number
  readonly low: number
  readonly high: number
}

function shareAt({ shares, copyBegan, copyEnded }: EvacuatedRow, time: number): number {
  if (copyBegan === undefined || time < copyBegan || time >= copyEnded!) return 0
  return shares.findLast(({ at }) => at <= time)?.bytesPerSecond ?? 0
}

/** The stack: a band for each VM, the first at the bottom, only while it copies. */
export function wireBands({ vms, totals }: EvacuationSummary): BandStep[][] {
  const changes = vms.flatMap(({ shares, copyEnded }) => [
    ...shares.map(({ at }) => at),
    ...(copyEnded === undefined ? [] : [copyEnded]),
  ])
  const times = [...new Set([...changes, totals.end])].sort((a, b) => a - b)
  const bands: BandStep[][] = vms.map(() => [])
  for (const at of times) {
    let low = 0
    for (const [vm, row] of vms.entries()) {
      const high = low + shareAt(row, at)
      const copies = row.copyBegan !== undefined && at >= row.copyBegan && at <= row.copyEnded!
      if (copies) bands[vm]!.push({ at, low, high })
      low = high
    }
  }
  return bands
}
