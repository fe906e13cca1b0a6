/**
 * The `literal` dirty model: every write is executed and every bit is kept, and for each page whether the destination has
 * its last version. It is the oracle that the sampled model is tested against, for VMs up to 64 GiB in use.
 */
import { sleepQuantumSeconds } from '../guest/sleep-quantum.ts'
import type { PaceChange } from '../guest/pace-change.ts'
import { exposureAt, foreseenShares } from '../guest/write-class.ts'
import type { Workload } from '../guest/workload.ts'
import { secondsFromNanoseconds } from '../units.ts'
import { atOnce, PAGE_WORK, REGION_WORK, type Slices } from '../work.ts'
import type { FireCosts } from './analytic-model.ts'
import { clearBit, setBit, setFirst } from './bitset.ts'
import type { DirtyModel, PassFires } from './dirty-model.ts'
import { takeFireLog } from './fire-log.ts'
import { firesAtLeast } from './fires-at-least.ts'
import type { MemoryLayout } from './layout.ts'
import { createLiteralPassingWalk } from './literal-passing-walk.ts'
import { createLiteralPlans, vcpusOf } from './literal-plans.ts'
import { collectLast, rereadBits, settleLookedAt } from './literal-sets.ts'
import { createTracer, installTraces, retrace } from './literal-tracer.ts'
import { createLiteralTurns } from './literal-turns.ts'
import { createLiteralWalk } from './literal-walk.ts'
import {
  copyWord,
  createPageCopies,
  pushWord,
  settleZeroPages,
  verifyCopies,
  type Verification,
} from './page-copies.ts'
import type { Walk } from './pass-table.ts'
import { createPassingWalk, type PassingWalk } from './passing-walk.ts'
import { forEachZeroPage } from './zero-pages.ts'

const ZERO_PAGES_A_SLICE = 131072

export interface LiteralModel extends DirtyModel {
  /** After a success: does the destination have the last version of every page? Looks at every page. */
  verify(): Verification
}

export type CreateLiteralModel = typeof createLiteralModel

