/** All data sets, in the order in which they are shown. A new one needs its predictor and a line here. */
import type { ValidationGroup } from './group.ts'

export const GROUPS: readonly ValidationGroup[] = []
