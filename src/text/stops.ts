/** Names of what makes a guest stand still: the parts of the stun, and all other causes. */
import type { StunPartName } from '../engine/facts.ts'
import type { StopCause } from '../recording/stop-causes.ts'

export const STUN_PARTS: Readonly<Record<StunPartName, string>> = {
  quiesce: 'quiesce',
  checkpoint: 'save devices',
  lastPages: 'last pages',
  frameBuffer: 'frame buffer',
  bitmap: 'bitmap',
  resume: 'resume',
}

/** Why a vCPU stands still, inside of a sentence. */
export const STOP_NAMES: Readonly<Record<StopCause, string>> = {
  tracing: 'trace install',
  fires: 'page fires',
  sdps: 'SDPS sleep',
  throttle: 'auto-converge sleep',
  stun: 'stun',
  remoteFaults: 'remote page faults',
  gone: 'VM lost',
}
