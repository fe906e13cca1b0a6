/** The calls that the stage shows, in a word or two; the drawer has their real names. */
import type { CallName } from '../engine/host/call-table.ts'

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
