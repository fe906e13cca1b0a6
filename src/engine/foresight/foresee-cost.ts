/** What a run will take to simulate, before it runs: the passes as they are expected, weighed as the run counts them. */
import { fitDirtyCurve } from '../guest/dirty-curve.ts'
import { layOutRun, type LaidOutRun } from '../timeline/lay-out-run.ts'
import { connects, copyBegins, foreseenPasses, type ForeseenPass } from './foreseen-passes.ts'
import { pagesInUse, type Workload } from '../guest/workload.ts'
import { regionPagesFor } from '../memory/region-size.ts'
import { refusal } from '../migration/checks.ts'
import { log } from '../random/elementary.ts'
import { netTimeout } from '../migration/timeouts.ts'
import type { RunInput } from '../scenario/scenario.ts'
import { PAGES_PER_GIB, secondsFromNanoseconds, type Nanoseconds } from '../units.ts'
import {
  CLOCK_WORK,
  FACT_WORK,
  FIRE_WORK,
  LOOK_WORK,
  KEPT_PAGE_WORK,
  PAGE_WORK,
  PASS_WORK,
  PASSING_REGION_WORK,
  REGION_WORK,
  STEP_WORK,
  TURN_WORK,
  WRITE_WORK,
  ZERO_REGION_WORK,
} from '../work.ts'

/** Pieces of the clocks and facts of any run, and pieces of one that copies, beside those of its passes. */
const PIECES = 2
const FACTS = 10
const PIECES_OF_COPY = 5
const FACTS_A_PASS = 3
/** Steps of the clocks in page-in. */
const PAGE_IN_PIECES = 128
/** SDPS looks every 100 ms for this long, then ever more seldom: so many times in each e-fold of the time. */
const FULL_PACE_SECONDS = 50
const LOOKS_A_SECOND = 10
/** Turns and steps of the model that executes every write. */
const TURNS_A_SECOND = 1000
const STEPS_A_SECOND = 10
/** QEMU's looks a second, in a walk that is foreseen and then made; a walk of more goes in longer windows. */
const WINDOW_LOOKS = 2 * 20
const MAX_WINDOW_LOOKS = 16_777_216

/**
 * The work of a run in the unit of `work.ts`: about microseconds on a quiet machine of 2023. Within a factor of four of what the run
 * counts in nine of ten scenarios (a law holds it), worse where a draw decides whether one more pass is needed. Takes a time
 * that grows with the passes alone, at most some milliseconds. The scenario must be valid.
 */
export function foreseeCost(input: RunInput): number {
  return foreseenWork(layOutRun(input, fitDirtyCurve))
}

/** Pieces of the guest's clock that a run is foreseen to have, and its length in seconds: what a summary of it takes depends on them. */
export function foreseePieces(input: RunInput): {
  readonly pieces: number
  readonly seconds: number
} {
  const run = layOutRun(input, fitDirtyCurve)
  const literal = input.scenario.model === 'literal'
  const refused = refusal({ ...run, scenario: input.scenario }) !== undefined
  const passes = refused ? [] : foreseenPasses(run)
  const untraced = secondsFromNanoseconds(untracedTime(run))
  return passes.reduce(
    (sum, pass) => ({
      pieces:
        sum.pieces + pass.times * (literal ? STEPS_A_SECOND * pass.seconds : clocksOf(run, pass)),
      seconds: sum.seconds + pass.times * pass.seconds,
    }),
    { pieces: literal ? STEPS_A_SECOND * untraced : PIECES, seconds: untraced },
  )
}

/** The guest before trace install and in the cleanup. What never begins is left out. */
function untracedTime(run: LaidOutRun): Nanoseconds {
  const { prepared, cleanup } = run.generation.timing
  const begins = copyBegins(run)
  return (begins < Infinity ? begins : prepared) + cleanup
}

/** The same where all of it is laid out already. */
export function foreseenWork(run: LaidOutRun): number {
  const { scenario } = run.input
  const regionPages = regionPagesFor(
    Math.round(scenario['vm.memory'] * PAGES_PER_GIB),
    scenario.model === 'fluid',
  )
  const regions = Math.ceil((scenario['vm.memory'] * PAGES_PER_GIB) / regionPages)
  const basis = regions * REGION_WORK + PIECES * CLOCK_WORK + FACTS * FACT_WORK
  const literal = scenario.model === 'literal'
  const { prepared } = run.generation.timing
  const refused = refusal({ ...run, scenario }) !== undefined
  const passes = refused ? [] : foreseenPasses(run)
  if (passes.length === 0) {
    const waits = prepared + (connects(run) ? 0 : netTimeout(scenario))
    return basis + (literal && !refused ? untracedWork(run, waits) : 0)
  }
  const shape = { regions, regionPages }
  return passes.reduce(
    (sum, pass, index) => sum + pass.times * passWork(run, shape, pass, passes[index - 1]),
    basis + PIECES_OF_COPY * CLOCK_WORK + (literal ? literalWork(run, passes) : 0),
  )
}

/** Before SDPS was all there is, a VM resumed with pages still to come. */
function pagesIn({ generation }: LaidOutRun, { next, fires }: ForeseenPass): boolean {
  return (
    next === 'page-in' || (fires >= 1 && next === 'switchover' && generation.resumeDuringPageIn)
  )
}

interface Shape {
  readonly regions: number
  readonly regionPages: number
}

