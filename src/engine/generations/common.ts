/** Values that several generations share. */
import type { Generation, SupportLimit } from '../migration/generation.ts'
import type { NetworkPolicy } from '../network/network-policy.ts'
import { VMOTION_COPY, VMOTION_STUN, VMOTION_TIMING } from './vmotion.ts'

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

const SMALL_MAPPING_PAGES = 512
const GIBIBYTE_MAPPING_PAGES = 262144

export const STOP_BASED = { tracer: 'stop-based', tracedMappingPages: SMALL_MAPPING_PAGES } as const
export const LOOSE = { tracer: 'loose', tracedMappingPages: GIBIBYTE_MAPPING_PAGES } as const

/** One bit a page, as it is (MM tells of 2 s for the largest VMs). */
export const RAW_BITMAP = { encoding: 'raw', confidence: 'third-party' } as const
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
  latencyAware: false,
  encryption: false,
}

/** One stream a vmknic (TUNE19); 15 Gb/s is the option of later versions (LAM); 18, 28, 36 on one NIC: KB 323379. */
export const STREAM_PER_VMKNIC: NetworkPolicy = {
  streams: 'vmknic',
  streamCapGigabits: 15,
  sharedNicGigabits: [18, 28, 36],
  latencyAware: true,
  encryption: false,
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
  changedFile: false,
  vgpu: 'none',
} as const satisfies Partial<Generation>
