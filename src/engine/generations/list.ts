/** All generations of vMotion, oldest first, and other hypervisors behind them. Adding one touches `vsphere.ts` (or `others.ts`), this list and the option in the parameter table. */
import type { Generation } from '../migration/generation.ts'
import type { Scenario } from '../scenario/scenario.ts'
import {
  ESX_2,
  V4_0,
  V4_1,
  V5_0,
  V5_1,
  V6_0,
  V6_5,
  V6_7,
  V7_0U1,
  V7_0U2,
  V8_0,
  V9_0,
} from './vsphere.ts'
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
