/** What the groups of vCPUs of the `literal` model write, and read while pages are paged in: at the rates of now, one draw after the other. */
import type { PaceChange } from '../guest/pace-change.ts'
import type { Workload } from '../guest/workload.ts'
import type { VcpuGroup, WriteClass } from '../guest/write-class.ts'
import type { MemoryLayout } from './layout.ts'
import { burstEnds, type WritePlan } from './literal-vcpus.ts'
import { createTargets, createWriteStream } from './write-stream.ts'

/** The draws of reads stand beside those of the writes, which are numbered by class from 0. */
const FIRST_READER = 100

/** What reads the pages of a class: at random and at all times, however it is written. */
function readerOf({ readsPerSecond = 0, ...writeClass }: WriteClass): WriteClass {
  return { ...writeClass, writesPerSecond: readsPerSecond, pattern: 'poisson', burst: undefined }
}

export interface LiteralPlans {
  /** By group: the plan that it follows. */
  readonly of: readonly [WritePlan, WritePlan]
  /** Writes and reads that were executed in all. */
  readonly executed: () => number
  /** The classes are written at these rates from now on; `renew` makes it so. */
  setRates(writesPerSecond: readonly number[]): void
  /**
   * While pages are paged in, a read of a missing one stops the vCPU as a write does: from now on they are executed alike. True
   * where there are any, and the plans are to be renewed.
   */
  read(): boolean
  /** Another plan for the group; draws go on where those of the plan before ended. */
  renew(group: VcpuGroup): WritePlan
}

/** How many vCPUs a group has; one that has none still counts as one. */
export function vcpusOf({ writers, others }: Workload, group: VcpuGroup): number {
  return Math.max(1, group === 0 ? writers : others)
}

export function createLiteralPlans(
  layout: MemoryLayout,
  workload: Workload,
  seed: number,
  changes: readonly PaceChange[],
): LiteralPlans {
  const { classes } = workload
  let rates: readonly number[] = classes.map(
    ({ writesPerSecond, pace }) => writesPerSecond * (pace?.factor ?? 1),
  )
  const readers = classes.filter(({ readsPerSecond = 0, pages }) => readsPerSecond > 0 && pages > 0)
  const targets = [
    ...createTargets(layout, classes, seed),
    ...(readers.length > 0 ? createTargets(layout, classes.map(readerOf), seed, FIRST_READER) : []),
  ]
  let reading = false

  function planOf(group: VcpuGroup, before?: WritePlan): WritePlan {
    const vcpus = vcpusOf(workload, group)
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
  return {
    of: plans,
    executed: () => targets.reduce((sum, target) => sum + target.writes, 0),
    setRates(writesPerSecond) {
      rates = [...writesPerSecond]
    },
    read() {
      reading = readers.length > 0
      return reading
    },
    renew(group) {
      for (const stream of plans[group].streams) stream.giveBack()
      plans[group] = planOf(group, plans[group])
      return plans[group]
    },
  }
}
