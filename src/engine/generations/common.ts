/** Values that several generations share. */
import type {
  Generation,
  SupportLimit,
  CopyPolicy,
  StunCosts,
  Timing,
} from '../migration/generation.ts'
import { STREAMS_OPEN } from '../host/prepare-times.ts'
import type { NetworkPolicy } from '../network/network-policy.ts'
import { PAGES_PER_GIB, PAGES_PER_MIB } from '../units.ts'
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
const VMOTION_STUN: StunCosts = {
  quiesceSeconds: 0.02,
  quiesceSecondsPerVcpu: 0.0002,
  resumeSeconds: 0.03,
  resumeSecondsPerVcpu: 0.0003,
  roundTrips: 0,
  // Device state moves at the expected line rate, 133 MB/s, or slower with the wire (inferred).
  checkpointBytesPerSecond: 133e6,
}

const VMOTION_TIMING: Timing = {
  checksEnd: CHECKS_END,
  specSent: SPEC_SENT,
  opensStreams: STREAMS_OPEN,
  prepared: PREPARED,
  cleanup: CLEANUP,
}

export function published(most: number): SupportLimit {
  return { most, confidence: 'published' }
}

/** Recalled, not read: shown as unverified. */
export function unverified(most: number): SupportLimit {
  return { most, confidence: 'unverified' }
}

export function thirdParty(most: number): SupportLimit {
  return { most, confidence: 'third-party' }
}

const SMALL_MAPPING_PAGES = 2 * PAGES_PER_MIB
const GIBIBYTE_MAPPING_PAGES = PAGES_PER_GIB

const STOP_BASED = { tracer: 'stop-based', tracedMappingPages: SMALL_MAPPING_PAGES } as const
export const LOOSE = { tracer: 'loose', tracedMappingPages: GIBIBYTE_MAPPING_PAGES } as const

/** One bit per page, uncompressed (MM reports 2 s for the largest VMs). */
const RAW_BITMAP = { encoding: 'raw', confidence: 'third-party' } as const
/** That it is compacted is published (V7ENH); the factor 11 is recalled and unverified. */
export const COMPACTED_BITMAP = { encoding: 'compacted', confidence: 'unverified' } as const

/**
 * One stream over one NIC. The cap is inferred: 5.0 is published as about 30 % faster than 4.1 on the same 10 GbE
 * (V5PAPER), which saturates in 5.0; 0.7 × 9.9 Gb/s.
 */
export const SINGLE_STREAM: NetworkPolicy = {
  streams: 'single',
  streamCapGigabits: 7,
  sharedNicGigabits: undefined,
  slowStart: 'prepared',
  latencyAware: false,
  encryption: false,
}

/** One stream a vmknic (TUNE19); 15 Gb/s is the option of later versions (LAM); 18, 28, 36 on one NIC: KB 323379. */
export const STREAM_PER_VMKNIC: NetworkPolicy = {
  streams: 'vmknic',
  streamCapGigabits: 15,
  sharedNicGigabits: [18, 28, 36],
  slowStart: 'prepared',
  latencyAware: true,
  encryption: false,
}

/** No vMotion of a VM with a vGPU. */
export const NO_VGPU: Generation['vgpu'] = {
  policy: 'none',
  fixedSeconds: undefined,
  channelGigabits: undefined,
  confidence: 'published',
}

/**
 * What a stun takes that has no vGPU, in the published tables of whole stuns: the law below is for the frame buffer alone (inferred).
 */
const STUN_BESIDE = 0.13

/** 1.53 s + 7.474 s a GB in all: the line through the six points of the table for a Tesla P40 at 10 Gb/s, 0.03 s off at most (DOC67GPU). */
export const VGPU_6_7: Generation['vgpu'] = {
  policy: 'stop-copy',
  fixedSeconds: 1.53 - STUN_BESIDE,
  channelGigabits: 8 / 7.474,
  confidence: 'inferred',
}

/**
 * 1.26 s + 1.276 s a GB in all: the line that is nowhere further off the table for a Tesla V100 with 32 GB at 10 Gb/s than it
 * must be (DOC70GPU). Published for 1, 2, 4, 8, 16 and 32 GB: 2, 4, 6, 12, 22, 39 s; the line: 2.5, 3.8, 6.4, 11.5, 21.7, 39.5.
 * Of 32 GB a guest can use 29.98: NVIDIA keeps a sixteenth and 16 MiB of each profile for itself (NVAIE). No line passes all six
 * within their rounding where the last counts as 32 full GB (8, 16 and 32 GB alone then leave one, which gives 1 GB 4.6 s); with
 * 29.98 the table of 6.7 U3 for the same card (2.17 … 50.81 s) is a line as well, 0.36 s off at most. The channel has two
 * connections (FD-8U1), so that a faster wire gives it no more than this (inferred).
 */
export const VGPU_7_0: Generation['vgpu'] = {
  ...VGPU_6_7,
  fixedSeconds: 1.26 - STUN_BESIDE,
  channelGigabits: 8 / 1.276,
}

/** From 8.0 U1 on as many connections as the network needs, 80 Gb/s together (FD-8U1). The fixed part is that of 7.0 (inferred). */
export const VGPU_8_0: Generation['vgpu'] = {
  ...VGPU_7_0,
  channelGigabits: 80,
  confidence: 'third-party',
}

/** What all generations before SDPS have in common. */
export const EARLY = {
  ...STOP_BASED,
  family: 'vSphere',
  copy: VMOTION_COPY,
  stun: VMOTION_STUN,
  timing: VMOTION_TIMING,
  bitmap: RAW_BITMAP,
  resumeDuringPageIn: false,
  // Facts 1.5: bitmap and last pages while the VM is stunned.
  lastPages: 'published',
  changedFile: false,
  vgpu: NO_VGPU,
  checkpoint: 'unknown',
} as const satisfies Partial<Generation>
