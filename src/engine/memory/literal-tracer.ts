/** The page tracer of the `literal` model: what a write costs whose page is traced, or missing while pages are paged in. */
import type { FireCosts } from './analytic-model.ts'
import { sleepQuantumSeconds } from '../guest/sleep-quantum.ts'
import { clearBit, setBit } from './bitset.ts'
import { createFireColumns, logFire, type FireColumns } from './fire-log.ts'
import { copyPage, type PageCopies } from './page-copies.ts'

/** A vCPU wrote to a page that is traced (or missing) at a wall time: returns the seconds for which it stands still. */
export type Touch = (vcpu: number, page: number, wallSeconds: number) => number

export interface LiteralTracer {
  readonly log: FireColumns
  readonly fire: Touch
  /** Sleep that a vCPU owes for each fire from now on. */
  setSleep(seconds: number): void
  /** Pass −1: every page in use is traced, and each large mapping is whole. */
  install(startSeconds: number): void
  /** The dirty bitmap becomes the to-send bitmap and its pages are traced again, at once: no fire falls between. */
  retrace(startSeconds: number): void
}

export function createTracer(copies: PageCopies, costs: FireCosts, vcpus: number): LiteralTracer {
  const { traced, dirty, toSend } = copies
  const { fireSeconds, splitSeconds, mappingPages } = costs
  const log = createFireColumns()
  const broken = new Uint8Array(Math.ceil(copies.pages / mappingPages))
  const debts = new Float64Array(vcpus)
  let passStart = 0
  let sleep = 0
  let quantum = sleepQuantumSeconds(0)

  return {
    log,

    fire(vcpu, page, wallSeconds) {
      clearBit(traced, page)
      setBit(dirty, page)
      logFire(log, page, (wallSeconds - passStart) * 1e6)
      let stop = fireSeconds
      const mapping = Math.floor(page / mappingPages)
      if (broken[mapping] === 0) {
        broken[mapping] = 1
        stop += splitSeconds
      }
      const debt = debts[vcpu]! + sleep
      if (debt < quantum) {
        debts[vcpu] = debt
        return stop
      }
      const paid = Math.floor(debt / quantum) * quantum
      debts[vcpu] = debt - paid
      return stop + paid
    },

    setSleep(seconds) {
      sleep = seconds
      quantum = sleepQuantumSeconds(seconds)
    },

    install(startSeconds) {
      passStart = startSeconds
      log.count = 0
      broken.fill(0)
      traced.fill(-1)
    },

    retrace(startSeconds) {
      passStart = startSeconds
      log.count = 0
      for (let index = 0; index < dirty.length; index++) {
        toSend[index] = dirty[index]!
        traced[index] = traced[index]! | dirty[index]!
        dirty[index] = 0
      }
    },
  }
}

/** Page-in: a write to a page that is missing fetches it from the source before anything else (facts 3.6). */
export function createFetcher(copies: PageCopies, faultSeconds: number): { readonly fault: Touch; faults(): number } {
  let faults = 0
  return {
    fault(_vcpu, page) {
      clearBit(copies.traced, page)
      copyPage(copies, page)
      faults++
      return faultSeconds
    },
    faults: () => faults,
  }
}
