/** From the place of a page within its class to its page number: all regions of a class but the last one are full. */
import type { MemoryLayout } from './layout.ts'

export interface ClassPages {
  /** First page of the class's k-th region. */
  readonly firstPages: Int32Array
  /** Pages that have a place. Rounding to regions may cut a few off the end of a class; writes to those touch nothing. */
  readonly placed: number
}

export function classPagesOf(layout: MemoryLayout, classId: number): ClassPages {
  const firstPages: number[] = []
  let placed = 0
  for (let region = 0; region < layout.regions; region++) {
    if (layout.classOf[region] !== classId || layout.classPages[region] === 0) continue
    firstPages.push(region * layout.regionPages)
    placed += layout.classPages[region]!
  }
  return { firstPages: Int32Array.from(firstPages), placed }
}
