/** All generations of vMotion, oldest first, and other hypervisors behind them. Adding one touches its own file, this list and the option in the parameter table. */
import type { Generation } from '../migration/generation.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { ESX_2 } from './esx-2.ts'
import { V4_0 } from './v4-0.ts'
import { V4_1 } from './v4-1.ts'
import { V5_0 } from './v5-0.ts'
import { V5_1 } from './v5-1.ts'
import { V6_0 } from './v6-0.ts'
import { V6_5 } from './v6-5.ts'
import { V6_7 } from './v6-7.ts'
import { V7_0U1 } from './v7-0u1.ts'
import { V7_0U2 } from './v7-0u2.ts'
import { V8_0 } from './v8-0.ts'
import { V9_0 } from './v9-0.ts'
import { HUAWEI, QEMU_7_2, SIMGRID, XEN_2005 } from './others.ts'

export const GENERATIONS: Readonly<Record<Scenario['generation'], Generation>> = {
  ESX2: ESX_2,
  '4.0': V4_0,
  '4.1': V4_1,
  '5.0': V5_0,
  '5.1': V5_1,
  '6.0': V6_0,
  '6.5': V6_5,
  '6.7': V6_7,
  '7.0U1': V7_0U1,
  '7.0U2': V7_0U2,
  '8.0': V8_0,
  '9.0': V9_0,
  'QEMU7.2': QEMU_7_2,
  XEN2005: XEN_2005,
  SIMGRID,
  HUAWEI,
}