export function createLiteralModel(
  layout: MemoryLayout,
  workload: Workload,
  costs: FireCosts,
  seed: number,
  changes: readonly PaceChange[],
): LiteralModel {
  const { classes } = workload
  const copies = createPageCopies(layout.pagesInUse)
  const tracer = createTracer(copies, costs, workload.writers + Math.max(1, workload.others))
  const plans = createLiteralPlans(layout, workload, seed, changes)
  const turns = createLiteralTurns(workload, plans, tracer, seed, changes)
  const { guest } = turns
  let tracedAt: [number, number] = [0, 0]
  let mappedAt: readonly [number, number] = [0, 0]
  /** The walk of this pass as it was planned; and as it is found on the way, where that is how it is found. */
  let planned: Walk | undefined
  let passing: PassingWalk | undefined
  /** Zero pages by region of a pass −1 that has not begun to send. */
  let unsorted: Walk['zero']

  /** True where the bitmap is read while walks are under way. */
  let collected = false

  function firstPageOf({ origin }: Walk): number {
    return origin === undefined ? 0 : origin.region * layout.regionPages + origin.page
  }

  function* sortZeroPages(zero: NonNullable<Walk['zero']>): Slices<void> {
    let sorted = 0
    for (let region = 0; region < layout.regions; region++) {
      forEachZeroPage(layout, seed, region, zero[region]!, (page) => {
        setBit(copies.zero, region * layout.regionPages + page)
        clearBit(copies.toSend, region * layout.regionPages + page)
      })
      sorted += zero[region]!
      if (sorted < ZERO_PAGES_A_SLICE) continue
      yield sorted * PAGE_WORK
      sorted = 0
    }
    yield sorted * PAGE_WORK
  }

  function exposures(at: readonly [number, number]): number[] {
    return classes.map((writeClass) => exposureAt(writeClass, at[writeClass.group]))
  }

  return {
    clocks: [
      { group: 0, segments: turns.segments[0] },
      { group: 1, segments: turns.segments[1] },
    ],

    *runUntraced(until, writerSpeed, otherSpeed) {
      // A guest that stands still needs no traces, and none of them goes.
      if (writerSpeed > 0 || otherSpeed > 0) copies.traced.fill(0)
      yield* turns.runFreely(until, writerSpeed, otherSpeed)
    },

    beginPass(pass, passWalk) {
      tracedAt = [guest[0], guest[1]]
      if (pass === -1) mappedAt = tracedAt
      tracer.passStart = secondsFromNanoseconds(passWalk.start)
      if (pass === -1) {
        installTraces(tracer)
        setFirst(copies.toSend, layout.pagesInUse)
        unsorted = passWalk.passedBy?.zeroDue ?? passWalk.zero
      } else {
        retrace(tracer, collected)
      }
      planned = passWalk
      turns.walk =
        passWalk.passedBy !== undefined && passing !== undefined
          ? createLiteralPassingWalk(copies, passing, layout.regionPages, copyWord)
          : createLiteralWalk(copies, passWalk, copies.toSend, firstPageOf(passWalk), copyWord)
    },

    firesAtLeast: (seconds, speed) =>
      firesAtLeast(turns.paced(), guest, seconds, (group, base) => ({
        kind: 'traced',
        ...base,
        tracedAt: guest[group],
        costSeconds: costs.fireSeconds / vcpusOf(workload, group),
        splitSeconds: costs.splitSeconds / vcpusOf(workload, group),
        mappedAt: mappedAt[group],
        mappingPages: costs.mappingPages,
        ...(speed < 1 && { speed }),
      })),

    passBy(_pass, due) {
      passing = createPassingWalk(due)
      return atOnce({ ...passing.walk, end: due.end })
    },

    walked: () => passing && { ...passing.walk, end: passing.end() },

    *runTraced(until, sleepSeconds, breaksAt, speed) {
      if (unsorted !== undefined) yield* sortZeroPages(unsorted)
      unsorted = undefined
      tracer.sleepSeconds = sleepSeconds
      tracer.quantumSeconds = sleepQuantumSeconds(sleepSeconds)
      yield* turns.runWalk(until, breaksAt, speed)
      return tracer.log.count
    },

    *endPass(): Slices<PassFires> {
      turns.walk?.finish()
      if (planned === undefined || planned.complete) settleZeroPages(copies)
      else settleLookedAt(layout, copies, planned)
      const fires = new Uint32Array(layout.regions)
      yield layout.regions * REGION_WORK
      const log = yield* takeFireLog(tracer.log, 31 - Math.clz32(layout.regionPages), fires)
      const classFires = classes.map(() => 0)
      for (let region = 0; region < fires.length; region++)
        classFires[layout.classOf[region]!]! += fires[region]!
      return {
        fires,
        classFires,
        exposureStart: exposures(tracedAt),
        exposureEnd: exposures(guest),
        log,
      }
    },

    foresee: (seconds) => foreseenShares(classes, guest, seconds),

    *reread(passWalk, _fired) {
      collected = true
      yield layout.regions * REGION_WORK
      const cursor = turns.walk?.cursor() ?? 0
      return rereadBits(layout, copies, passWalk, cursor)
    },

    sendLastPages() {
      // Nothing is written while the guest stands still: all of it may go at once, the rest of a pass that was broken off first.
      turns.walk?.sendUntil(Infinity)
      settleZeroPages(copies)
      collectLast(copies, collected)
      const { toSend } = copies
      for (let index = 0; index < toSend.length; index++) copyWord(copies, index, toSend[index]!)
      tracer.following = false
    },

    beginPageIn(walkIn) {
      turns.walk?.sendUntil(Infinity)
      settleZeroPages(copies)
      collectLast(copies, collected)
      copies.traced.set(copies.toSend)
      tracer.following = false
      if (plans.read()) turns.follow()
      turns.walk = createLiteralWalk(copies, walkIn, copies.toSend, firstPageOf(walkIn), pushWord)
    },

    *runPageIn(until, _pushed, faultSeconds) {
      tracer.fetchSeconds = faultSeconds
      yield* turns.runWalk(until)
      return tracer.faults
    },

    verify: () => verifyCopies(copies),
  }
}
