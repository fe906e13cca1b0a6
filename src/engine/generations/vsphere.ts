/** All generations of vMotion as data, oldest first: each states what it changes on the one before, with its sources. */
import type { Generation } from '../migration/generation.ts'
import {
  COMPACTED_BITMAP,
  EARLY,
  LOOSE,
  SINGLE_STREAM,
  STREAM_PER_VMKNIC,
  VGPU_6_7,
  VGPU_7_0,
  VGPU_8_0,
  published,
  thirdParty,
  unverified,
} from './common.ts'

/** ESX 2 with VirtualCenter 1, 2003: the first vMotion. Pre-copy until a megabyte is left, then suspend and resume. */
export const ESX_2: Generation = {
  ...EARLY,
  id: 'ESX2',
  name: 'ESX 2',
  sources: ['YB-HIST', 'ATC11S', 'NEL05'],
  // Less than 1 MB left, or a pass that shrinks the set by less than 1 MB: recalled from NEL05, unverified.
  stopRule: 'one-megabyte',
  fallback: 'none',
  // One stream, in practice over 1 GbE (facts 8.1).
  network: { ...SINGLE_STREAM, streamCapGigabits: 1 },
  limits: {
    memoryGiB: unverified(3.6),
    vcpus: unverified(2),
    roundTripMilliseconds: published(5),
    nics: published(1),
  },
}

/** vSphere 4.0, 2009: 10 GbE becomes usable; the rules are still those of 2003. */
export const V4_0: Generation = {
  ...EARLY,
  id: '4.0',
  name: 'vSphere 4.0',
  sources: ['FD-cost', 'NEL05'],
  stopRule: 'one-megabyte',
  fallback: 'none',
  network: SINGLE_STREAM,
  limits: {
    memoryGiB: unverified(255),
    vcpus: unverified(8),
    roundTripMilliseconds: published(5),
    nics: published(1),
  },
}

/** vSphere 4.1, 2010: Quick Resume. What does not converge is resumed at the destination and paged in (KG11, YB-QR). */
export const V4_1: Generation = {
  ...EARLY,
  id: '4.1',
  name: 'vSphere 4.1',
  sources: ['KG11', 'YB-QR', 'TUNE19', 'FD-cost'],
  stopRule: 'time-goal',
  fallback: 'quick-resume',
  network: SINGLE_STREAM,
  changedFile: true,
  limits: {
    memoryGiB: unverified(255),
    vcpus: unverified(8),
    roundTripMilliseconds: published(5),
    nics: published(1),
  },
}

/** vSphere 5.0, 2011: SDPS guarantees convergence; several NICs; 10 ms round trip (YB5, V5PAPER). */
export const V5_0: Generation = {
  ...EARLY,
  id: '5.0',
  name: 'vSphere 5.0',
  sources: ['YB5', 'V5PAPER', 'KB 2005741'],
  checkpoint: 'base',
  stopRule: 'time-goal',
  fallback: 'sdps',
  network: STREAM_PER_VMKNIC,
  limits: {
    memoryGiB: unverified(1024),
    vcpus: unverified(32),
    roundTripMilliseconds: published(10),
    nics: published(16),
  },
}

/** vSphere 5.1, 2012: moves without shared storage, disks first (FD51, V51PAPER). The copy of memory is that of 5.0. */
export const V5_1: Generation = {
  ...V5_0,
  id: '5.1',
  name: 'vSphere 5.1',
  sources: ['FD51', 'FD-svm', 'V51PAPER'],
  limits: { ...V5_0.limits, vcpus: unverified(64) },
}

/** vSphere 6.0, 2015: streams rebuilt, 18 Gb/s each; 150 ms round trip; routed; resumes during page-in (V60, KB 323379, LAM). */
export const V6_0: Generation = {
  ...V5_1,
  id: '6.0',
  name: 'vSphere 6.0',
  sources: ['V60', 'KB 323379', 'LAM'],
  network: { ...V5_1.network, streamCapGigabits: 18 },
  resumeDuringPageIn: true,
  // Migrate.DisableResumeDuringPageIn = 0 in the dumps of 6.0 to 6.7.
  lastPages: 'option-default',
  checkpoint: 'host',
  limits: {
    memoryGiB: unverified(4080),
    vcpus: unverified(128),
    roundTripMilliseconds: published(150),
    nics: published(16),
  },
}

/** vSphere 6.5, 2016: encrypted vMotion, sockets bound to the vmknic, large pages reserved at the destination (ENC, FD-enc, LAM). */
export const V6_5: Generation = {
  ...V6_0,
  id: '6.5',
  name: 'vSphere 6.5',
  sources: ['ENC', 'FD-enc', 'LAM'],
  network: { ...V6_0.network, streamCapGigabits: 15, encryption: true },
  limits: { ...V6_0.limits, memoryGiB: unverified(6128) },
}

/** vSphere 6.7, 2018: larger VMs, vGPU (U1); the last with stop-based tracing and the raw bitmap (RYAN, DOC67GPU, STARW). */
export const V6_7: Generation = {
  ...V6_5,
  id: '6.7',
  name: 'vSphere 6.7',
  sources: ['RYAN', 'DOC67GPU', 'STARW', 'LAM'],
  vgpu: VGPU_6_7,
  limits: { ...V6_5.limits, memoryGiB: thirdParty(6128), vcpus: thirdParty(256) },
}

/** vSphere 7.0 U1, 2020: loose page trace by one vCPU, compacted bitmap, 24 TiB (V7ENH, V7U1, PAT). */
export const V7_0U1: Generation = {
  ...V6_7,
  ...LOOSE,
  id: '7.0U1',
  name: 'vSphere 7.0 U1',
  sources: ['V7ENH', 'V7U1', 'PAT', 'DOC70GPU'],
  vgpu: VGPU_7_0,
  bitmap: COMPACTED_BITMAP,
  // The options of resume-during-page-in are gone (LAM). That the last pages are back in the stun is read from that (inferred).
  resumeDuringPageIn: false,
  lastPages: 'inferred',
  limits: { ...V6_7.limits, memoryGiB: published(24576), vcpus: published(768) },
}

/** vSphere 7.0 U2, 2021: as many streams as the NIC needs, about 15 Gb/s each (NH21, DOC7NET, LAM). */
export const V7_0U2: Generation = {
  ...V7_0U1,
  id: '7.0U2',
  name: 'vSphere 7.0 U2',
  sources: ['NH21', 'DOC7NET', 'LAM'],
  network: { ...V7_0U1.network, streams: 'auto', sharedNicGigabits: undefined },
}

/** vSphere 8.0, 2022: applications are notified in advance, cold data rides on the vMotion transport (NH22, UDT). The copy of memory is that of 7.0 U2. */
export const V8_0: Generation = {
  ...V7_0U2,
  id: '8.0',
  name: 'vSphere 8.0',
  sources: ['NH22', 'UDT', 'DOC8GPU', 'FD-8U1', 'LAM'],
  vgpu: VGPU_8_0,
}

/** vSphere 9.0, 2025: the frame buffer of a vGPU is copied while it works (VCF9GPU, FD-VCF9); receive queues by themselves (LAM). */
export const V9_0: Generation = {
  ...V8_0,
  id: '9.0',
  name: 'vSphere 9.0',
  sources: ['LAM', 'VCF9GPU', 'FD-VCF9', 'PS'],
  vgpu: { ...VGPU_8_0, policy: 'iterative' },
}
