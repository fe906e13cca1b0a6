/**
 * What the same run would have come to otherwise. A sentence about SDPS says "without it …" only after the run without it was
 * computed as well.
 */
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { levelOf, type Level } from './verdict.ts'
import type { Summary } from './summary.ts'

/**
 * `without-sdps`: nothing slows the guest. `least-sdps`: `Migrate.SdpsTargetRate` read as "no more than the least progress", for no
 * source says how its 500 % are meant.
 */
type AlternativeId = 'without-sdps' | 'least-sdps'

export interface Alternative {
  readonly id: AlternativeId
  readonly outcome: Summary['outcome']
  readonly failure: Summary['failure']
  readonly level: Level
  readonly end: Nanoseconds
  /** Length of the stun; 0 when it never came to one. */
  readonly stopped: Nanoseconds
  /** Seconds, the most that any vCPU lost. */
  readonly lostSeconds: number
}

/** The runs to compute beside a finished one: none unless SDPS slowed its guest. */
function alternativeInputs({
  input,
  sdps,
}: Pick<Summary, 'input' | 'sdps'>): readonly (readonly [AlternativeId, RunInput])[] {
  if (!sdps.engaged) return []
  const { scenario } = input
  const least = scenario['Migrate.PreCopyMinProgressPerc']
  const without = { ...scenario, 'Migrate.SdpsEnabled': '0' } as const
  const target = { ...scenario, 'Migrate.SdpsTargetRate': least }
  return [
    ['without-sdps', { ...input, scenario: without }],
    ...(scenario['Migrate.SdpsTargetRate'] === least
      ? []
      : [['least-sdps', { ...input, scenario: target }] as const]),
  ]
}

/** What is told of one. */
function alternativeOf(id: AlternativeId, summary: Summary): Alternative {
  const { outcome, failure, end, stun, pain } = summary
  return {
    id,
    outcome,
    failure,
    level: levelOf(summary),
    end,
    stopped: stun.end - stun.start,
    lostSeconds: pain.behind.most,
  }
}

/** All of them, one after the other; `run` computes one in slices. */
export function* computeAlternatives<Step>(
  summary: Summary,
  run: (input: RunInput) => Generator<Step, { readonly summary: Summary }>,
): Generator<Step, readonly Alternative[]> {
  const found: Alternative[] = []
  for (const [id, input] of alternativeInputs(summary))
    found.push(alternativeOf(id, (yield* run(input)).summary))
  return found
}
