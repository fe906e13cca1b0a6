/** From the workload parameters to classes of pages. Class 0 is always the background that keeps "idle" from being zero. */
import { PAGES_PER_GIB, PAGES_PER_MIB } from '../units.ts'
import type { CurvePoint } from '../scenario/parameter.ts'
import type { Scenario } from '../scenario/scenario.ts'
import type { FitCurve } from './dirty-curve.ts'
import { MIXED, type VcpuGroup, type WriteClass } from './write-class.ts'

export interface Workload {
  readonly classes: readonly WriteClass[]
  /** vCPUs in group 0 (writing) and group 1 (the others). */
  readonly writers: number
  readonly others: number
  /** Largest error of the fitted curve as a share of memory; undefined unless the workload is a measured curve. */
  readonly curveFitError: number | undefined
}

/** Guest memory that holds something, in whole pages. */
export function pagesInUse(scenario: Scenario): number {
  return Math.max(
    1,
    Math.round((scenario['vm.memory'] * PAGES_PER_GIB * scenario['vm.inUse']) / 100),
  )
}

/**
 * The classes of a scenario. Sizes are clipped to memory in use, whatever the parameters say. Throws where a measured curve is
 * to be fitted and `fitCurve` is left out.
 */
export function createWorkload(scenario: Scenario, fitCurve?: FitCurve): Workload {
  const inUse = pagesInUse(scenario)
  const vcpus = Math.round(scenario['vm.vcpus'])
  const writers = Math.min(Math.round(scenario['workload.writers']), vcpus)
  const others = vcpus - writers
  const active = activeClasses(scenario, inUse, fitCurve)
  const activePages = active.classes.reduce((sum, { pages }) => sum + pages, 0)
  const background: WriteClass = {
    id: 0,
    name: 'background',
    pattern: 'poisson',
    pages: inUse - activePages,
    writesPerSecond: inUse > activePages ? scenario['workload.background'] : 0,
    group: (others > 0 ? 1 : 0) satisfies VcpuGroup,
    bands: 0,
    burst: undefined,
    sweepStart: 0,
    curve: undefined,
  }
  return {
    classes: [
      background,
      ...withReads(active.classes, scenario['workload.readRate'] * PAGES_PER_MIB),
    ],
    writers,
    others,
    curveFitError: active.fitError,
  }
}

/** Reads go where the writes go; of classes that nobody writes, each page is read alike (inferred). */
function withReads(classes: readonly WriteClass[], readsPerSecond: number): readonly WriteClass[] {
  if (readsPerSecond <= 0) return classes
  const weights = [
    classes.map(({ writesPerSecond }) => writesPerSecond),
    classes.map(({ pages }) => pages),
  ]
  const sums = weights.map((each) => each.reduce((sum, weight) => sum + weight, 0))
  const chosen = sums[0]! > 0 ? 0 : 1
  return classes.map((writeClass, index) => {
    const weight = weights[chosen]![index]!
    if (weight <= 0) return writeClass
    return { ...writeClass, readsPerSecond: (readsPerSecond * weight) / sums[chosen]! }
  })
}

interface ActiveClasses {
  readonly classes: WriteClass[]
  readonly fitError: number | undefined
}

/** Bursts are any of the plain patterns that come and go. */
function activeClasses(
  scenario: Scenario,
  inUse: number,
  fitCurve: FitCurve | undefined,
): ActiveClasses {
  if (scenario['workload.pattern'] !== 'bursts')
    return patternClasses(scenario, inUse, scenario['workload.pattern'], fitCurve)
  const burst = {
    on: scenario['workload.burstOn'],
    off: scenario['workload.burstOff'],
    start: scenario['workload.burstStart'],
  }
  const { classes, fitError } = patternClasses(
    scenario,
    inUse,
    scenario['workload.burstPattern'],
    fitCurve,
  )
  return { classes: classes.map((each) => ({ ...each, burst })), fitError }
}

function patternClasses(
  scenario: Scenario,
  inUse: number,
  pattern: Exclude<Scenario['workload.pattern'], 'bursts'>,
  fitCurve: FitCurve | undefined,
): ActiveClasses {
  const writesPerSecond = scenario['workload.writeRate'] * PAGES_PER_MIB
  const workingSet = Math.min(Math.round(scenario['workload.workingSet'] * PAGES_PER_GIB), inUse)
  const plain = (
    id: number,
    name: WriteClass['name'],
    pages: number,
    rate: number,
    bands: number,
  ): WriteClass => ({
    id,
    name,
    pattern: 'poisson',
    pages,
    writesPerSecond: pages > 0 ? rate : 0,
    group: 0,
    bands,
    burst: undefined,
    sweepStart: 0,
    curve: undefined,
  })
  switch (pattern) {
    case 'random':
      return {
        classes: [plain(1, 'working set', workingSet, writesPerSecond, 4)],
        fitError: undefined,
      }
    case 'sweep': {
      const sweep: WriteClass = {
        ...plain(1, 'working set', workingSet, writesPerSecond, 1),
        pattern: 'sweep',
        sweepStart: scenario['workload.sweepStart'] / 100,
      }
      return { classes: [sweep], fitError: undefined }
    }
    case 'hotcold': {
      const hot = Math.min(
        workingSet,
        Math.max(1, Math.round((workingSet * scenario['workload.hotSet']) / 100)),
      )
      const hotWrites = (writesPerSecond * scenario['workload.hotWrites']) / 100
      return {
        classes: [
          plain(1, 'hot set', hot, hotWrites, 2),
          plain(2, 'rest of the working set', workingSet - hot, writesPerSecond - hotWrites, 3),
        ],
        fitError: undefined,
      }
    }
    case 'curve':
      return curveClasses(scenario, inUse, plain, fitCurve)
  }
}

function curveClasses(
  scenario: Scenario,
  inUse: number,
  plain: (
    id: number,
    name: WriteClass['name'],
    pages: number,
    rate: number,
    bands: number,
  ) => WriteClass,
  fitCurve: FitCurve | undefined,
): ActiveClasses {
  const curve = scenario['workload.curve']
  if (scenario.model === 'fluid') {
    // A page of zeros is never written: the curve's pages are all others.
    const pages = Math.max(1, inUse - Math.round((inUse * scenario['vm.zeroPages']) / 100))
    const ofThose = curve.map(([seconds, share]): CurvePoint => [
      seconds,
      Math.min(1, (share * inUse) / pages),
    ])
    return {
      classes: [{ ...plain(1, 'curve', pages, 0, 1), pattern: 'curve', curve: ofThose }],
      fitError: 0,
    }
  }
  if (fitCurve === undefined) throw new Error('workload.pattern: curve is not to be had here')
  const fit = fitCurve(curve)
  const classes = fit.classes.map(({ share, ratePerSecond }, index) => {
    const pages = Math.floor(inUse * share)
    return plain(index + 1, 'curve', pages, pages * ratePerSecond, MIXED)
  })
  return { classes, fitError: fit.largestError }
}
