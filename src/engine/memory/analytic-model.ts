/**
 * The `sampled` and `fluid` dirty models. Fires of a class follow its saturation curve in guest time; at the end of a
 * pass each region draws its count from the binomial distribution (`sampled`) or takes the expected value (`fluid`).
 * Which page of a region fires when is a keyed permutation, computed only on demand.
 */
import { createPaceQueue, type PaceChange } from '../guest/pace-change.ts'
import {
  exposureAt,
  firedShare,
  foreseenShares,
  withRate,
  type VcpuGroup,
  type WriteClass,
} from '../guest/write-class.ts'
import type { ClockSegment, PageInSegment, TracedSegment } from '../guest/clock-segment.ts'
import { groupFaults, groupFires } from '../guest/group-stops.ts'
import { guestAfter } from '../guest/guest-clock.ts'
import type { Workload } from '../guest/workload.ts'
import type { BinomialSampler } from '../random/binomial.ts'
import { STREAM, streamKey, uniform } from '../random/hash.ts'
import { secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import type { DirtyModel, PassFires } from './dirty-model.ts'
import { firePath } from './fire-path.ts'
import { firesAtLeast } from './fires-at-least.ts'
import type { MemoryLayout } from './layout.ts'
import type { OtherWalks } from './other-walks.ts'
import type { PageIn } from './analytic-page-in.ts'
import type { PassOfPages } from './page-sets.ts'
import { walkTotals } from './walk-order.ts'
import { walkPosition } from './walk-position.ts'
import { sweepFires } from './sweep.ts'
import { CLOCK_WORK, REGION_WORK, REGIONS_A_SLICE, type Slices } from '../work.ts'

export interface FireCosts {
  /** Seconds of a vCPU for a page fire, and for the first fire in a large mapping that is still whole. */
  readonly fireSeconds: number
  readonly splitSeconds: number
  readonly mappingPages: number
}

/** The push goes by wall time and the touching by guest time, which a fault stops: within such a step they are taken as one. */
export const PAGE_IN_STEPS = 128

/** What all segments of a clock have in common. */
interface Base {
  readonly group: VcpuGroup
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  readonly guestStart: number
  readonly classes?: readonly WriteClass[]
}

function hadHere(others: OtherWalks | undefined): OtherWalks {
  if (others === undefined) throw new Error('page-in and other hypervisors are not to be had here')
  return others
}

/** `others`: what only hypervisors beside vMotion ask for; asking without it throws. */
export function createAnalyticModel(
  layout: MemoryLayout,
  workload: Workload,
  costs: FireCosts,
  seed: number,
  exact: boolean,
  changes: readonly PaceChange[],
  others?: OtherWalks,
): DirtyModel {
  const paces = createPaceQueue(changes)
  let { classes } = workload
  const segments: [ClockSegment[], ClockSegment[]] = [[], []]
  const guest: [number, number] = [0, 0]
  const vcpus = [workload.writers, Math.max(1, workload.others)] as const
  let now: Nanoseconds = 0
  let pass = -1
  let tracedAt: [number, number] = [0, 0]
  let mappedAt: [number, number] = [0, 0]
  let pageIn: PageIn | undefined
  let faults = 0
  /** True where the bitmap is read while walks are under way. */
  let collected = false
  /** Pages that the last walk left over. */
  let leftOver = 0
  /** The pass before, whose fires are due now. */
  let former: PassOfPages | undefined

  function advance(group: VcpuGroup, segment: ClockSegment): void {
    segments[group].push(segment)
    guest[group] = guestAfter(
      classes,
      group,
      segment,
      secondsFromNanoseconds(segment.end - segment.start),
    )
  }

  function changePace(): void {
    for (const { writesPerSecond } of paces.due(now))
      classes = classes.map((each) => withRate(each, guest[each.group], writesPerSecond[each.id]!))
  }

  /** Both groups until `until`, in pieces in which the guest writes alike. */
  function advanceBoth(until: Nanoseconds, segmentOf: (base: Base) => ClockSegment): void {
    while (now < until) {
      changePace()
      const end = Math.min(until, paces.next)
      const own = classes === workload.classes ? {} : { classes }
      for (const group of [0, 1] as const)
        advance(group, segmentOf({ group, start: now, end, guestStart: guest[group], ...own }))
      now = end
    }
  }

  function tracedSegment(
    { start, end, guestStart, classes: written }: Omit<Base, 'group'>,
    group: VcpuGroup,
    traced: number,
    mapped: number,
    sleepSeconds: number,
  ): TracedSegment {
    const segment: TracedSegment = {
      kind: 'traced',
      start,
      end,
      guestStart,
      tracedAt: traced,
      costSeconds: (costs.fireSeconds + sleepSeconds) / vcpus[group],
      splitSeconds: costs.splitSeconds / vcpus[group],
      mappedAt: mapped,
      mappingPages: costs.mappingPages,
    }
    return written === undefined ? segment : { ...segment, classes: written }
  }

  function exposures(at: readonly [number, number]): number[] {
    return classes.map((writeClass) => exposureAt(writeClass, at[writeClass.group]))
  }

  const sets = exact ? undefined : others?.createPageSets(layout, seed)

  function sweepsOf(from: readonly number[], to: readonly number[]) {
    return classes.map((writeClass, id) =>
      writeClass.pattern === 'sweep' ? sweepFires(writeClass, from[id]!, to[id]!) : undefined,
    )
  }

  return {
    clocks: [
      { group: 0, segments: segments[0] },
      { group: 1, segments: segments[1] },
    ],

    *runUntraced(until, writerSpeed, otherSpeed) {
      advanceBoth(until, ({ group, ...base }) => ({
        kind: 'linear',
        ...base,
        speed: group === 0 ? writerSpeed : otherSpeed,
      }))
      yield CLOCK_WORK
    },

    beginPass(number) {
      pass = number
      tracedAt = [guest[0], guest[1]]
      if (number === -1) mappedAt = [guest[0], guest[1]]
    },

    *runTraced(until, sleepSeconds, breaksAt = Infinity, speed = 1) {
      advanceBoth(Math.min(until, breaksAt), (base) => {
        const { group } = base
        const segment = tracedSegment(base, group, tracedAt[group], mappedAt[group], sleepSeconds)
        return speed < 1 ? { ...segment, speed } : segment
      })
      yield CLOCK_WORK
      return (
        groupFires(classes, 0, tracedAt[0], guest[0]) +
        groupFires(classes, 1, tracedAt[1], guest[1])
      )
    },

    *endPass(): Slices<PassFires> {
      const exposureStart = exposures(tracedAt)
      const exposureEnd = exposures(guest)
      const shares = classes.map((writeClass, id) =>
        firedShare(writeClass, exposureEnd[id]! - exposureStart[id]!),
      )
      const keys = classes.map(({ id }) => streamKey(seed, STREAM.fireCount, id, pass))
      const sweeps = sweepsOf(exposureStart, exposureEnd)
      const samplers = new Map<number, BinomialSampler>()
      const sampler = (id: number, pages: number): BinomialSampler => {
        // A region holds 65,536 pages at most, so the pair is a whole number.
        const pair = id * 131072 + pages
        const known = samplers.get(pair) ?? firePath(pages, shares[id]!)
        samplers.set(pair, known)
        return known
      }
      const fires = exact ? new Float64Array(layout.regions) : new Uint32Array(layout.regions)
      const classFires = classes.map(() => 0)
      for (let region = 0; region < layout.regions; region++) {
        const pages = layout.classPages[region]!
        if (pages === 0) continue
        const id = layout.classOf[region]!
        const sweep = sweeps[id]
        let count: number
        // Where a sweep stands is known: the expected value is the run itself.
        if (sweep !== undefined) count = sweep.countIn(layout.classOffset[region]!, pages)
        else if (exact) count = pages * shares[id]!
        else count = sampler(id, pages)(uniform(keys[id]!, region))
        fires[region] = count
        classFires[id]! += count
        if (region % REGIONS_A_SLICE === REGIONS_A_SLICE - 1) yield REGIONS_A_SLICE * REGION_WORK
      }
      yield (layout.regions % REGIONS_A_SLICE) * REGION_WORK
      const fired = { fires, classFires, exposureStart, exposureEnd, log: undefined }
      former = { pass, fired, sweeps }
      return fired
    },

    foresee: (seconds) => foreseenShares(classes, guest, seconds),

    firesAtLeast: (seconds, speed) =>
      firesAtLeast(classes, guest, seconds, (group, base) => ({
        ...tracedSegment(base, group, guest[group], mappedAt[group], 0),
        ...(speed < 1 && { speed }),
      })),

    passBy(number, due, stopsAt) {
      const from = exposures(guest)
      const { foresight, createLooks, passBy } = hadHere(others)
      const ahead = foresight(classes, paces.ahead, now, guest, (group, base) =>
        tracedSegment(base, group, guest[group], number === -1 ? guest[group] : mappedAt[group], 0),
      )
      const lookAt = createLooks(layout, seed, exact, number, classes, from, former, ahead)
      return passBy(due, stopsAt, (region, time) => lookAt(due, region, time))
    },

    walked: () => undefined,

    *reread(walk, fired) {
      collected = true
      leftOver = walkTotals(walk).pages - walkPosition(walk, walk.end).pagesSent
      if (sets !== undefined) return yield* sets.reread(walk, former!)
      yield layout.regions * REGION_WORK
      return hadHere(others).rereadExpected(layout, walk, fired)
    },

    sendLastPages() {
      // Nothing fires while the guest stands still.
    },

    beginPageIn(walk) {
      pageIn = hadHere(others).beginPageIn(layout, classes, guest, walk, former!, (id) =>
        collected
          ? { leftOver, dueRuns: () => hadHere(others).dueRuns(layout, id, walk, sets) }
          : undefined,
      )
    },

    *runPageIn(until, walk, faultSeconds) {
      const last = walk.end > now ? walk.end : until
      const step = Math.max(1, Math.ceil((last - now) / PAGE_IN_STEPS))
      while (now < until) {
        changePace()
        const part = pageIn!.next(classes, guest, walk, now, now + step)
        const before = [guest[0], guest[1]] as const
        advanceBoth(Math.min(until, now + step, paces.next), ({ group, ...base }) => ({
          kind: 'page-in',
          ...base,
          ...part.segment,
          ...(part.touching !== classes && { classes: part.touching }),
          costSeconds: faultSeconds / vcpus[group],
        }))
        for (const group of [0, 1] as const) {
          const segment = segments[group].at(-1) as PageInSegment
          faults += groupFaults(segment.classes ?? classes, group, segment, guest[group])
        }
        part.ended(before, guest, now)
        yield CLOCK_WORK
      }
      return faults
    },
  }
}
