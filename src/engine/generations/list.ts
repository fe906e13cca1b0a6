/** All generations, oldest first. Adding one touches its own file and this list (and the option in the parameter table). */
import type { Generation } from '../migration/generation.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { V5_0 } from './v5-0.ts'
import { V6_7 } from './v6-7.ts'
import { V7_0U1 } from './v7-0u1.ts'

export const GENERATIONS: Readonly<Record<Scenario['generation'], Generation>> = {
  '5.0': V5_0,
  '6.7': V6_7,
  '7.0U1': V7_0U1,
}
