/** Admission: what a vMotion costs on host, network and datastore, and which limit makes it wait (facts 4.5). */
import type { Scenario } from '../scenario/scenario.ts'

/** The limits by name, in the order in which a tie is told: the one that a person can do something about comes first. */
export const ADMISSION_LIMITS = ['generation', 'network', 'host', 'datastore'] as const
export type AdmissionLimit = (typeof ADMISSION_LIMITS)[number]
export type Limits = Readonly<Record<AdmissionLimit, number>>

/** One vMotion costs 1 of each (FD-cost; values unchanged since 4.1). */
const HOST_MOST = 8
const DATASTORE_MOST = 128
/** By detected line speed in Gb/s: below 1 GbE, below 10 GbE, and all above (FD-cost). */
const NETWORK_CLASSES = [
  { below: 1, most: 2 },
  { below: 10, most: 4 },
  { below: Infinity, most: 8 },
] as const
/** NICs of different speeds inside of one class (facts 3.5, FD-net: told by a third party). */
const MISMATCH_MOST = 2
/** Two at a time before 4.1 (facts 2.1, FD-cost). */
const EARLY = { generations: ['ESX2', '4.0'] as readonly string[], most: 2 }
/** For a limit that a person sets: the table itself goes up to 128. */
export const LARGEST_LIMIT = 128

const classOf = (gigabits: number) => NETWORK_CLASSES.findIndex(({ below }) => gigabits < below)

/** What the network admits: the slowest NIC decides; a mismatch inside of its speed class makes it 2. */
export function networkLimit(gigabits: readonly number[]): number {
  const slowest = Math.min(...gigabits)
  const { most } = NETWORK_CLASSES[classOf(slowest)]!
  const mismatch = gigabits.some(
    (speed) => speed !== slowest && classOf(speed) === classOf(slowest),
  )
  return mismatch ? Math.min(most, MISMATCH_MOST) : most
}

/** The table for a generation and the speeds of the NICs that carry vMotion; `changed` is what the person sets. */
export function limitsOf(
  generation: Scenario['generation'],
  gigabits: readonly number[],
  changed: Partial<Limits> = {},
): Limits {
  const early = EARLY.generations.includes(generation)
  return {
    generation: early ? EARLY.most : LARGEST_LIMIT,
    network: networkLimit(gigabits),
    host: HOST_MOST,
    datastore: DATASTORE_MOST,
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
  /** All others in their order; undefined when nobody waits. */
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
