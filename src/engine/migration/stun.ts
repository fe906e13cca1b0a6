/**
 * The stun and its parts: quiesce, then checkpoint and last pages side by side, then the frame buffer of a vGPU, then the
 * bitmap, then the resume (facts 8.6). With resume-during-page-in the last pages travel after the resume.
 */
import type { StunPart } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { atMost, rateAt, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import { nanosecondsFromSeconds, type BytesPerSecond, type Nanoseconds } from '../units.ts'
import { frameBufferTransfer, type FrameBufferTransfer } from './frame-buffer.ts'
import type { BitmapEncoding, Generation, StunCosts } from './generation.ts'

/** 768 MiB in 2 s: encoding, not the wire, is the limit (facts 3.4). */
const RAW_BITMAP_BYTES_PER_SECOND = (768 * 1048576) / 2
/** Compacted: 2 s became 175 ms at 24 TiB, a recalled and unverified figure; factor 11 (facts 3.4, 8.6). */
const COMPACTED_BITMAP_FACTOR = 11

export interface StunPlan {
  readonly parts: readonly StunPart[]
  readonly bytes: Readonly<Record<StunPart['part'], number>>
  readonly end: Nanoseconds
  /** Undefined when the last pages come after the resume. */
  readonly lastPages: StunPart | undefined
  /** The transfer of the frame buffer, without what its part takes beside it; undefined where the VM has none. */
  readonly frameBuffer: FrameBufferTransfer | undefined
}

/** Bytes of the dirty bitmap: one bit a page of the VM (facts 3.4). */
export function bitmapBytes(pages: number): number {
  return Math.ceil(pages / 8)
}

/** Bytes of the bitmap as it travels. That compacting shrinks its size as it shrinks its time is inferred. */
export function sentBitmapBytes(pages: number, encoding: BitmapEncoding): number {
  switch (encoding) {
    case 'raw':
    case 'discard':
      return bitmapBytes(pages)
    case 'compacted':
      return Math.ceil(bitmapBytes(pages) / COMPACTED_BITMAP_FACTOR)
    case 'none':
      return 0
  }
}

/** Seconds that the bitmap adds to the stun: as fast as it is encoded, or slower with the wire. */
export function bitmapSeconds(
  pages: number,
  encoding: BitmapEncoding,
  wireBytesPerSecond = Infinity,
): number {
  const rate = Math.min(RAW_BITMAP_BYTES_PER_SECOND, wireBytesPerSecond)
  return sentBitmapBytes(pages, encoding) / rate
}

/**
 * QEMU's post-copy throws away, while the guest is stopped, what it had sent and what is dirty again: two system calls for
 * each run of such pages, and every page is freed. Measured on memory files: 5 µs a run, 0.2–0.6 µs a page (TRACES).
 */
const DISCARD_SECONDS_PER_RUN = 5e-6
const DISCARD_SECONDS_PER_PAGE = 0.44e-6

/** What the destination throws away: runs of pages, and the pages in them that it has. */
export interface Discards {
  readonly runs: number
  readonly pages: number
}

/** What travels in the stun sets out when the wire is as it was at its start, and goes on as it changes meanwhile. */
interface Wire {
  readonly rates: RateSchedule
  readonly start: Nanoseconds
}

/** The rate at the start, as long as it holds until `end`; undefined where it changes before, or is dead. */
function steadyUntil({ rates, start }: Wire, end: (rate: BytesPerSecond) => Nanoseconds) {
  const rate = rateAt(rates, start)
  if (rate <= 0) return undefined
  const steady = end(rate)
  return rates.some(({ from }) => from > start && from < steady) ? undefined : steady
}

/** When the device state is across. */
function checkpointEnd(
  wire: Wire,
  quiesced: Nanoseconds,
  bytes: number,
  { checkpointBytesPerSecond: most }: StunCosts,
): Nanoseconds {
  const steady = steadyUntil(
    wire,
    (rate) => quiesced + nanosecondsFromSeconds(bytes / Math.min(most, rate)),
  )
  return steady ?? timeAfterBytes(atMost(wire.rates, most), quiesced, bytes)
}

/** When the bitmap is across, or what it replaces is done. */
function bitmapEnd(
  wire: Wire,
  copied: Nanoseconds,
  pages: number,
  encoding: BitmapEncoding,
  discards: Discards,
): Nanoseconds {
  if (encoding === 'discard')
    return (
      copied +
      nanosecondsFromSeconds(
        DISCARD_SECONDS_PER_RUN * discards.runs + DISCARD_SECONDS_PER_PAGE * discards.pages,
      )
    )
  const steady = steadyUntil(
    wire,
    (rate) => copied + nanosecondsFromSeconds(bitmapSeconds(pages, encoding, rate)),
  )
  if (steady !== undefined) return steady
  const encoded = atMost(wire.rates, RAW_BITMAP_BYTES_PER_SECOND)
  return timeAfterBytes(encoded, copied, sentBitmapBytes(pages, encoding))
}

export interface StunInput {
  /** Pages of the VM, in use or not: the bitmap covers all. */
  readonly pages: number
  /** Bytes of the last pages with their headers, and of a pass that was broken off and is still to be sent. */
  readonly bytesLeft: number
  readonly restOfPass?: number
  /** Where the bitmap is sent as a list of runs; absent: nothing is thrown away. */
  readonly discards?: Discards
  /** The wire: what it does not carry any more never ends. */
  readonly rates: RateSchedule
  readonly lastPagesAfterResume: boolean
  /** Until when the wire carries the rest of the pass that was running; absent: it is free. */
  readonly passUntil?: Nanoseconds
}

/** Lays out the stun from `start` on; the parts that a dead wire keeps from ending, and its end, are at Infinity. */
export function planStun(
  start: Nanoseconds,
  scenario: Scenario,
  generation: Generation,
  {
    pages,
    bytesLeft,
    rates,
    restOfPass = 0,
    discards = { runs: 0, pages: 0 },
    lastPagesAfterResume,
    passUntil = start,
  }: StunInput,
): StunPlan {
  const vcpus = scenario['vm.vcpus']
  const deviceBytes = scenario['vm.deviceState'] * 1e6
  const costs = generation.stun
  const quiesced =
    start + nanosecondsFromSeconds(costs.quiesceSeconds + costs.quiesceSecondsPerVcpu * vcpus)
  const wire: Wire = { rates, start }
  const checkpointed = checkpointEnd(wire, quiesced, deviceBytes, costs)
  const parts: StunPart[] = [
    { part: 'quiesce', start, end: quiesced, confidence: 'inferred' },
    { part: 'checkpoint', start: quiesced, end: checkpointed, confidence: 'inferred' },
  ]
  const passed = Math.max(quiesced, passUntil)
  let copied = Math.max(checkpointed, passUntil)
  let lastPages: StunPart | undefined
  if (!lastPagesAfterResume) {
    const sent = timeAfterBytes(rates, passed, bytesLeft)
    lastPages = {
      part: 'lastPages',
      start: quiesced,
      end: sent,
      confidence: generation.lastPages === 'inferred' ? 'inferred' : 'published',
    }
    parts.push(lastPages)
    copied = Math.max(checkpointed, sent)
  }
  // After the last pages, so that the wire carries one of them at a time (inferred).
  const frameBuffer = frameBufferTransfer(scenario, generation, rates, copied)
  if (frameBuffer !== undefined) {
    parts.push({ part: 'frameBuffer', start: copied, end: frameBuffer.end, confidence: 'inferred' })
    copied = frameBuffer.end
  }
  const { encoding, confidence } = generation.bitmap
  const mapped = bitmapEnd(wire, copied, pages, encoding, discards)
  const end =
    mapped +
    nanosecondsFromSeconds(
      costs.resumeSeconds +
        costs.resumeSecondsPerVcpu * vcpus +
        (costs.roundTrips * scenario['network.rtt']) / 1000,
    )
  parts.push(
    {
      part: 'bitmap',
      start: copied,
      end: mapped,
      confidence: confidence === 'unverified' ? 'unverified' : 'inferred',
    },
    { part: 'resume', start: mapped, end, confidence: 'inferred' },
  )
  return {
    parts,
    bytes: {
      quiesce: 0,
      checkpoint: deviceBytes,
      lastPages: bytesLeft + restOfPass,
      frameBuffer: frameBuffer?.bytes ?? 0,
      bitmap: sentBitmapBytes(pages, encoding),
      resume: 0,
    },
    end,
    lastPages,
    frameBuffer,
  }
}
