/** The page tracer of the `literal` model: what happens, and what it costs, when a vCPU writes to a page that is traced or missing. */
import type { FireCosts } from './analytic-model.ts'
import { sleepQuantumSeconds } from '../guest/sleep-quantum.ts'
import { clearFires, createFireColumns, logFire, type FireColumns } from './fire-log.ts'
import { dirtyWord, pushWord, type PageCopies } from './page-copies.ts'

/** Plain state and functions instead of closures: they are inlined into the loop over writes, which must not allocate. */
export interface Tracer {
  readonly copies: PageCopies
  readonly costs: FireCosts
  readonly log: FireColumns
  /** Large mappings that a fire has broken up, and by vCPU the seconds of sleep that it owes. */
  readonly broken: Uint8Array
  readonly debts: Float64Array
  passStart: number
  sleepSeconds: number
  quantumSeconds: number
  /** While pages are paged in, a marked page is missing instead of traced: what fetching it takes. */
  fetchSeconds: number | undefined
  faults: number
  /** Writes are followed from the first trace until the last pages travel: then they stay at the destination. */
  following: boolean
}

export function createTracer(copies: PageCopies, costs: FireCosts, vcpus: number): Tracer {
  return {
    copies,
    costs,
    log: createFireColumns(),
    broken: new Uint8Array(Math.ceil(copies.pages / costs.mappingPages)),
    debts: new Float64Array(vcpus),
    passStart: 0,
    sleepSeconds: 0,
    quantumSeconds: sleepQuantumSeconds(0),
    fetchSeconds: undefined,
    faults: 0,
    following: false,
  }
}

/** A page fire: its trace goes, which marks it dirty (facts 3.3). During page-in: a remote page fault (facts 3.6). Returns the seconds for which it stops the vCPU that wrote. */
export function trap(tracer: Tracer, vcpu: number, page: number, wallSeconds: number): number {
  const { copies, costs, log, broken, debts } = tracer
  const index = page >>> 5
  const bit = 1 << (page & 31)
  if (tracer.fetchSeconds !== undefined) {
    pushWord(copies, index, bit)
    tracer.faults++
    return tracer.fetchSeconds
  }
  copies.traced[index] = copies.traced[index]! & ~bit
  logFire(log, page, (wallSeconds - tracer.passStart) * 1e6)
  let stop = costs.fireSeconds
  const mapping = Math.floor(page / costs.mappingPages)
  if (broken[mapping] === 0) {
    broken[mapping] = 1
    stop += costs.splitSeconds
  }
  if (tracer.sleepSeconds > 0) {
    const debt = debts[vcpu]! + tracer.sleepSeconds
    const paid = Math.floor(debt / tracer.quantumSeconds) * tracer.quantumSeconds
    debts[vcpu] = debt - paid
    stop += paid
  }
  return stop
}

/** Pass −1: every page in use is traced, and each large mapping is whole. */
export function installTraces(tracer: Tracer): void {
  const { copies, log, broken } = tracer
  tracer.following = true
  clearFires(log)
  broken.fill(0)
  copies.traced.fill(-1)
}

/**
 * The dirty bitmap becomes the to-send bitmap and its pages are traced again, all at once: no fire falls between. `keep`:
 * what the walk left over stays in it.
 */
export function retrace({ copies, log }: Tracer, keep: boolean): void {
  const { traced, toSend } = copies
  clearFires(log)
  for (let index = 0; index < toSend.length; index++) {
    const dirty = dirtyWord(copies, index)
    toSend[index] = keep ? toSend[index]! | dirty : dirty
  }
  traced.fill(-1)
}
