/**
 * What a usual vMotion does not need: page-in, and what only hypervisors beside it do with the dirty bitmap: read it while a walk is under way (QEMU), and pass by what fired
 * before its turn (Xen). In one place for those that run them: their code is not fetched by others.
 */
import { beginPageIn } from './analytic-page-in.ts'
import { dueRuns } from './due-runs.ts'
import { rereadExpected } from './expected-sets.ts'
import { foresight } from './foresight.ts'
import { createLooks } from './looks.ts'
import { createPageSets } from './page-sets.ts'
import { passBy } from './passing-walk.ts'

export const OTHER_WALKS = {
  beginPageIn,
  dueRuns,
  rereadExpected,
  createPageSets,
  foresight,
  createLooks,
  passBy,
}
export type OtherWalks = typeof OTHER_WALKS
