/** How time goes on in the `literal` model: the walk and the vCPUs take turns, and the clocks of both groups are written down. */
import type { ClockSegment } from '../guest/clock-segment.ts'
import { createPaceQueue, type PaceChange } from '../guest/pace-change.ts'
import type { Workload } from '../guest/workload.ts'
import { withRate, type WriteClass } from '../guest/write-class.ts'
import { MILLISECOND, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import { KEPT_PAGE_WORK, STEP_WORK, TURN_WORK, WRITE_WORK, type Slices } from '../work.ts'
import { vcpusOf, type LiteralPlans } from './literal-plans.ts'
import type { Tracer } from './literal-tracer.ts'
import { createVcpus } from './literal-vcpus.ts'
import type { LiteralWalk } from './literal-walk.ts'

/** How long the walk and each vCPU go at a time. A batch is taken up to a turn early: the harder case for the oracle. */
const TURN: Nanoseconds = MILLISECOND
/** The clocks are straight between these marks. */
const CLOCK_STEP: Nanoseconds = 100 * MILLISECOND

export interface LiteralTurns {
  readonly segments: readonly [ClockSegment[], ClockSegment[]]
  /** Guest seconds of both groups at the last mark. */
  readonly guest: readonly [number, number]
  /** The classes at the rates of now. */
  readonly paced: () => readonly WriteClass[]
  /** What is sent from now on; undefined before the first pass. */
  walk: LiteralWalk | undefined
  /** The groups write by other plans from now on. */
  follow(): void
  /** The guest runs at shares of wall time until then, and no write costs anything. */
  runFreely(until: Nanoseconds, writerSpeed: number, otherSpeed: number): Slices<void>
  /** Walk and guest go on until then, until the walk is through, or to the end of the turn that `breaksAt` falls into. */
  runWalk(until: Nanoseconds, breaksAt?: Nanoseconds, speed?: number): Slices<void>
}

export function createLiteralTurns(
  workload: Workload,
  plans: LiteralPlans,
  tracer: Tracer,
  seed: number,
  changes: readonly PaceChange[],
): LiteralTurns {
  const paces = createPaceQueue(changes)
  let paced = workload.classes
  const groups = ([0, 1] as const).map((group) =>
    createVcpus(
      group,
      group === 0 ? 0 : workload.writers,
      vcpusOf(workload, group),
      plans.of[group],
      tracer,
      seed,
    ),
  )
  const segments: [ClockSegment[], ClockSegment[]] = [[], []]
  const guest: [number, number] = [0, 0]
  let now: Nanoseconds = 0
  /** What was counted so far; the first step also stands for what was made before. */
  let counted = -tracer.copies.pages * KEPT_PAGE_WORK

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

  function follow(): void {
    for (const group of [0, 1] as const)
      groups[group]!.follow(plans.renew(group), secondsFromNanoseconds(now))
  }

  /** Another pace begins with the turn after its time, so that the turn that it falls into is what it would be anyway. */
  function changePace(): void {
    for (const { writesPerSecond } of paces.due(now)) {
      plans.setRates(writesPerSecond)
      paced = paced.map((each) => withRate(each, guest[each.group], writesPerSecond[each.id]!))
      follow()
    }
  }

  /** When the walk is through, as far as that is found on the way. */
  function through(): Nanoseconds {
    return turns.walk?.through() ?? Infinity
  }

  /** Walk and vCPUs take turns, until `until` or to the end of the one that `breaksAt` falls into. */
  function runTurns(until: Nanoseconds, breaksAt: Nanoseconds, speed: number): void {
    while (now < until && now < breaksAt && now < through()) {
      changePace()
      const start = now
      const latest = Math.min(until, now + TURN)
      turns.walk?.sendUntil(latest)
      now = Math.max(start, Math.min(latest, through()))
      const turn = now - start
      groups[0]!.run(secondsFromNanoseconds(now))
      groups[1]!.run(secondsFromNanoseconds(now))
      if (speed < 1) {
        for (const group of groups) group.sleep(secondsFromNanoseconds(turn) * (1 - speed))
      }
    }
  }

  /** The work since this was asked last. */
  function doneSince(): number {
    const taken = groups.reduce((sum, group) => sum + group.turns(), 0)
    const all = Math.max(counted, plans.executed() * WRITE_WORK + taken * TURN_WORK)
    const done = all - counted
    counted = all
    return done + STEP_WORK
  }

  const turns: LiteralTurns = {
    segments,
    guest,
    paced: () => paced,
    walk: undefined,
    follow,

    *runFreely(until, writerSpeed, otherSpeed) {
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

    *runWalk(until, breaksAt = Infinity, speed = 1) {
      while (now < until && now < breaksAt && now < through()) {
        const start = now
        runTurns(Math.min(until, start + CLOCK_STEP), breaksAt, speed)
        if (now > start) markClocks(start)
        yield doneSince()
      }
    },
  }
  return turns
}
