/**
 * The `literal` dirty model: every write is executed and every bit is kept, with a version of each page at the source
 * and at the destination. It is the oracle that the sampled model is tested against, for VMs up to 64 GiB in use.
 */
import type { ClockSegment } from '../guest/guest-clock.ts'
import { exposureAt } from '../guest/write-class.ts'
import type { Workload } from '../guest/workload.ts'
import { MICROSECOND, MILLISECOND, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { FireCosts } from './analytic-model.ts'
import { clearBit, setBit, setFirst } from './bitset.ts'
import type { DirtyModel, PassFires } from './dirty-model.ts'
import { buildFireLog } from './fire-log.ts'
import type { MemoryLayout } from './layout.ts'
import { createFetcher, createTracer, type Touch } from './literal-tracer.ts'
import { createVcpus } from './literal-vcpus.ts'
import { createLiteralWalk, type LiteralWalk } from './literal-walk.ts'
import { createWriteTargets } from './literal-writes.ts'
import { copyPages, createPageCopies, settleZeroPages, verifyCopies, type Verification } from './page-copies.ts'
import type { Walk } from './pass-table.ts'
import { forEachZeroPage } from './zero-pages.ts'

/** vCPUs and the walk take turns. A batch is taken at most a turn too early, which is the harder case for the oracle. */
const TURN: Nanoseconds = 500 * MICROSECOND
/** The clocks are straight between these marks. */
const CLOCK_STEP: Nanoseconds = 100 * MILLISECOND
const ZERO_REGIONS_A_SLICE = 256

export interface LiteralModel extends DirtyModel {
  /** After a success: does the destination have the last version of every page? Compares page by page. */
  verify(): Verification
}

export function createLiteralModel(
  layout: MemoryLayout,
  workload: Workload,
  costs: FireCosts,
  seed: number,
): LiteralModel {
  const { classes } = workload
  const copies = createPageCopies(layout.pagesInUse)
  const targets = createWriteTargets(layout, workload, seed)
  const tracer = createTracer(copies, costs, workload.writers + Math.max(1, workload.others))
  // Once the last pages travel, what the guest writes no longer has to reach the other host.
  let migrating = true
  const groups = ([0, 1] as const).map((group) =>
    createVcpus(group, workload, targets, copies, layout.regionPages, seed, () => migrating),
  )
  const segments: [ClockSegment[], ClockSegment[]] = [[], []]
  const guest: [number, number] = [0, 0]
  let tracedAt: [number, number] = [0, 0]
  let now: Nanoseconds = 0
  let walk: LiteralWalk | undefined
  /** Zero pages by region of a pass −1 that has not begun to send. */
  let unsorted: Walk['zero']

  /** Writes down how far the groups have come since the last mark. */
  function markClocks(start: Nanoseconds): void {
    const seconds = secondsFromNanoseconds(now - start)
    for (const group of [0, 1] as const) {
      const guestStart = guest[group]
      guest[group] = groups[group]!.meanGuestSeconds(secondsFromNanoseconds(now))
      const speed = (guest[group] - guestStart) / seconds
      segments[group].push({ kind: 'linear', start, end: now, guestStart, speed })
    }
  }

  function* runTurns(until: Nanoseconds, touch: Touch): Generator<undefined, void> {
    while (now < until) {
      const start = now
      const mark = Math.min(until, start + CLOCK_STEP)
      while (now < mark) {
        const end = Math.min(mark, now + TURN)
        walk?.sendUntil(end)
        for (const group of groups) group.run(secondsFromNanoseconds(end), touch)
        now = end
      }
      markClocks(start)
      yield
    }
  }

  function* sortZeroPages(zero: NonNullable<Walk['zero']>): Generator<undefined, void> {
    for (let region = 0; region < layout.regions; region++) {
      forEachZeroPage(layout, seed, region, zero[region]!, (page) => {
        setBit(copies.zero, region * layout.regionPages + page)
        clearBit(copies.toSend, region * layout.regionPages + page)
      })
      if (region % ZERO_REGIONS_A_SLICE === ZERO_REGIONS_A_SLICE - 1) yield
    }
  }

  function exposures(at: readonly [number, number]): number[] {
    return classes.map((writeClass) => exposureAt(writeClass, at[writeClass.group]))
  }

  return {
    clocks: [
      { group: 0, segments: segments[0] },
      { group: 1, segments: segments[1] },
    ],

    *runUntraced(until, writerSpeed, otherSpeed) {
      const free: Touch = () => 0
      while (now < until) {
        const start = now
        now = Math.min(until, start + CLOCK_STEP)
        for (const [group, vcpus] of groups.entries()) {
          const speed = group === 0 ? writerSpeed : otherSpeed
          vcpus.runFreely(secondsFromNanoseconds(start), secondsFromNanoseconds(now), speed, free)
        }
        markClocks(start)
        yield
      }
    },

    beginPass(pass, passWalk) {
      tracedAt = [guest[0], guest[1]]
      const seconds = secondsFromNanoseconds(passWalk.start)
      if (pass === -1) {
        tracer.install(seconds)
        setFirst(copies.toSend, layout.pagesInUse)
        unsorted = passWalk.zero
      } else {
        tracer.retrace(seconds)
      }
      walk = createLiteralWalk(copies, passWalk, false)
    },

    *runTraced(until, sleepSeconds) {
      if (unsorted !== undefined) yield* sortZeroPages(unsorted)
      unsorted = undefined
      tracer.setSleep(sleepSeconds)
      yield* runTurns(until, tracer.fire)
      return tracer.log.count
    },

    *endPass(): Generator<undefined, PassFires> {
      walk?.sendUntil(Infinity)
      settleZeroPages(copies)
      const log = yield* buildFireLog(tracer.log, layout)
      const fires = new Uint32Array(layout.regions)
      const classFires = classes.map(() => 0)
      for (let region = 0; region < layout.regions; region++) {
        const count = log.regionStart[region + 1]! - log.regionStart[region]!
        fires[region] = count
        classFires[layout.classOf[region]!]! += count
      }
      return { fires, classFires, exposureStart: exposures(tracedAt), exposureEnd: exposures(guest), log }
    },

    sendLastPages() {
      // Nothing is written while the guest stands still: all of it may go at once.
      copyPages(copies, copies.dirty)
      migrating = false
    },

    *runPageIn(walkIn, _missing, faultSeconds) {
      const { fault, faults } = createFetcher(copies, faultSeconds)
      copies.toSend.set(copies.dirty)
      copies.traced.set(copies.dirty)
      migrating = false
      walk = createLiteralWalk(copies, walkIn, true)
      yield* runTurns(walkIn.end, fault)
      walk.sendUntil(walkIn.end)
      return faults()
    },

    verify: () => verifyCopies(copies),
  }
}
