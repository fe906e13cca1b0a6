/** Multiples of memory, as the classic mistake shows them. */
import { formatNumber } from '../../../text/format.ts'
import { TRUTH_TEXT } from '../../../text/truth.ts'

export function times(value: number | undefined): string {
  return value === undefined ? TRUTH_TEXT.never : `${formatNumber(value, value < 10 ? 1 : 0)}×`
}
