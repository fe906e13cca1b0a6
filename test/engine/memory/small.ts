/** A small guest for tests of the dirty models: four regions of 512 pages, of which class 1 has one and a bit. */
import type { Workload } from '../../../src/engine/guest/workload.ts'
import type { WriteClass } from '../../../src/engine/guest/write-class.ts'
import { createLayout, type MemoryLayout } from '../../../src/engine/memory/layout.ts'

export const REGION = 512
const WRITTEN = 612
const PAGES = 4 * REGION

export const poisson: Partial<WriteClass> = { pattern: 'poisson', writesPerSecond: 1000 }
export const sweeping: Partial<WriteClass> = { pattern: 'sweep', writesPerSecond: 1000 }

/** The background, which is never written, and one class of 612 pages. */
export function classesOf(written: Partial<WriteClass>, pages = WRITTEN): WriteClass[] {
  const plain: WriteClass = {
    id: 0,
    name: 'background',
    pattern: 'poisson',
    pages: PAGES - pages,
    writesPerSecond: 0,
    group: 1,
    bands: 0,
    burst: undefined,
    sweepStart: 0,
    curve: undefined,
  }
  return [plain, { ...plain, id: 1, name: 'working set', pages, group: 0, bands: 1, ...written }]
}

/** Class 1 in the second and third region, which are all in use but the last 100 pages. */
export function smallLayout(
  written: Partial<WriteClass> = poisson,
  zeroShare = 0,
  zeroInWritten = false,
): MemoryLayout {
  return createLayout(PAGES, PAGES - 100, zeroShare, classesOf(written), REGION, zeroInWritten)
}

export function workloadOf(written: Partial<WriteClass>, writers = 1): Workload {
  return { classes: classesOf(written), writers, others: 1, curveFitError: undefined }
}
