/** The frame buffer of a vGPU on its way over the wire: when, how fast, and how much is across. */
import { bytesBetween, rateAt, type RateSchedule } from '../rate-schedule.ts'
import type { Nanoseconds } from '../units.ts'

export interface FrameBufferCopy {
  readonly during: 'pre-copy' | 'stun'
  readonly start: Nanoseconds
  /** When it was through, or broken off. */
  readonly end: Nanoseconds
  /** What was to be sent. */
  readonly bytes: number
  /** False where it was broken off. */
  readonly complete: boolean
  /** The wire, of which its channel takes no more than it can. */
  readonly rates: RateSchedule
}

/** Bytes of it that are across at a moment, 0 … `bytes`. */
export function frameBufferSent(copy: FrameBufferCopy, time: Nanoseconds): number {
  const { start, end, bytes, complete, rates } = copy
  if (time <= start) return 0
  if (time >= end && complete) return bytes
  return Math.min(bytes, bytesBetween(rates, start, Math.min(time, end)))
}

/** All that is across of it at a moment, by default in the end: what goes again counts again. */
export function frameBufferBytesSent(
  copies: readonly FrameBufferCopy[],
  time: Nanoseconds = Infinity,
): number {
  return copies.reduce((sum, copy) => sum + frameBufferSent(copy, time), 0)
}

/** The copy that is on its way at a moment: how far, how fast, and whether it is the second; undefined while none is. */
export function frameBufferAt(copies: readonly FrameBufferCopy[], time: Nanoseconds) {
  const index = copies.findIndex(({ start, end }) => start <= time && time < end)
  const now = copies[index]
  if (now === undefined) return undefined
  return {
    sent: frameBufferSent(now, time),
    all: now.bytes,
    again: index > 0,
    bytesPerSecond: rateAt(now.rates, time),
  }
}
