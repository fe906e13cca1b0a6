/**
 * The coming writes of a group of vCPUs, drawn ahead in batches: which page, and how much later the vCPU writes again.
 * The j-th write to a class goes to the same page whatever else happens: a draw depends on (seed, class, j) alone.
 */
import { EXPONENTIAL_MASK, EXPONENTIAL_STEPS } from '../random/exponential.ts'
import { STREAM, drawKey, streamKey } from '../random/hash.ts'
import type { WriteClass } from '../guest/write-class.ts'
import type { MemoryLayout } from './layout.ts'

interface ClassPages {
  /** First page of the class's k-th region. */
  readonly firstPages: Int32Array
  /** Pages that have a place. Rounding to regions may cut a few off the end of a class; writes to those touch nothing. */
  readonly placed: number
}

function classPagesOf(layout: MemoryLayout, classId: number): ClassPages {
  const firstPages: number[] = []
  let placed = 0
  for (let region = 0; region < layout.regions; region++) {
    if (layout.classOf[region] !== classId || layout.classPages[region] === 0) continue
    firstPages.push(region * layout.regionPages)
    placed += layout.classPages[region]!
  }
  return { firstPages: Int32Array.from(firstPages), placed }
}

const BATCH = 1024
const TWO_TO_32 = 4294967296
/** The draws that pick a class stand beside those of the classes, which are numbered from 0. */
const PICK_CLASS = 300

export interface WriteStream {
  /** Mean seconds of guest time between two writes of one vCPU; Infinity when nothing is written. */
  readonly gapSeconds: number
  /** Sweeps alone are written evenly; everything else as a Poisson process. */
  readonly even: boolean
  /** The batch: page numbers (−1: a page without a place) and gaps; `next` is the first that was not yet executed. */
  readonly pages: Int32Array
  readonly gaps: Float64Array
  next: number
  /** Draws that picked a class so far. */
  readonly picks: number
  refill(): void
  /** What was drawn ahead and not yet written goes back: another stream of the same classes draws it again. */
  giveBack(): void
}

/** A class as the draws need it; a class has one of these however many streams write it. */
interface Target {
  readonly key: number
  /** Pages ÷ 2³²: a draw times this is a place within the class. */
  readonly scale: number
  readonly size: number
  readonly placed: number
  readonly firstPages: Int32Array
  readonly sweep: boolean
  writes: number
  cursor: number
}

export type Targets = readonly Target[]

/** `firstStream`: the number of the draws of class 0. */
export function createTargets(
  layout: MemoryLayout,
  classes: readonly WriteClass[],
  seed: number,
  firstStream = 0,
): Targets {
  return classes.map(({ id, pages, pattern, sweepStart }) => ({
    key: streamKey(seed, STREAM.write, firstStream + id, 0),
    scale: pages / TWO_TO_32,
    size: pages,
    ...classPagesOf(layout, id),
    sweep: pattern === 'sweep',
    writes: 0,
    cursor: pages > 0 ? Math.floor(sweepStart * pages) % pages : 0,
  }))
}

export function createWriteStream(
  classes: readonly WriteClass[],
  targets: Targets,
  vcpus: number,
  layout: MemoryLayout,
  seed: number,
  firstPick = 0,
): WriteStream {
  const rate = classes.reduce((sum, { writesPerSecond }) => sum + writesPerSecond, 0)
  const gapSeconds = rate > 0 ? vcpus / rate : Infinity
  const even = classes.every(({ pattern }) => pattern === 'sweep')
  const thresholds = pickThresholds(classes, rate)
  const written = classes.map(({ id }) => targets[id]!)
  const pickKey = streamKey(seed, STREAM.write, PICK_CLASS + (classes[0]?.group ?? 0), 0)
  const shift = 31 - Math.clz32(layout.regionPages)
  const inRegion = layout.regionPages - 1
  const pages = new Int32Array(BATCH)
  /** By write of the batch: its class among those written. */
  const choices = new Uint8Array(BATCH)
  const gaps = new Float64Array(BATCH).fill(gapSeconds)
  let picks = firstPick

  /** `count` writes from the i-th on go to one class. */
  function draw(target: Target, from: number, count: number): void {
    const { key, scale, placed, firstPages, sweep, size } = target
    let { writes, cursor } = target
    for (let i = from; i < from + count; i++) {
      const drawn = drawKey(key, writes)
      writes = (writes + 1) | 0
      let place = cursor
      if (sweep) cursor = cursor + 1 === size ? 0 : cursor + 1
      else place = (drawn * scale) | 0
      pages[i] = place < placed ? firstPages[place >>> shift]! + (place & inRegion) : -1
      if (!even) gaps[i] = gapSeconds * EXPONENTIAL_STEPS[drawn & EXPONENTIAL_MASK]!
    }
    target.writes = writes
    target.cursor = cursor
  }

  function drawMixed(): void {
    for (let i = 0; i < BATCH; i++) {
      const drawn = drawKey(pickKey, picks)
      picks = (picks + 1) | 0
      let choice = 0
      while (drawn >= thresholds[choice]!) choice++
      choices[i] = choice
      draw(written[choice]!, i, 1)
    }
  }

  const stream: WriteStream = {
    gapSeconds,
    even,
    pages,
    gaps,
    next: BATCH,
    get picks() {
      return picks
    },
    refill() {
      if (written.length === 1) draw(written[0]!, 0, BATCH)
      else drawMixed()
      stream.next = 0
    },
    giveBack() {
      for (let i = stream.next; i < BATCH; i++) {
        const target = written[choices[i]!]!
        target.writes = (target.writes - 1) | 0
        if (target.sweep) target.cursor = target.cursor === 0 ? target.size - 1 : target.cursor - 1
      }
      if (written.length !== 1) picks = (picks - (BATCH - stream.next)) | 0
      stream.next = BATCH
    },
  }
  return stream
}

/** A draw below the k-th threshold, and below no other before it, picks the k-th class. */
function pickThresholds(classes: readonly WriteClass[], rate: number): Float64Array {
  let sum = 0
  // Summed up in the order in which `rate` was: the last one is 2³² exactly, and no draw is left without a class.
  return Float64Array.from(classes, ({ writesPerSecond }) => {
    sum += writesPerSecond
    return (sum / rate) * TWO_TO_32
  })
}
