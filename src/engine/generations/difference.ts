/** What two generations do differently, term by term: read from the Generation objects, never typed a second time. */
import type { Generation } from '../migration/generation.ts'
import type { Confidence } from '../scenario/parameter.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { GENERATIONS } from './list.ts'

type Path =
  | readonly [keyof Generation]
  | readonly ['network', keyof Generation['network']]
  | readonly ['bitmap', 'encoding']
  | readonly ['vgpu', keyof Generation['vgpu']]
  | readonly ['limits', keyof Generation['limits']]

/** Where each term stands in a Generation. What is not here is its name and its sources. */
export const TERM_PATHS = {
  tracer: ['tracer'],
  'trace-grain': ['tracedMappingPages'],
  bitmap: ['bitmap', 'encoding'],
  'stop-rule': ['stopRule'],
  fallback: ['fallback'],
  streams: ['network', 'streams'],
  'stream-cap': ['network', 'streamCapGigabits'],
  'shared-nic': ['network', 'sharedNicGigabits'],
  'latency-mode': ['network', 'latencyAware'],
  encryption: ['network', 'encryption'],
  'resume-during-page-in': ['resumeDuringPageIn'],
  'changed-file': ['changedFile'],
  vgpu: ['vgpu', 'policy'],
  'vgpu-fixed': ['vgpu', 'fixedSeconds'],
  'vgpu-channel': ['vgpu', 'channelGigabits'],
  checkpoint: ['checkpoint'],
  'memory-limit': ['limits', 'memoryGiB'],
  'vcpu-limit': ['limits', 'vcpus'],
  'round-trip-limit': ['limits', 'roundTripMilliseconds'],
  'nic-limit': ['limits', 'nics'],
} as const satisfies Readonly<Record<string, Path>>

export type Term = keyof typeof TERM_PATHS
export const TERMS = Object.keys(TERM_PATHS) as Term[]

/** Plain enough to compare and to print; a list of rates is joined, what is not there is "none". */
export type TermValue = string | number | boolean

export interface Difference {
  readonly term: Term
  readonly before: TermValue
  readonly after: TermValue
}

/** The value of a term; of a limit, the number alone. */
export function termValue(generation: Generation, term: Term): TermValue {
  const found = TERM_PATHS[term].reduce<unknown>(
    (part, key) => (part as Record<string, unknown>)[key],
    generation,
  )
  if (Array.isArray(found)) return found.join(', ')
  if (typeof found === 'object' && found !== null) return (found as { readonly most: number }).most
  return (found as TermValue | undefined) ?? 'none'
}

/** How sure the value is: limits carry it themselves, for the others it is what stands beside them in the generations. */
export function termConfidence(generation: Generation, term: Term): Confidence {
  const [part, limit] = TERM_PATHS[term]
  if (part === 'limits') return generation.limits[limit].confidence
  // That it is compacted is published (V7ENH); what is unverified is by how much.
  if (term === 'bitmap')
    return generation.bitmap.encoding === 'raw' ? generation.bitmap.confidence : 'published'
  // 1 GB steps: V7U1, PAT. That larger mappings than 2 MB were broken up before is inferred.
  if (term === 'trace-grain') return generation.tracer === 'loose' ? 'published' : 'inferred'
  if (term === 'resume-during-page-in') return generation.lastPages
  // NEL05, recalled.
  if (term === 'stop-rule')
    return generation.stopRule === 'one-megabyte' ? 'unverified' : 'published'
  if (term === 'vgpu-channel') return generation.vgpu.confidence
  if (term === 'vgpu-fixed' && generation.vgpu.fixedSeconds !== undefined) return 'inferred'
  const { streams, streamCapGigabits, sharedNicGigabits } = generation.network
  // One early stream is fitted to "about 30 % shorter"; 15 Gb/s is published for 7.0 U2, read back into earlier versions.
  if (term === 'stream-cap')
    return streams === 'auto' || streamCapGigabits === 18 ? 'published' : 'inferred'
  // Measured for 6.0 alone.
  const measured = sharedNicGigabits === undefined || generation.sources.includes('KB 323379')
  return term === 'shared-nic' && !measured ? 'inferred' : 'published'
}

/** Every term in which `after` differs from `before`, in the order of the list. */
export function differences(before: Generation, after: Generation): Difference[] {
  return TERMS.map((term) => ({
    term,
    before: termValue(before, term),
    after: termValue(after, term),
  })).filter((difference) => difference.before !== difference.after)
}

/** The generations of vMotion, oldest first: other hypervisors stand in no line with them. */
export const GENERATION_IDS = (Object.keys(GENERATIONS) as Scenario['generation'][]).filter(
  (id) => GENERATIONS[id].family === 'vSphere',
)

/** The other hypervisors. */
export const OTHER_IDS = (Object.keys(GENERATIONS) as Scenario['generation'][]).filter(
  (id) => GENERATIONS[id].family === 'other',
)

/** The generation before; undefined for the first, and for another hypervisor. */
export function formerGeneration(id: Scenario['generation']): Generation | undefined {
  const former = GENERATION_IDS[GENERATION_IDS.indexOf(id) - 1]
  return former && GENERATIONS[former]
}
