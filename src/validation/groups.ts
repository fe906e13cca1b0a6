/** All data sets, in the order in which they are shown. A new one needs its predictor and a line here. */
import { asGroup, type ValidationGroup } from './group.ts'
import { CLARK } from './clark.ts'
import { HUAWEI_TABLE } from './huawei.ts'
import { OTHERS } from './others.ts'
import { VMWARE } from './vmware.ts'

export const GROUPS: readonly ValidationGroup[] = [
  asGroup(HUAWEI_TABLE),
  asGroup(CLARK),
  asGroup(VMWARE),
  asGroup(OTHERS),
]
