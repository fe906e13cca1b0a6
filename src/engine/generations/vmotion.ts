/** What all generations of vMotion share: how a pass copies, what the stun takes, and how long the rest of the task lasts. */
import type { CopyPolicy, StunCosts, Timing } from '../migration/generation.ts'
import { CHECKS_END, CLEANUP, PREPARED, SPEC_SENT } from '../migration/phase-times.ts'

/** Measured on QEMU: about 0.75 µs a page (validation README, point 6); assumed here for vMotion as well (inferred). */
export const ZERO_PAGE_SECONDS = 0.75e-6

/** Facts 1.5, 8.3: the dirty bitmap becomes the to-send bitmap when a pass is through. Headers are part of the payload rate. */
export const VMOTION_COPY: CopyPolicy = {
  reread: 'pass-end',
  pacing: 'wire',
  skipRedirtied: false,
  pageHeaderBytes: 0,
  zeroPageBytes: 0,
  zeroPageSeconds: ZERO_PAGE_SECONDS,
  barrier: true,
  batchPages: undefined,
}

/** Quiesce and resume together: 50 ms + 0.5 ms a vCPU (inferred; calibrated on 53 ms from stop to sent and 100–200 ms in all). */
export const VMOTION_STUN: StunCosts = {
  quiesceSeconds: 0.02,
  quiesceSecondsPerVcpu: 0.0002,
  resumeSeconds: 0.03,
  resumeSecondsPerVcpu: 0.0003,
  roundTrips: 0,
  // Device state moves at the expected line rate, 133 MB/s, or slower with the wire (inferred).
  checkpointBytesPerSecond: 133e6,
}

export const VMOTION_TIMING: Timing = {
  checksEnd: CHECKS_END,
  specSent: SPEC_SENT,
  prepared: PREPARED,
  cleanup: CLEANUP,
}
