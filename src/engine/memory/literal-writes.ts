/** Where each write of the `literal` model goes: by class, the page of its j-th write. */
import type { Workload } from '../guest/workload.ts'
import { STREAM, streamKey } from '../random/hash.ts'
import { classPagesOf } from './class-pages.ts'
import type { MemoryLayout } from './layout.ts'

/** Columns by class, so that the loop over writes allocates nothing. */
export interface WriteTargets {
  /** Key of the class's draws, and how many writes it has had. */
  readonly keys: Uint32Array
  readonly counts: Uint32Array
  /** Pages in the class ÷ 2³²: a draw times this is a place within the class. */
  readonly scales: Float64Array
  readonly sizes: Int32Array
  readonly placed: Int32Array
  /** Where a sweep stands; −1 for classes that are written at random. */
  readonly cursors: Int32Array
  /** First pages of the regions of all classes; those of a class begin at `bases`. */
  readonly firstPages: Int32Array
  readonly bases: Int32Array
}

export function createWriteTargets(layout: MemoryLayout, { classes }: Workload, seed: number): WriteTargets {
  const places = classes.map(({ id }) => classPagesOf(layout, id))
  const firstPages: number[] = []
  const bases = places.map((place) => {
    const base = firstPages.length
    for (const page of place.firstPages) firstPages.push(page)
    return base
  })
  return {
    keys: Uint32Array.from(classes, ({ id }) => streamKey(seed, STREAM.write, id, 0)),
    counts: new Uint32Array(classes.length),
    scales: Float64Array.from(classes, ({ pages }) => pages / 4294967296),
    sizes: Int32Array.from(classes, ({ pages }) => pages),
    placed: Int32Array.from(places, ({ placed }) => placed),
    cursors: Int32Array.from(classes, ({ pattern, pages, sweepStart }) =>
      pattern === 'sweep' && pages > 0 ? Math.floor(sweepStart * pages) % pages : -1,
    ),
    firstPages: Int32Array.from(firstPages),
    bases: Int32Array.from(bases),
  }
}
