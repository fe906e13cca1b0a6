/** Collects the page fires of a `literal` pass as they happen. Chunks, so that nothing is copied when there are more. */
import { boundTimes, FIRES_PER_CHUNK, type FireLog } from './fire-times.ts'
import { FIRE_WORK, type Slices } from '../work.ts'

const MAX_TICKS = 0xffffffff
const IN_CHUNK = FIRES_PER_CHUNK - 1

export interface FireColumns {
  count: number
  /** Microseconds of a unit of time in the log: one, and twice as much each time that a pass outlasts what 32 bits hold. */
  tick: number
  /** Microseconds that can be held in such units. */
  longest: number
  /** A power of two, so that what is multiplied by it stays exact. */
  ticksPerMicrosecond: number
  /** Full ones, then the one that is being filled. */
  chunks: Uint32Array[]
  filling: Uint32Array
}

export function createFireColumns(): FireColumns {
  const filling = new Uint32Array(2 * FIRES_PER_CHUNK)
  const longest = MAX_TICKS
  return { count: 0, tick: 1, longest, ticksPerMicrosecond: 1, chunks: [filling], filling }
}

/**
 * Times are floored to whole ticks since the pass began; none may be later than what the log was last told to hold. Inlined into the
 * loop over writes: it is as small as it can be.
 */
export function logFire(columns: FireColumns, page: number, microseconds: number): void {
  const { count } = columns
  const at = 2 * (count & IN_CHUNK)
  if (at === 0 && count > 0) addChunk(columns)
  columns.filling[at] = page
  columns.filling[at + 1] = microseconds * columns.ticksPerMicrosecond
  columns.count = count + 1
}

/** To be told before what fires until then is logged: a pass of up to 71 minutes has ticks of a microsecond, a longer one coarser ones. */
export function holdUntil(columns: FireColumns, microseconds: number): void {
  while (microseconds > columns.longest) {
    setTick(columns, 2 * columns.tick)
    for (const chunk of columns.chunks)
      for (let at = 1; at < chunk.length; at += 2) chunk[at] = chunk[at]! >>> 1
  }
}

function setTick(columns: FireColumns, tick: number): void {
  columns.tick = tick
  columns.longest = MAX_TICKS * tick
  columns.ticksPerMicrosecond = 1 / tick
}

function addChunk(columns: FireColumns): void {
  columns.filling = new Uint32Array(2 * FIRES_PER_CHUNK)
  columns.chunks.push(columns.filling)
}

/** Begins anew. */
export function clearFires(columns: FireColumns): void {
  columns.count = 0
  setTick(columns, 1)
  columns.chunks = [columns.filling]
}

/** The log of the pass. The columns begin anew; `counts` gets the fires of each region of 2^`shift` pages. */
export function* takeFireLog(
  columns: FireColumns,
  shift: number,
  counts: Uint32Array,
): Slices<FireLog> {
  const { count, tick, filling } = columns
  const inLast = count - (columns.chunks.length - 1) * FIRES_PER_CHUNK
  // The last chunk is filled again in the next pass.
  const chunks = [...columns.chunks.slice(0, -1), filling.slice(0, 2 * inLast)]
  for (const chunk of chunks) {
    for (let at = 0; at < chunk.length; at += 2) {
      const region = chunk[at]! >>> shift
      counts[region] = counts[region]! + 1
    }
    yield (chunk.length / 2) * FIRE_WORK
  }
  clearFires(columns)
  return boundTimes(count, chunks, tick)
}
