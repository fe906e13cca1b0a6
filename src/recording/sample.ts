/** The numbers of one moment. */
import type { PhaseKind, RunsOn } from '../engine/facts.ts'
import { groupFireRate } from '../engine/guest/group-stops.ts'
import { guestSecondsAt, guestSpeedAt, segmentAt } from '../engine/guest/guest-clock.ts'
import { frameBufferAt, frameBufferBytesSent } from '../engine/memory/frame-buffer-copy.ts'
import { isActive, paceFactor } from '../engine/guest/write-class.ts'
import type { PassTable, Walk } from '../engine/memory/pass-table.ts'
import { dueTotals } from '../engine/memory/walk-order.ts'
import { walkPosition } from '../engine/memory/walk-position.ts'
import { passedBySoFar } from '../engine/memory/walk-region.ts'
import { rateAt } from '../engine/rate-schedule.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { PAGE_BYTES, SECOND, type Nanoseconds, type PageNumber } from '../engine/units.ts'
import { fireMoment, firesInAll, loggedFireRate } from './fires.ts'
import { failedAt, placesOf } from './places.ts'
import { copyAt, phaseAt, type CopyMoment } from './timeline.ts'
import { aheadOfMean, traceTurn } from './trace-turn.ts'

/** The numbers of one moment; charts sample it along the axis. */
export interface Sample {
  readonly time: Nanoseconds
  readonly phase: PhaseKind
  readonly pass: number | undefined
  /** Payload that crosses the wire at this moment. */
  readonly wireBytesPerSecond: number
  /** What the wire could carry: the rule compares against this. 0 outside of copying. */
  readonly bandwidthBytesPerSecond: number
  /** Page fires × 4 KiB. */
  readonly newlyDirtyBytesPerSecond: number
  /** Page writes × 4 KiB as the guest really makes them, repeats included. */
  readonly guestWritesBytesPerSecond: number
  /** Pages of this pass not yet sent + pages that fired in it: page transmissions still to come. */
  readonly pagesLeft: number
  readonly pagesSentInPass: number
  readonly pagesToSendInPass: number
  readonly firesInPass: number
  /** Frame buffer of a vGPU included. */
  readonly bytesSent: number
  readonly frameBufferSent: number
  /** Of the copy of a frame buffer that is on its way: what is across, what is to be sent, and whether it went before. */
  readonly frameBuffer:
    | {
        readonly sent: number
        readonly all: number
        readonly again: boolean
        readonly bytesPerSecond: number
      }
    | undefined
  /** Share of wall time that a vCPU of the group gets at this moment, 0 … 1. */
  readonly writerSpeed: number
  readonly otherSpeed: number
  /** Guest time since the request of vCPU 0, which writes, and of the first one that does not: `vcpu-times.ts`. */
  readonly writerGuestTime: Nanoseconds
  readonly otherGuestTime: Nanoseconds
  /** Address at which the walk stands, or −1 when nothing walks. */
  readonly walkPage: PageNumber
  readonly stopped: boolean
  readonly runsOn: RunsOn
  readonly memoryAtDestination: boolean
}

/** Bytes of memory on the wire before each pass; one entry more than passes. */
export function bytesBeforePasses(record: RunRecord): Float64Array {
  const before = new Float64Array(record.passes.length + 1)
  for (const [index, { row }] of record.passes.entries())
    before[index + 1] = before[index]! + row.bytesSent
  return before
}

export function sampleRecord(
  record: RunRecord,
  bytesBefore: Float64Array,
  asked: Nanoseconds,
): Sample {
  const time = Math.max(0, Math.min(asked, record.end))
  const phase = phaseAt(record, time)
  const copy = copyAt(record, time)
  const table = record.passes[copy.passIndex]
  const { classes } = record.workload
  const guests = record.clocks.map((clock) => guestSecondsAt(clock, classes, time))
  const speeds = record.clocks.map((clock, group) =>
    guestSpeedAt(clock, classes, time, guests[group]),
  )
  const walk: Walk | undefined = copy.lastWalk ?? table?.walk
  const walking = walk !== undefined && time < walk.end
  const position = walk === undefined ? undefined : walkPosition(walk, time)
  const fired =
    table === undefined ? 0 : firesInAll(record, fireMoment(record, table, time, guests))
  const toSend = walk === undefined ? 0 : dueTotals(walk).pages
  const sent = position?.pagesSent ?? 0
  const passed = walk === undefined || position === undefined ? 0 : passedBySoFar(walk, position)
  const waiting = toSend - passed - sent
  const inCopy =
    sent * (walk?.pageBytes ?? PAGE_BYTES) + (position?.zeroSeen ?? 0) * (walk?.zeroWireBytes ?? 0)
  const onLast = copy.lastWalk !== undefined
  const moving = walking && waiting > 0
  const { writers, others } = record.workload
  const turn = traceTurn(record)
  const frameBufferSent = frameBufferBytesSent(record.frameBuffer, time)
  const frameBuffer = frameBufferAt(record.frameBuffer, time)
  const frameRate = frameBuffer?.bytesPerSecond ?? 0
  const memorySent = onLast
    ? bytesBefore[record.passes.length]! + inCopy
    : (bytesBefore[Math.max(0, copy.passIndex)] ?? 0) + inCopy
  return {
    time,
    phase: phase.kind,
    pass: phase.pass,
    wireBytesPerSecond:
      frameRate + (moving && position !== undefined ? wireRate(walk, position.region, time) : 0),
    bandwidthBytesPerSecond: walking ? carriedRate(walk, time) : frameRate,
    newlyDirtyBytesPerSecond:
      copy.inPass && table !== undefined ? dirtyRate(record, table, speeds, guests, time) : 0,
    guestWritesBytesPerSecond: writeRate(record, speeds, guests, time),
    pagesLeft: pagesLeft(record, copy, walking, waiting, fired, time),
    pagesSentInPass: sent,
    pagesToSendInPass: toSend,
    firesInPass: onLast ? 0 : fired,
    bytesSent: memorySent + frameBufferSent,
    frameBufferSent,
    frameBuffer,
    writerSpeed: speeds[0]!,
    otherSpeed: speeds[1]!,
    writerGuestTime: guests[0]! * SECOND + aheadOfMean(turn, 0, 0, writers, time),
    otherGuestTime:
      guests[1]! * SECOND + aheadOfMean(turn, writers, writers, Math.max(1, others), time),
    walkPage:
      moving && position !== undefined
        ? (position.region + position.share) * record.layout.regionPages
        : -1,
    stopped: phase.kind === 'switchover' && time < phase.end,
    runsOn: runsOnAt(record, time),
    memoryAtDestination: placesOf(record, time).atDestination,
  }
}

