/** Runs of vMotion and of the others, with what a person does on the way. */
import fc from 'fast-check'
import type { RunInput } from '../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../src/engine/scenario/validate.ts'
import { anyIntervention } from '../engine/arbitrary-intervention.ts'
import { anySeed, smallScenario } from '../engine/arbitrary-scenario.ts'

export const anyRun: fc.Arbitrary<RunInput> = fc
  .tuple(
    smallScenario('sampled', 'literal', 'fluid'),
    anySeed,
    fc.array(anyIntervention, { maxLength: 4 }),
    fc.option(fc.constantFrom('QEMU7.2', 'XEN2005', 'SIMGRID'), { nil: undefined, freq: 3 }),
  )
  .map(([scenario, seed, interventions, other]) => ({
    scenario: other
      ? clampScenario({ ...scenario, generation: other, model: 'sampled' }).scenario
      : scenario,
    seed,
    interventions: interventions.toSorted((a, b) => a.at - b.at),
  }))
