/**
 * The `literal` dirty model: every write is executed and every bit is kept, with a version of each page at the source
 * and at the destination. It is the oracle that the sampled model is tested against, for VMs up to 64 GiB in use.
 */
import type { ClockSegment } from '../guest/guest-clock.ts'
import { sleepQuantumSeconds } from '../guest/sleep-quantum.ts'
import { exposureAt, type WriteClass } from '../guest/write-class.ts'
import type { Workload } from '../guest/workload.ts'
import { MILLISECOND, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { FireCosts } from './analytic-model.ts'
import { clearBit, setBit, setFirst } from './bitset.ts'
import type { DirtyModel, PassFires } from './dirty-model.ts'
import { buildFireLog } from './fire-log.ts'
import type { MemoryLayout } from './layout.ts'
import { createTracer, installTraces, retrace } from './literal-tracer.ts'
import { burstEnds, createVcpus } from './literal-vcpus.ts'
import { addLeftOver, rereadBits } from './literal-sets.ts'
import { createLiteralWalk, type LiteralWalk } from './literal-walk.ts'
import {
  copyFirstWord,
  copyWord,
  createPageCopies,
  pushWord,
  settleZeroPages,
  verifyCopies,
  type Verification,
} from './page-copies.ts'
import type { Walk } from './pass-table.ts'
import { createTargets, createWriteStream } from './write-stream.ts'
import { forEachZeroPage } from './zero-pages.ts'

/** How long the walk and each vCPU go at a time. A batch is taken up to a turn early: the harder case for the oracle. */
const TURN: Nanoseconds = MILLISECOND
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
  const tracer = createTracer(copies, costs, workload.writers + Math.max(1, workload.others))
  const targets = createTargets(layout, classes, seed)
  const groups = ([0, 1] as const).map((group) => {
    const vcpus = Math.max(1, group === 0 ? workload.writers : workload.others)
    const written = classes.filter(
      (each) => each.group === group && each.pages > 0 && each.writesPerSecond > 0,
    )
    const stream = (some: readonly WriteClass[]) =>
      createWriteStream(some, targets, vcpus, layout, seed)
    const streams = [
      stream(written),
      stream(written.filter(({ burst }) => burst === undefined)),
    ] as const
    const endOf = burstEnds(written.find(({ burst }) => burst !== undefined)?.burst)
    return createVcpus(
      group,
      group === 0 ? 0 : workload.writers,
      vcpus,
      { streams, endOf },
      tracer,
      seed,
    )
  })
  const segments: [ClockSegment[], ClockSegment[]] = [[], []]
  const guest: [number, number] = [0, 0]
  let tracedAt: [number, number] = [0, 0]
  let now: Nanoseconds = 0
  let walk: LiteralWalk | undefined
  /** Zero pages by region of a pass −1 that has not begun to send. */
  let unsorted: Walk['zero']

  /** True where the bitmap is read while walks are under way. */
  let collected = false

  function firstPageOf({ origin }: Walk): number {
    return origin === undefined ? 0 : origin.region * layout.regionPages + origin.page
  }

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

  /** Walk and vCPUs take turns. */
  function runTurns(until: Nanoseconds): void {
    while (now < until) {
      now = Math.min(until, now + TURN)
      walk?.sendUntil(now)
      groups[0]!.run(secondsFromNanoseconds(now))
      groups[1]!.run(secondsFromNanoseconds(now))
    }
  }

  function* runWalk(until: Nanoseconds): Generator<undefined, void> {
    while (now < until) {
      const start = now
      runTurns(Math.min(until, start + CLOCK_STEP))
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
      copies.traced.fill(0)
      while (now < until) {
        const start = now
        now = Math.min(until, start + CLOCK_STEP)
        for (const [group, vcpus] of groups.entries()) {
          const speed = group === 0 ? writerSpeed : otherSpeed
          vcpus.runFreely(secondsFromNanoseconds(start), secondsFromNanoseconds(now), speed)
        }
        markClocks(start)
        yield
      }
    },

    beginPass(pass, passWalk) {
      tracedAt = [guest[0], guest[1]]
      tracer.passStart = secondsFromNanoseconds(passWalk.start)
      if (pass === -1) {
        installTraces(tracer)
        setFirst(copies.toSend, layout.pagesInUse)
        unsorted = passWalk.zero
      } else {
        retrace(tracer, collected)
      }
      walk = createLiteralWalk(
        copies,
        passWalk,
        copies.toSend,
        firstPageOf(passWalk),
        pass === -1 ? copyFirstWord : copyWord,
      )
    },

    *runTraced(until, sleepSeconds) {
      if (unsorted !== undefined) yield* sortZeroPages(unsorted)
      unsorted = undefined
      tracer.sleepSeconds = sleepSeconds
      tracer.quantumSeconds = sleepQuantumSeconds(sleepSeconds)
      yield* runWalk(until)
      return tracer.log.count
    },

    *endPass(): Generator<undefined, PassFires> {
      settleZeroPages(copies)
      const log = yield* buildFireLog(tracer.log, layout)
      const fires = new Uint32Array(layout.regions)
      const classFires = classes.map(() => 0)
      for (let region = 0; region < layout.regions; region++) {
        const count = log.regionStart[region + 1]! - log.regionStart[region]!
        fires[region] = count
        classFires[layout.classOf[region]!]! += count
      }
      return {
        fires,
        classFires,
        exposureStart: exposures(tracedAt),
        exposureEnd: exposures(guest),
        log,
      }
    },

    reread(passWalk, _fired) {
      collected = true
      const cursor = walk?.cursor() ?? 0
      return rereadBits(layout, classes.length, copies, passWalk, cursor)
    },

    sendLastPages() {
      // Nothing is written while the guest stands still: all of it may go at once.
      const { dirty, toSend } = copies
      for (const [index, word] of dirty.entries())
        copyWord(copies, index, collected ? word | toSend[index]! : word)
      tracer.following = false
    },

    *runPageIn(walkIn, _missing, faultSeconds) {
      if (collected) addLeftOver(copies)
      copies.traced.set(copies.dirty)
      tracer.fetchSeconds = faultSeconds
      tracer.following = false
      walk = createLiteralWalk(copies, walkIn, copies.dirty, firstPageOf(walkIn), pushWord)
      yield* runWalk(walkIn.end)
      return tracer.faults
    },

    verify: () => verifyCopies(copies),
  }
}