/** What is left to send: what waits and what fired, which will be sent again. */
function pagesLeft(
  record: RunRecord,
  { lastWalk, passIndex }: CopyMoment,
  walking: boolean,
  waiting: number,
  fired: number,
  time: Nanoseconds,
): number {
  if (copiedAll(record, time)) return 0
  if (lastWalk !== undefined) return waiting
  const last = record.passes[passIndex]
  if (walking || last === undefined || passIndex < record.passes.length - 1) return waiting + fired
  return leftInStun(record, last, time) ?? waiting + fired
}

/**
 * Between the last pass and the last pages they are one set: a page that was left over and fired counts once. What the stun
 * began with, less what a pass that was broken off has sent in it; undefined without a stun.
 */
function leftInStun(record: RunRecord, { walk }: PassTable, time: Nanoseconds): number | undefined {
  const began = record.facts.findLast(({ kind }) => kind === 'stun-began')
  if (began?.kind !== 'stun-began' || time < began.at) return undefined
  const sentBefore = walkPosition(walk, began.at).pagesSent
  return began.pagesLeft - (walkPosition(walk, time).pagesSent - sentBefore)
}

/** Where the VM runs: it resumes when the stun ends, at the destination unless the migration was given up there. */
function runsOnAt(record: RunRecord, time: Nanoseconds): RunsOn {
  if (record.runsOn === 'source') return 'source'
  const resumed = record.phases.findLast(({ kind }) => kind === 'switchover')?.end ?? Infinity
  if (record.runsOn === 'destination') return time < resumed ? 'source' : 'destination'
  if (time >= failedAt(record)) return 'lost'
  return time < resumed ? 'source' : 'destination'
}

/** After success nothing is left; after a failure the destination's copy is dropped and counts no more. */
function copiedAll(record: RunRecord, time: Nanoseconds): boolean {
  const cleanup = record.phases[record.phases.length - 1]!
  return time >= cleanup.start
}

/** What a walk may put on the wire a second: QEMU sends in bursts, but no more than its cap in each tenth of a second. */
function carriedRate(walk: Walk, time: Nanoseconds): number {
  return Math.min(rateAt(walk.rates, time), walk.capBytesPerSecond ?? Infinity)
}

/** Payload a second in the region that the walk is in: zero pages take time but no wire. */
function wireRate(walk: Walk, region: number, time: Nanoseconds): number {
  const data = (walk.toSend[region] ?? 0) * PAGE_BYTES
  const scanned = (walk.zero?.[region] ?? 0) * walk.zeroPageBytes
  const rate = carriedRate(walk, time)
  return data + scanned > 0 ? (rate * data) / (data + scanned) : rate
}

function dirtyRate(
  record: RunRecord,
  table: PassTable,
  speeds: number[],
  guests: number[],
  time: Nanoseconds,
): number {
  if (table.log !== undefined) {
    // The literal model has no curve but single fires: their mean over a straight piece of the clock.
    const { start, end } = segmentAt(record.clocks[0], time)
    return loggedFireRate(table, table.log, start, end) * PAGE_BYTES
  }
  let rate = 0
  for (const group of [0, 1] as const) {
    const segment = segmentAt(record.clocks[group], time)
    if (segment.kind === 'traced') {
      rate +=
        groupFireRate(
          segment.classes ?? record.workload.classes,
          group,
          segment.tracedAt,
          guests[group]!,
        ) * speeds[group]!
    }
  }
  return rate * PAGE_BYTES
}

function writeRate(
  record: RunRecord,
  speeds: number[],
  guests: number[],
  time: Nanoseconds,
): number {
  let rate = 0
  for (const group of [0, 1] as const) {
    const guest = guests[group]!
    const classes = segmentAt(record.clocks[group], time).classes ?? record.workload.classes
    for (const writeClass of classes) {
      if (writeClass.group !== group || !isActive(writeClass, guest)) continue
      rate += writeClass.writesPerSecond * paceFactor(writeClass, guest) * speeds[group]!
    }
  }
  return rate * PAGE_BYTES
}
