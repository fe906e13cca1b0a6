/** All data sets, in the order in which they are shown. A new one needs its predictor and a line here. */
import { CLARK } from './clark.ts'
import { asGroup, type ValidationGroup } from './group.ts'
import { HUAWEI_TABLE } from './huawei.ts'
import { OTHERS } from './others.ts'
import { QEMU } from './qemu.ts'
import { SIMGRID_GROUP } from './simgrid.ts'
import { SNU } from './snu.ts'
import { VMWARE } from './vmware.ts'

export const GROUPS: readonly ValidationGroup[] = [
  asGroup(QEMU),
  asGroup(SNU),
  asGroup(SIMGRID_GROUP),
  asGroup(HUAWEI_TABLE),
  asGroup(CLARK),
  asGroup(VMWARE),
  asGroup(OTHERS),
]
