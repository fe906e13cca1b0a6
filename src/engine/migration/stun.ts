/**
 * The stun and its parts: quiesce, then checkpoint and last pages side by side, then the bitmap, then the resume
 * (facts 8.6). With resume-during-page-in the last pages travel after the resume.
 */
import type { StunPart } from '../facts.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { rateAt, timeAfterBytes, type RateSchedule } from '../rate-schedule.ts'
import { nanosecondsFromSeconds, type Nanoseconds } from '../units.ts'
import type { BitmapEncoding, Generation, StunCosts } from './generation.ts'

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
 * QEMU's post-copy throws away every run of dirty pages at the destination while the guest is stopped: 27 ms where they are
 * one run, 125–133 ms for 16,000–24,000 of them (validation README, rule 9; a straight line through these three).
 */
const DISCARD_SECONDS = 0.025
const DISCARD_SECONDS_PER_RUN = 5e-6

/** What the bitmap adds to the stun; `runs`: of dirty pages, 0 where nothing is thrown away. */
function bitmapOrDiscardSeconds(
  pages: number,
  encoding: BitmapEncoding,
  wireBytesPerSecond: number,
  runs: number,
): number {
  if (encoding !== 'discard') return bitmapSeconds(pages, encoding, wireBytesPerSecond)
  return runs > 0 ? DISCARD_SECONDS + DISCARD_SECONDS_PER_RUN * runs : 0
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
  { checkpointBytesPerSecond }: StunCosts,
): Nanoseconds {
  const rate = Math.min(checkpointBytesPerSecond, rateAt(rates, start))
  const steady = quiesced + nanosecondsFromSeconds(bytes / rate + moreSeconds)
  if (rate > 0 && !rates.some(({ from }) => from > start && from < steady)) return steady
  const capped = rates.map((step) => ({
    ...step,
    bytesPerSecond: Math.min(step.bytesPerSecond, checkpointBytesPerSecond),
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
  /** Bytes of the last pages with their headers, and of a pass that was broken off and is still to be sent. */
  readonly bytesLeft: number
  readonly restOfPass?: number
  /** Runs of dirty pages, where they are told one by one. */
  readonly dirtyRuns?: number
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
  {
    pages,
    bytesLeft,
    rates,
    restOfPass = 0,
    dirtyRuns = 0,
    lastPagesAfterResume,
    passUntil = start,
  }: StunInput,
): StunPlan {
  const vcpus = scenario['vm.vcpus']
  const deviceBytes = scenario['vm.deviceState'] * 1e6
  const costs = generation.stun
  const quiesced =
    start + nanosecondsFromSeconds(costs.quiesceSeconds + costs.quiesceSecondsPerVcpu * vcpus)
  // A cable that is cut when the stun begins and put in again: what counts is the wire that comes back.
  const wire = rateAt(rates, start) || (rates.find(isLater(start))?.bytesPerSecond ?? 0)
  const frameBuffer = vgpuBytes(scenario, generation)
  const checkpointed = checkpointEnd(
    quiesced,
    start,
    rates,
    deviceBytes,
    vgpuSeconds(frameBuffer, wire),
    costs,
  )
  const parts: StunPart[] = [
    { part: 'quiesce', start, end: quiesced, confidence: 'inferred' },
    { part: 'checkpoint', start: quiesced, end: checkpointed, confidence: 'inferred' },
  ]
  const passed = Math.max(quiesced, passUntil)
  let copied = Math.max(checkpointed, passUntil)
  let lastPages: StunPart | undefined
  if (!lastPagesAfterResume) {
    const sent = timeAfterBytes(rates, passed, bytesLeft)
    lastPages = { part: 'lastPages', start: quiesced, end: sent, confidence: 'published' }
    parts.push(lastPages)
    copied = Math.max(checkpointed, sent)
  }
  const { encoding, confidence } = generation.bitmap
  const mapped =
    copied + nanosecondsFromSeconds(bitmapOrDiscardSeconds(pages, encoding, wire, dirtyRuns))
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
      checkpoint: deviceBytes + frameBuffer,
      lastPages: bytesLeft + restOfPass,
      bitmap: sentBitmapBytes(pages, encoding),
      resume: 0,
    },
    end,
    lastPages,
  }
}
