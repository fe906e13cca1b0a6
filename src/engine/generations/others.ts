/**
 * Other hypervisors: the same engine with their policies, so that it can be held against real measurements, and so that
 * hypervisors can be compared. What a vMotion generation has beside it (vGPU, changed file …) they have not.
 */
import type { CopyPolicy, Generation, StunCosts, Timing } from '../migration/generation.ts'
import type { NetworkPolicy } from '../network/network-policy.ts'
import { MILLISECOND } from '../units.ts'
import { NO_VGPU, thirdParty, VMOTION_COPY, ZERO_PAGE_SECONDS } from './common.ts'

/** One stream that the link or its window limits, and nothing else; multifd asks for more by `Migrate.VMotionStreamHelpers`. */
const PLAIN_STREAMS: NetworkPolicy = {
  streams: 'vmknic',
  streamCapGigabits: 1000,
  sharedNicGigabits: undefined,
  latencyAware: false,
  socketBuffer: 'qemu.socketBuffer',
  encryption: false,
}

/**
 * Of a socket buffer two thirds are payload, the rest Linux's own account of each packet: 2.8 of 4 MiB were in flight at 50 and
 * 100 ms (measured for this project).
 */
const LINUX_STREAMS: NetworkPolicy = {
  ...PLAIN_STREAMS,
  bufferShare: 2 / 3,
  slowStart: 'connects',
}

/** No vCenter between: what the traces call set-up takes 0–3 ms. */
const DIRECT: Timing = {
  checksEnd: MILLISECOND,
  specSent: 2 * MILLISECOND,
  opensStreams: 2 * MILLISECOND,
  prepared: 3 * MILLISECOND,
  cleanup: MILLISECOND,
}

const NO_COSTS: StunCosts = {
  quiesceSeconds: 0,
  quiesceSecondsPerVcpu: 0,
  resumeSeconds: 0,
  resumeSecondsPerVcpu: 0,
  roundTrips: 0,
  checkpointBytesPerSecond: Infinity,
}

const OTHER = {
  family: 'other',
  tracer: 'dirty-log',
  tracedMappingPages: 512,
  network: PLAIN_STREAMS,
  resumeDuringPageIn: false,
  lastPages: 'published',
  changedFile: false,
  vgpu: NO_VGPU,
  checkpoint: 'unknown',
  timing: DIRECT,
  limits: {
    memoryGiB: thirdParty(24576),
    vcpus: thirdParty(768),
    roundTripMilliseconds: thirdParty(500),
    nics: thirdParty(16),
  },
} as const satisfies Partial<Generation>

/** Validation README, rules 1–7, and the source that it names (ram.c, migration.c of 7.2). */
const QEMU_COPY: CopyPolicy = {
  reread: 'below-threshold',
  pacing: 'windows',
  skipRedirtied: false,
  pageHeaderBytes: 8,
  zeroPageBytes: 9,
  zeroPageSeconds: ZERO_PAGE_SECONDS,
  barrier: false,
  batchPages: 1,
}

export const QEMU_7_2: Generation = {
  ...OTHER,
  id: 'QEMU7.2',
  name: 'QEMU 7.2',
  sources: ['QEMU72', 'TRACES'],
  bitmap: { encoding: 'discard', confidence: 'third-party' },
  network: LINUX_STREAMS,
  copy: QEMU_COPY,
  stopRule: 'downtime-limit',
  fallback: 'auto-converge',
  // From STOP to RESUME 2–20 ms more than QEMU calls downtime (traces): the destination starts its devices.
  stun: {
    ...NO_COSTS,
    quiesceSeconds: 0.001,
    resumeSeconds: 0.008,
    checkpointBytesPerSecond: 133e6,
  },
}

/** Clark et al., NSDI 2005. */
export const XEN_2005: Generation = {
  ...OTHER,
  id: 'XEN2005',
  name: 'Xen 2005',
  sources: ['CLARK05'],
  bitmap: { encoding: 'none', confidence: 'third-party' },
  copy: {
    ...VMOTION_COPY,
    pacing: 'dirty-rate',
    skipRedirtied: true,
    barrier: false,
    batchPages: 1,
  },
  stopRule: '256-kilobytes',
  fallback: 'none',
  // 9 ms of 210 in SPECweb, about 40 ms of 60 in Quake are not copying.
  stun: { ...NO_COSTS, resumeSeconds: 0.009, checkpointBytesPerSecond: 133e6 },
}

/** The rule of the simulator's live-migration plugin; its guests dirty linearly up to the working set. */
export const SIMGRID: Generation = {
  ...OTHER,
  id: 'SIMGRID',
  name: 'SimGrid 3.32',
  sources: ['SIMGRID'],
  bitmap: { encoding: 'none', confidence: 'third-party' },
  copy: { ...VMOTION_COPY, batchPages: 1 },
  stopRule: 'thirty-milliseconds',
  fallback: 'none',
  // A message after the last stage.
  stun: { ...NO_COSTS, roundTrips: 1 },
}

/**
 * Huawei's predictor (A. Gudkov, qemu-devel, 27 April 2023): arithmetic over a measured dirty curve, on ram pages with
 * their headers of 8 bytes; a zero page is a header. Passes follow each other until one fits into the downtime limit.
 */
export const HUAWEI: Generation = {
  ...OTHER,
  id: 'HUAWEI',
  name: 'Huawei’s predictor',
  sources: ['HUAWEI23'],
  bitmap: { encoding: 'none', confidence: 'third-party' },
  copy: {
    ...VMOTION_COPY,
    pageHeaderBytes: 8,
    zeroPageBytes: 8,
    zeroPageSeconds: 0,
    barrier: false,
    batchPages: 1,
  },
  stopRule: 'fits-goal',
  fallback: 'none',
  stun: NO_COSTS,
}
