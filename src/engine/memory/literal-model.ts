/**
 * The `literal` dirty model: every write is executed and every bit is kept, and for each page whether the destination has
 * its last version. It is the oracle that the sampled model is tested against, for VMs up to 64 GiB in use.
 */
import type { ClockSegment } from '../guest/clock-segment.ts'
import { sleepQuantumSeconds } from '../guest/sleep-quantum.ts'
import { createPaceQueue, type PaceChange } from '../guest/pace-change.ts'
import {
  exposureAt,
  foreseenShares,
  withRate,
  type VcpuGroup,
  type WriteClass,
} from '../guest/write-class.ts'
import type { Workload } from '../guest/workload.ts'
import { MILLISECOND, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { FireCosts } from './analytic-model.ts'
import { clearBit, setBit, setFirst } from './bitset.ts'
import type { DirtyModel, PassFires } from './dirty-model.ts'
import { takeFireLog } from './fire-log.ts'
import type { MemoryLayout } from './layout.ts'
import { createTracer, installTraces, retrace } from './literal-tracer.ts'
import { burstEnds, createVcpus, type WritePlan } from './literal-vcpus.ts'
import { createLiteralPassingWalk } from './literal-passing-walk.ts'
import { collectLast, rereadBits, settleLookedAt } from './literal-sets.ts'
import { firesAtLeast } from './fires-at-least.ts'
import { createLiteralWalk, type LiteralWalk } from './literal-walk.ts'
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
import { createTargets, createWriteStream } from './write-stream.ts'
import { forEachZeroPage } from './zero-pages.ts'
import {
  atOnce,
  KEPT_PAGE_WORK,
  PAGE_WORK,
  REGION_WORK,
  STEP_WORK,
  TURN_WORK,
  WRITE_WORK,
  type Slices,
} from '../work.ts'

/** How long the walk and each vCPU go at a time. A batch is taken up to a turn early: the harder case for the oracle. */
const TURN: Nanoseconds = MILLISECOND
/** The clocks are straight between these marks. */
const CLOCK_STEP: Nanoseconds = 100 * MILLISECOND
const ZERO_PAGES_A_SLICE = 131072

/** The draws of reads stand beside those of the writes, which are numbered by class from 0. */
const FIRST_READER = 100

/** What reads the pages of a class: at random and at all times, however it is written. */
function readerOf({ readsPerSecond = 0, ...writeClass }: WriteClass): WriteClass {
  return { ...writeClass, writesPerSecond: readsPerSecond, pattern: 'poisson', burst: undefined }
}

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
  const paces = createPaceQueue(changes)
  /** The classes at the rates of now. */
  let paced = classes
  let rates = classes.map(({ writesPerSecond, pace }) => writesPerSecond * (pace?.factor ?? 1))
  const copies = createPageCopies(layout.pagesInUse)
  const tracer = createTracer(copies, costs, workload.writers + Math.max(1, workload.others))
  const readers = classes.filter(({ readsPerSecond = 0, pages }) => readsPerSecond > 0 && pages > 0)
  const targets = [
    ...createTargets(layout, classes, seed),
    ...(readers.length > 0 ? createTargets(layout, classes.map(readerOf), seed, FIRST_READER) : []),
  ]
  /** While pages are paged in, a read of a missing one stops the vCPU as a write does: they are executed alike. */
  let reading = false
  const vcpusOf = (group: VcpuGroup) =>
    Math.max(1, group === 0 ? workload.writers : workload.others)

  /** What a group writes at the rates of now; draws go on where those of the plan before ended. */
  function planOf(group: VcpuGroup, before?: WritePlan): WritePlan {
    const vcpus = vcpusOf(group)
    const written = classes
      .filter(({ id, pages, group: own }) => own === group && pages > 0 && rates[id]! > 0)
      .map((each) => ({ ...each, writesPerSecond: rates[each.id]! }))
    for (const reader of reading ? readers : [])
      if (reader.group === group)
        written.push({ ...readerOf(reader), id: classes.length + reader.id })
    const stream = (some: readonly WriteClass[], picks: number) =>
      createWriteStream(some, targets, vcpus, layout, seed, picks)
    const [on, off] = before?.streams ?? []
    const streams = [
      stream(written, on?.picks ?? 0),
      stream(
        written.filter(({ burst }) => burst === undefined),
        off?.picks ?? 0,
      ),
    ] as const
    // A class that is not written yet has its rhythm already, if it ever will be.
    const rhythmic = changes.length > 0 ? classes.filter((each) => each.group === group) : written
    const endOf = burstEnds(rhythmic.find(({ burst }) => burst !== undefined)?.burst)
    return { streams, endOf }
  }

  const plans: [WritePlan, WritePlan] = [planOf(0), planOf(1)]
  const groups = ([0, 1] as const).map((group) =>
    createVcpus(
      group,
      group === 0 ? 0 : workload.writers,
      vcpusOf(group),
      plans[group],
      tracer,
      seed,
    ),
  )
  const segments: [ClockSegment[], ClockSegment[]] = [[], []]
  const guest: [number, number] = [0, 0]
  let tracedAt: [number, number] = [0, 0]
  let mappedAt: readonly [number, number] = [0, 0]
  let now: Nanoseconds = 0
  let walk: LiteralWalk | undefined
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

  /** The groups write by another plan from now on. */
  function follow(): void {
    for (const group of [0, 1] as const) {
      for (const stream of plans[group].streams) stream.giveBack()
      plans[group] = planOf(group, plans[group])
      groups[group]!.follow(plans[group], secondsFromNanoseconds(now))
    }
  }

  /** Another pace begins with the turn after its time, so that the turn that it falls into is what it would be anyway. */
  function changePace(): void {
    for (const { writesPerSecond } of paces.due(now)) {
      rates = [...writesPerSecond]
      paced = paced.map((each) => withRate(each, guest[each.group], rates[each.id]!))
      follow()
    }
  }

  /** Walk and vCPUs take turns, until `until` or to the end of the one that `breaksAt` falls into. */
  function runTurns(until: Nanoseconds, breaksAt: Nanoseconds, speed: number): void {
    while (now < until && now < breaksAt && now < through()) {
      changePace()
      const start = now
      const latest = Math.min(until, now + TURN)
      walk?.sendUntil(latest)
      now = Math.max(start, Math.min(latest, through()))
      const turn = now - start
      groups[0]!.run(secondsFromNanoseconds(now))
      groups[1]!.run(secondsFromNanoseconds(now))
      if (speed < 1) {
        for (const group of groups) group.sleep(secondsFromNanoseconds(turn) * (1 - speed))
      }
    }
  }

  /** What was counted so far; the first step also stands for what was made before. */
  let counted = -layout.pagesInUse * KEPT_PAGE_WORK

  /** The work since this was asked last. */
  function doneSince(): number {
    const writes = targets.reduce((sum, target) => sum + target.writes, 0)
    const turns = groups.reduce((sum, group) => sum + group.turns(), 0)
    const all = Math.max(counted, writes * WRITE_WORK + turns * TURN_WORK)
    const done = all - counted
    counted = all
    return done + STEP_WORK
  }

  /** When the walk is through, as far as that is found on the way. */
  function through(): Nanoseconds {
    return walk?.through() ?? Infinity
  }

  function* runWalk(until: Nanoseconds, breaksAt = Infinity, speed = 1): Slices<void> {
    while (now < until && now < breaksAt && now < through()) {
      const start = now
      runTurns(Math.min(until, start + CLOCK_STEP), breaksAt, speed)
      if (now > start) markClocks(start)
      yield doneSince()
    }
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
      { group: 0, segments: segments[0] },
      { group: 1, segments: segments[1] },
    ],

    *runUntraced(until, writerSpeed, otherSpeed) {
      // A guest that stands still needs no traces, and none of them goes.
      if (writerSpeed > 0 || otherSpeed > 0) copies.traced.fill(0)
      while (now < until) {
        changePace()
        const start = now
        now = Math.min(until, start + CLOCK_STEP)
        for (const [group, vcpus] of groups.entries()) {
          const speed = group === 0 ? writerSpeed : otherSpeed
          vcpus.runFreely(secondsFromNanoseconds(start), secondsFromNanoseconds(now), speed)
        }
        markClocks(start)
        yield doneSince()
      }
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
      walk =
        passWalk.passedBy !== undefined && passing !== undefined
          ? createLiteralPassingWalk(copies, passing, layout.regionPages, copyWord)
          : createLiteralWalk(copies, passWalk, copies.toSend, firstPageOf(passWalk), copyWord)
    },

    firesAtLeast: (seconds, speed) =>
      firesAtLeast(paced, guest, seconds, (group, base) => ({
        kind: 'traced',
        ...base,
        tracedAt: guest[group],
        costSeconds: costs.fireSeconds / vcpusOf(group),
        splitSeconds: costs.splitSeconds / vcpusOf(group),
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
      yield* runWalk(until, breaksAt, speed)
      return tracer.log.count
    },

    *endPass(): Slices<PassFires> {
      walk?.finish()
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
      const cursor = walk?.cursor() ?? 0
      return rereadBits(layout, copies, passWalk, cursor)
    },

    sendLastPages() {
      // Nothing is written while the guest stands still: all of it may go at once, the rest of a pass that was broken off first.
      walk?.sendUntil(Infinity)
      settleZeroPages(copies)
      collectLast(copies, collected)
      const { toSend } = copies
      for (let index = 0; index < toSend.length; index++) copyWord(copies, index, toSend[index]!)
      tracer.following = false
    },

    beginPageIn(walkIn) {
      walk?.sendUntil(Infinity)
      settleZeroPages(copies)
      collectLast(copies, collected)
      copies.traced.set(copies.toSend)
      tracer.following = false
      if (readers.length > 0) {
        reading = true
        follow()
      }
      walk = createLiteralWalk(copies, walkIn, copies.toSend, firstPageOf(walkIn), pushWord)
    },

    *runPageIn(until, _pushed, faultSeconds) {
      tracer.fetchSeconds = faultSeconds
      yield* runWalk(until)
      return tracer.faults
    },

    verify: () => verifyCopies(copies),
  }
}
