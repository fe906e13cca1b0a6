/** What a migration costs the hosts: CPU of the stream helpers, the share of the link, memory held twice (facts 3.5). */
import { destinationCores, sourceCores } from '../engine/network/cpu-rate.ts'
import { encryptionOf } from '../engine/network/encryption.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import { PAGE_BYTES, SECOND, type Nanoseconds } from '../engine/units.ts'
import type { Summary } from './summary.ts'

/** `MigrateCpuMinPctDefault`, `MigrateCpuPctPerGb`: at least 30 % of a core, 10 % a Gb/s (FD-cpu, LAM). */
const MIN_RESERVED = 0.3
const RESERVED_PER_GIGABIT = 0.1

/** The cost at one moment. */
interface HostCost {
  readonly sourceCores: number
  readonly destinationCores: number
  /** Of the vMotion links' capacity, 0 … 1: what other traffic cannot have meanwhile. */
  readonly linkShare: number
  /** Bytes of the VM that both hosts hold. */
  readonly heldTwice: number
}

export interface HostCosts {
  /** The columns at the times that were asked for. */
  readonly at: readonly HostCost[]
  /** Cores that each host reserves for its vMotions while it lasts. */
  readonly reservedCores: number
  readonly encrypted: boolean
  readonly totals: {
    readonly sourceCoreSeconds: number
    readonly destinationCoreSeconds: number
    readonly bytesSent: number
    readonly linkBytesPerSecond: number
    /** Byte seconds that both hosts held. */
    readonly heldTwiceByteSeconds: number
    /** Seconds from the first page sent to the end, in which both hosts hold memory. */
    readonly heldSeconds: number
  }
}

/** Samples of a run, ascending in time: what the charts have as columns. */
export interface CostSamples {
  readonly times: ArrayLike<Nanoseconds>
  readonly wireBytesPerSecond: ArrayLike<number>
  readonly bytesSent: ArrayLike<number>
  readonly frameBufferSent: ArrayLike<number>
}

export function hostCosts(summary: Summary, samples: CostSamples): HostCosts {
  const { scenario } = summary.input
  const encrypted = encryptionOf(scenario, GENERATIONS[scenario.generation].network) === 'encrypted'
  const links = Number(scenario['network.speed']) * scenario['network.nics'] * 125e6
  const inUse = summary.totals.pagesInUse * PAGE_BYTES
  const held = heldTwice(summary)
  const at: HostCost[] = []
  for (let index = 0; index < samples.times.length; index++) {
    const wire = samples.wireBytesPerSecond[index] ?? 0
    const gigabits = wire / 125e6
    const time = samples.times[index] ?? 0
    const memorySent = (samples.bytesSent[index] ?? 0) - (samples.frameBufferSent[index] ?? 0)
    at.push({
      sourceCores: gigabits > 0 ? sourceCores(gigabits, encrypted) : 0,
      destinationCores: gigabits > 0 ? destinationCores(gigabits, encrypted) : 0,
      linkShare: links > 0 ? Math.min(1, wire / links) : 0,
      heldTwice: time >= held.from && time < held.to ? Math.min(inUse, memorySent) : 0,
    })
  }
  const integral = (value: (cost: HostCost) => number): number => {
    let sum = 0
    for (let index = 1; index < at.length; index++) {
      const seconds = ((samples.times[index] ?? 0) - (samples.times[index - 1] ?? 0)) / SECOND
      sum += ((value(at[index - 1]!) + value(at[index]!)) / 2) * seconds
    }
    return sum
  }
  return {
    at,
    reservedCores: reservedCores(links),
    encrypted,
    totals: {
      sourceCoreSeconds: integral((cost) => cost.sourceCores),
      destinationCoreSeconds: integral((cost) => cost.destinationCores),
      bytesSent: summary.totals.bytesSent,
      linkBytesPerSecond: links,
      heldTwiceByteSeconds: integral((cost) => cost.heldTwice),
      heldSeconds: (held.to - held.from) / SECOND,
    },
  }
}

/** Cores reserved for links of so many bytes a second: 1.0 at 10 GbE, shared by all vMotions of a host. */
export function reservedCores(linkBytesPerSecond: number): number {
  return Math.max(MIN_RESERVED, (linkBytesPerSecond / 125e6) * RESERVED_PER_GIGABIT)
}

/** From the first page on until one of the hosts gives its copy back: the source after success, the destination after failure. */
function heldTwice({ passes, phases, end }: Summary): { from: Nanoseconds; to: Nanoseconds } {
  const from = passes[0]?.start
  if (from === undefined) return { from: 0, to: 0 }
  const cleanup = phases.findLast(({ kind }) => kind === 'cleanup')
  return { from, to: cleanup?.end ?? end }
}
