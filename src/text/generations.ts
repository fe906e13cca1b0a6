/** Each generation of vMotion: what changed and why in two sentences, and in one what it does unlike the one before. */
import { GENERATIONS } from '../engine/generations/list.ts'
import { VERSION_DATES } from '../engine/host/versions.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'

export type GenerationId = Scenario['generation']

export interface GenerationText {
  /** Two sentences: what changed, and why. */
  readonly changed: string
  /** One sentence: what this run does unlike the same run one generation earlier. */
  readonly difference: string
}

export const GENERATION_TEXT: Readonly<Record<GenerationId, GenerationText>> = {
  ESX2: {
    changed:
      'The first vMotion copies memory while the VM runs, then suspends it and resumes it on the other host. Checkpoints could already be carried from host to host on disk; sending them over the network was the next step.',
    difference:
      'The first of all: it copies until less than a megabyte is left (unverified), over one stream of 1 Gb/s.',
  },
  '4.0': {
    changed:
      'vMotion can use 10 GbE. VMs had outgrown a gigabit, but the rules of 2003 remain: a guest that writes faster than the wire still cannot move.',
    difference:
      'A single stream carries up to 7 Gb/s (inferred) instead of 1 Gb/s; nothing else in the copy differs.',
  },
  '4.1': {
    changed:
      'Quick Resume moves a VM that does not converge, if its rest needs less than 100 s: the VM resumes at the destination and fetches missing pages as it reads or writes them. Busy VMs with much memory could otherwise not move at all.',
    difference:
      'Pre-copy stops when the rest fits into 0.5 s; what does not converge resumes at the destination and pages in the rest.',
  },
  '5.0': {
    changed:
      'SDPS (Stun, or Slowdown, During Page Send) slows vCPUs that dirty memory faster than the wire sends, and one migration uses several NICs. With convergence guaranteed, Quick Resume and its file are no longer needed, and 10 ms round trips become possible.',
    difference:
      'SDPS slows a guest that would not converge, instead of resuming it early; each vmknic carries a stream of up to 15 Gb/s.',
  },
  '5.1': {
    changed:
      'A VM can move without shared storage: its disks go first, then its memory, over the same network. Small sites have no shared storage to build on.',
    difference:
      'Disks may move as well, but memory is copied just as in 5.0; only the largest supported VM grows.',
  },
  '6.0': {
    changed:
      'The streams are rebuilt for fast NICs, and round trips up to 150 ms and routed networks are supported. VMs are to move between vCenters and across continents, not only within a rack.',
    difference:
      'A stream carries 18 Gb/s, and the last pages travel after the resume: they leave the stun.',
  },
  '6.5': {
    changed:
      'vMotion can encrypt its stream, and does so where both hosts can. Guest memory crosses networks that others can read, and a packet trace would hold it all.',
    difference:
      'The stream is encrypted, which costs CPU on both hosts; its cap is the option’s 15 Gb/s.',
  },
  '6.7': {
    changed:
      'A VM with a vGPU can move (from U1 on), and larger VMs are supported. The frame buffer is not copied beforehand, so its whole transfer is part of the stun (here as in U1 and U2 on a Tesla P40; for U3 on a V100 VMware has 28 s for 16 GB).',
    difference:
      'A vGPU no longer keeps a VM from moving, but each GB of its frame buffer adds about 7.5 s to the stun.',
  },
  '7.0U1': {
    changed:
      'One vCPU installs the traces, in steps of 1 GB, while the others run, and only a compacted bitmap crosses in the stun. With the old way VMs of many terabytes stood still for too long.',
    difference:
      'Trace install no longer stops the vCPUs and the bitmap shrinks, but the last pages return into the stun (inferred: the options of the early resume are gone); a GB of frame buffer takes 1.3 s there instead of 7.5 s.',
  },
  '7.0U2': {
    changed:
      'vMotion opens as many streams as the NIC needs, about one for each 15 Gb/s. Before, a 100 GbE NIC stayed mostly idle unless somebody tuned vmknics by hand.',
    difference:
      'A NIC faster than 15 Gb/s is filled without further vmknics; slower ones see no difference.',
  },
  '8.0': {
    changed:
      'Applications can be notified before the VM moves, and cold data uses the fast transport of vMotion. Clusters and real-time software want to prepare for the stun, and copies of powered-off VMs were slow.',
    difference:
      'The copy of memory is that of 7.0 U2; the frame buffer of a vGPU crosses at up to 80 Gb/s (from U1 on).',
  },
  '9.0': {
    changed:
      'The frame buffer of a vGPU is copied while it works, and receive queues set themselves. The frame buffers of today would exceed any stun that a user accepts.',
    difference:
      'Of the frame buffer of a vGPU only what changes all the time crosses in the stun; for other VMs nothing changes.',
  },
  'QEMU7.2': {
    changed:
      'QEMU reads its dirty bitmap again as soon as what is left fits into the downtime limit, and goes on from where it stood. Its cap works in bursts of 100 ms and does not count for the last pages.',
    difference:
      'Another hypervisor: it stops when what is left fits into 300 ms at the bandwidth measured, and never gives up.',
  },
  XEN2005: {
    changed:
      'Xen passes by pages that are dirty again and sends the others in the next round, at a rate that follows the dirty rate. It was the first published account of pre-copy in a hypervisor.',
    difference:
      'Another hypervisor: it stops at 256 KB, or when the next round would have to be faster than 500 Mbit/s.',
  },
  SIMGRID: {
    changed:
      'A simulator without pages: what is dirty grows straight with time up to the working set. It is here as others model migrations with it.',
    difference: 'Another model: it stops when what is left needs less than 30 ms.',
  },
  HUAWEI: {
    changed:
      'Arithmetic instead of a run: a measured dirty curve, passes of bytes ÷ bandwidth, until one fits into the downtime limit. It is here as its published table can be checked to the second.',
    difference: 'Another model: it stops when what is left fits the goal, whatever a pass gained.',
  },
}

/** "vSphere 4.1, 2010" */
export function generationTitle(id: GenerationId): string {
  return `${GENERATIONS[id].name}, ${VERSION_DATES[id].released}`
}

/** "4.1, 2010" */
export function generationBrief(id: GenerationId): string {
  return `${generationShort(id)}, ${VERSION_DATES[id].released}`
}

/** "4.1", "7.0 U1", "ESX 2": for where there is little room. */
export function generationShort(id: GenerationId): string {
  return GENERATIONS[id].name.replace('vSphere ', '')
}

export const RIBBON_TEXT = {
  slider: 'Generation of vMotion',
  against: (former: string) => `Unlike ${former}`,
} as const