function passWork(
  run: LaidOutRun,
  shape: Shape,
  pass: ForeseenPass,
  before: ForeseenPass | undefined,
): number {
  const { scenario } = run.input
  const { copy } = run.generation
  const literal = scenario.model === 'literal'
  const clocks = literal ? 0 : clocksOf(run, pass)
  const own =
    PASS_WORK + shape.regions * REGION_WORK + clocks * CLOCK_WORK + FACTS_A_PASS * FACT_WORK
  if (literal) return own + pass.fires * FIRE_WORK
  if (copy.reread === 'below-threshold') return own + windowsWork(run, shape, pass)
  return copy.skipRedirtied ? own + passingWork(run, shape, pass, before) : own
}

/** Pieces of the clocks that are solved for in a pass, and in what comes right after it. */
function clocksOf(run: LaidOutRun, pass: ForeseenPass): number {
  return 1 + looks(pass.lookedAt) + (pagesIn(run, pass) ? PAGE_IN_PIECES : 0)
}

/** How often SDPS looks in so many seconds. */
function looks(seconds: number): number {
  const full = Math.min(seconds, FULL_PACE_SECONDS)
  const rest = seconds > FULL_PACE_SECONDS ? log(seconds / FULL_PACE_SECONDS) : 0
  return LOOKS_A_SECOND * (full + FULL_PACE_SECONDS * rest)
}

/** QEMU: zero pages keep windows from being alike, and what a walk has left over is looked up page by page. */
function windowsWork(
  { input, workload }: LaidOutRun,
  { regions, regionPages }: Shape,
  { pass, zero, seconds, leftOver, shares }: ForeseenPass,
): number {
  const zeroWork =
    zero > 0
      ? Math.min(seconds * WINDOW_LOOKS, MAX_WINDOW_LOOKS) * LOOK_WORK + regions * ZERO_REGION_WORK
      : 0
  if (input.scenario.model === 'fluid') return zeroWork + regions * REGION_WORK
  // Where pass −1 has not come to, all is due.
  if (pass === -1) return zeroWork + 2 * regionPages * PAGE_WORK
  const aRegion = Math.max(1, regionPages * densityOf(workload, shares))
  const over = Math.min(regions, leftOver / aRegion)
  return zeroWork + over * (1 + aRegion * PAGE_WORK) + 2 * regionPages * PAGE_WORK
}

/** The share of its region that is due, of a page that is due, on average. */
function densityOf({ classes }: Workload, shares: readonly number[]): number {
  const due = classes.reduce((sum, { pages }, id) => sum + pages * shares[id]!, 0)
  const squares = classes.reduce((sum, { pages }, id) => sum + pages * shares[id]! * shares[id]!, 0)
  return due > 0 ? squares / due : 0
}

/** Xen: it looks at each region that has pages due, and page by page at those of which some fired in both passes. */
function passingWork(
  { workload, input }: LaidOutRun,
  { regionPages }: Shape,
  pass: ForeseenPass,
  before: ForeseenPass | undefined,
): number {
  const exact = input.scenario.model === 'fluid'
  const zeroShare = pass.zero / pagesInUse(input.scenario)
  return workload.classes.reduce((sum, { pages }, id) => {
    const [was, is] = [before?.shares[id] ?? 1, pass.halfShares[id]!]
    const regions = Math.min(pages / regionPages, was * pages)
    // In pass −1 those that are zero are looked up among those that fired.
    const looked =
      before === undefined
        ? pages * Math.min(zeroShare, is)
        : pages * Math.min(was, 1 - was, is, 1 - is)
    return sum + regions * PASSING_REGION_WORK + (exact ? 0 : looked * PAGE_WORK)
  }, 0)
}

/** Every write, from the request to the cleanup, and the turns that the vCPUs take. */
function literalWork(run: LaidOutRun, passes: readonly ForeseenPass[]): number {
  const { scenario } = run.input
  const traced = passes.reduce((sum, { seconds, times }) => sum + times * seconds, 0)
  const zero = pagesInUse(scenario) * (scenario['vm.zeroPages'] / 100)
  const turns = groupsOf(run).reduce(
    (sum, { vcpus, writes }) => sum + vcpus * Math.min(TURNS_A_SECOND, writes),
    0,
  )
  const writes = groupsOf(run).reduce((sum, group) => sum + group.writes, 0)
  return (
    traced * (writes * WRITE_WORK + turns * TURN_WORK + STEPS_A_SECOND * STEP_WORK) +
    untracedWork(run, untracedTime(run)) +
    zero * PAGE_WORK +
    pagesInUse(scenario) * KEPT_PAGE_WORK
  )
}

/** The guest before and after: every write, and a turn of each vCPU in a step. */
function untracedWork(run: LaidOutRun, time: Nanoseconds): number {
  const all = groupsOf(run).reduce(
    (sum, { vcpus, writes }) => sum + writes * WRITE_WORK + STEPS_A_SECOND * vcpus * TURN_WORK,
    0,
  )
  return secondsFromNanoseconds(time) * (all + STEPS_A_SECOND * STEP_WORK)
}

/** The writing vCPUs and the others: how many, and writes a second of all of them. */
function groupsOf({ workload: { classes, writers, others } }: LaidOutRun) {
  return ([writers, Math.max(1, others)] as const).map((vcpus, group) => ({
    vcpus,
    writes: classes.reduce((sum, { writesPerSecond, burst, pages, group: own }) => {
      const on = burst === undefined ? 1 : burst.on / (burst.on + burst.off)
      return sum + (own === group && pages > 0 ? writesPerSecond * on : 0)
    }, 0),
  }))
}
