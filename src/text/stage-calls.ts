/** The calls that the stage shows, in a word or two; the drawer has their real names. */
import type { CallName } from '../engine/host/call-table.ts'
import { LAYOUT_TEXT } from './layout.ts'

export const STAGE_CALLS: { readonly [Name in CallName]?: string } = {
  'prepare-source': 'prepare',
  'prepare-destination': 'prepare',
  'initiate-source': 'start',
  checkpoint: 'device state',
  handshake: 'it runs here',
  'report-vcenter': 'done',
  'complete-source': 'clean up',
  'complete-destination': 'it is yours',
  'failure-vcenter': 'failed',
  'cancel-destination': 'drop it',
}

const { source, destination, vcenter } = LAYOUT_TEXT

/** From whom to whom, where no arrow can point there. */
export const STAGE_WAYS = {
  'to-source': `${vcenter} → ${source}`,
  'to-destination': `${vcenter} → ${destination}`,
  'from-source': `${source} → ${vcenter}`,
  across: `${source} → ${destination}`,
  back: `${destination} → ${source}`,
} as const
