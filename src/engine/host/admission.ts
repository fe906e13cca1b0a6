/** Admission: what a vMotion costs on host, network and datastore, and which limit makes it wait (facts 4.5). */
import type { Scenario } from '../scenario/scenario.ts'

/** The limits by name; of equal ones the first is named. The one that a person can do something about comes first. */
export const ADMISSION_LIMITS = ['generation', 'network', 'host', 'datastore'] as const
export type AdmissionLimit = (typeof ADMISSION_LIMITS)[number]
export type Limits = Readonly<Record<AdmissionLimit, number>>

/** One vMotion costs 1 of each (FD-cost; values unchanged since 4.1). */
const MAX_PER_HOST = 8
const MAX_PER_DATASTORE = 128
/** By detected line speed in Gb/s: below 1 GbE, below 10 GbE, and all above (FD-cost). */
const NETWORK_CLASSES = [
  { below: 1, max: 2 },
  { below: 10, max: 4 },
  { below: Infinity, max: 8 },
] as const
/** With NICs of different speeds within one class (facts 3.5, FD-net: a third party). */
const MAX_WITH_MISMATCH = 2
/** Two at a time before 4.1 (facts 2.1, FD-cost). */
const EARLY = { generations: ['ESX2', '4.0'] as readonly string[], max: 2 }
/** The highest limit that a person can set: that of the table. */
export const MAX_LIMIT = 128

const classOf = (gigabits: number) => NETWORK_CLASSES.findIndex(({ below }) => gigabits < below)

/** What the network admits: the slowest NIC decides; a mismatch within its speed class makes it 2. */
export function networkLimit(gigabits: readonly number[]): number {
  const slowest = Math.min(...gigabits)
  const { max } = NETWORK_CLASSES[classOf(slowest)]!
  const mismatch = gigabits.some(
    (speed) => speed !== slowest && classOf(speed) === classOf(slowest),
  )
  return mismatch ? Math.min(max, MAX_WITH_MISMATCH) : max
}

/** The table for a generation and the speeds of the NICs that carry vMotion; `changed` is what the person sets. */
export function limitsOf(
  generation: Scenario['generation'],
  gigabits: readonly number[],
  changed: Partial<Limits> = {},
): Limits {
  const early = EARLY.generations.includes(generation)
  return {
    generation: early ? EARLY.max : MAX_LIMIT,
    network: networkLimit(gigabits),
    host: MAX_PER_HOST,
    datastore: MAX_PER_DATASTORE,
    ...changed,
  }
}

export interface Candidate {
  readonly vm: number
  /** The shared datastore that holds its files. */
  readonly datastore: number
}

export interface Admission {
  readonly admitted: readonly Candidate[]
  /** All others in order; undefined when none is waiting. */
  readonly waiting: readonly Candidate[]
  readonly limit: AdmissionLimit | undefined
}

function heldBy(
  candidate: Candidate,
  running: readonly Candidate[],
  limits: Limits,
): AdmissionLimit | undefined {
  const onDatastore = running.filter(({ datastore }) => datastore === candidate.datastore).length
  const used = {
    generation: running.length,
    network: running.length,
    host: running.length,
    datastore: onDatastore,
  }
  const full = ADMISSION_LIMITS.filter((limit) => used[limit] + 1 > limits[limit])
  // Of several that are full, the smallest limit is the one to name.
  return full.sort((a, b) => limits[a] - limits[b])[0]
}

/** Who may start now. First in, first out: behind one that waits, all wait for the same limit. */
export function admit(
  queue: readonly Candidate[],
  running: readonly Candidate[],
  limits: Limits,
): Admission {
  const admitted: Candidate[] = []
  for (const [index, candidate] of queue.entries()) {
    const limit = heldBy(candidate, [...running, ...admitted], limits)
    if (limit !== undefined) return { admitted, waiting: queue.slice(index), limit }
    admitted.push(candidate)
  }
  return { admitted, waiting: [], limit: undefined }
}
