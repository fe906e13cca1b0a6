/**
 * The stun and its parts: quiesce, then checkpoint and last pages side by side, then the bitmap, then the resume
 * (facts 8.6). With resume-during-page-in the last pages travel after the resume.
 */
import type { StunPart } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { rateAt, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import { PAGE_BYTES, nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import type { Generation } from './generation.ts'

/** Quiesce and resume together: 50 ms + 0.5 ms a vCPU (inferred; calibrated on 53 ms from stop to sent and 100–200 ms in all). */
const QUIESCE_SECONDS = 0.02
const QUIESCE_SECONDS_PER_VCPU = 0.0002
const RESUME_SECONDS = 0.03
const RESUME_SECONDS_PER_VCPU = 0.0003
/** Device state moves at the expected line rate, 133 MB/s, or slower with the wire (inferred). */
const CHECKPOINT_BYTES_PER_SECOND = 133e6
/** 768 MiB in 2 s: encoding, not the wire, is the limit (facts 3.4). */
const RAW_BITMAP_BYTES_PER_SECOND = (768 * 1048576) / 2
/** Compacted: 2 s became 175 ms at 24 TiB, a recalled and unverified figure; factor 11 (facts 3.4, 8.6). */
const COMPACTED_BITMAP_FACTOR = 11

/**
 * A vGPU's frame buffer is not copied before the stun (until 9.0): 1.53 s + 7.474 s a GB in all, the line through the
 * six published points (DOC67GPU). 0.13 s of it is what the stun takes anyway (inferred).
 */
const VGPU_SECONDS = 1.53 - 0.13
const VGPU_SECONDS_PER_GB = 7.474

export interface StunPlan {
  readonly parts: readonly StunPart[]
  readonly bytes: Readonly<Record<StunPart['part'], number>>
  readonly end: Nanoseconds
  /** Undefined when the last pages come after the resume. */
  readonly lastPages: StunPart | undefined
}

/** Bytes of the dirty bitmap: one bit a page of the VM (facts 3.4). */
export function bitmapBytes(pages: number): number {
  return Math.ceil(pages / 8)
}

/** Bytes of the bitmap as it travels. That compacting shrinks its size as it shrinks its time is inferred. */
export function sentBitmapBytes(pages: number, encoding: 'raw' | 'compacted'): number {
  return encoding === 'raw'
    ? bitmapBytes(pages)
    : Math.ceil(bitmapBytes(pages) / COMPACTED_BITMAP_FACTOR)
}

/** Seconds that the bitmap adds to the stun: as fast as it is encoded, or slower with the wire. */
export function bitmapSeconds(
  pages: number,
  encoding: 'raw' | 'compacted',
  wireBytesPerSecond = Infinity,
): number {
  const rate = Math.min(RAW_BITMAP_BYTES_PER_SECOND, wireBytesPerSecond)
  return sentBitmapBytes(pages, encoding) / rate
}

/** Bytes of frame buffer that travel in the stun. */
function vgpuBytes(scenario: Scenario, generation: Generation): number {
  return generation.vgpu === 'stop-copy' ? scenario['vm.vgpuMemory'] * 1e9 : 0
}

/** Seconds that they take: the published line, which was drawn for 10 GbE, or slower with the wire. */
function vgpuSeconds(bytes: number, wireBytesPerSecond: number): number {
  if (bytes === 0) return 0
  return VGPU_SECONDS + Math.max((bytes / 1e9) * VGPU_SECONDS_PER_GB, bytes / wireBytesPerSecond)
}

/** When the device state is across: at the rate that the wire had when the stun began, or as it changes meanwhile. */
function checkpointEnd(
  quiesced: Nanoseconds,
  start: Nanoseconds,
  rates: RateSchedule,
  bytes: number,
  moreSeconds: number,
): Nanoseconds {
  const rate = Math.min(CHECKPOINT_BYTES_PER_SECOND, rateAt(rates, start))
  const steady = quiesced + nanosecondsFromSeconds(bytes / rate + moreSeconds)
  if (rate > 0 && !rates.some(({ from }) => from > start && from < steady)) return steady
  const capped = rates.map((step) => ({
    ...step,
    bytesPerSecond: Math.min(step.bytesPerSecond, CHECKPOINT_BYTES_PER_SECOND),
  }))
  return timeAfterBytes(capped, quiesced, bytes) + nanosecondsFromSeconds(moreSeconds)
}

const isLater =
  (time: Nanoseconds) =>
  ({ from, bytesPerSecond }: RateSchedule[number]) =>
    from > time && bytesPerSecond > 0

export interface StunInput {
  /** Pages of the VM, in use or not: the bitmap covers all. */
  readonly pages: number
  /** Pages that fired in the last pass, and pages of it that are still to be sent where it was broken off. */
  readonly pagesLeft: number
  readonly restOfPass?: number
  /** The wire as it goes when nothing cuts it. */
  readonly rates: RateSchedule
  readonly lastPagesAfterResume: boolean
  /** Until when the wire carries the rest of the pass that was running; absent: it is free. */
  readonly passUntil?: Nanoseconds
}

/** Lays out the stun from `start` on, as it goes when the wire holds. */
export function planStun(
  start: Nanoseconds,
  scenario: Scenario,
  generation: Generation,
  { pages, pagesLeft, rates, restOfPass = 0, lastPagesAfterResume, passUntil = start }: StunInput,
): StunPlan {
  const vcpus = scenario['vm.vcpus']
  const deviceBytes = scenario['vm.deviceState'] * 1e6
  const quiesced =
    start + nanosecondsFromSeconds(QUIESCE_SECONDS + QUIESCE_SECONDS_PER_VCPU * vcpus)
  // A cable that is cut when the stun begins and put in again: what counts is the wire that comes back.
  const wire = rateAt(rates, start) || (rates.find(isLater(start))?.bytesPerSecond ?? 0)
  const frameBuffer = vgpuBytes(scenario, generation)
  const checkpointed = checkpointEnd(
    quiesced,
    start,
    rates,
    deviceBytes,
    vgpuSeconds(frameBuffer, wire),
  )
  const parts: StunPart[] = [
    { part: 'quiesce', start, end: quiesced, confidence: 'inferred' },
    { part: 'checkpoint', start: quiesced, end: checkpointed, confidence: 'inferred' },
  ]
  const passed = Math.max(quiesced, passUntil)
  let copied = Math.max(checkpointed, passUntil)
  let lastPages: StunPart | undefined
  if (!lastPagesAfterResume) {
    const sent = timeAfterBytes(rates, passed, pagesLeft * PAGE_BYTES)
    lastPages = { part: 'lastPages', start: quiesced, end: sent, confidence: 'published' }
    parts.push(lastPages)
    copied = Math.max(checkpointed, sent)
  }
  const { encoding, confidence } = generation.bitmap
  const mapped = copied + nanosecondsFromSeconds(bitmapSeconds(pages, encoding, wire))
  const end = mapped + nanosecondsFromSeconds(RESUME_SECONDS + RESUME_SECONDS_PER_VCPU * vcpus)
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
      checkpoint: deviceBytes + frameBuffer,
      lastPages: (pagesLeft + restOfPass) * PAGE_BYTES,
      bitmap: sentBitmapBytes(pages, encoding),
      resume: 0,
    },
    end,
    lastPages,
  }
}
