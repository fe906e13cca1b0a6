/** A number of an explanation as a person reads it. */
import { MIB } from '../../engine/units.ts'
import type { Amount } from '../../report/explain/chain.ts'
import {
  formatBytes,
  formatCount,
  formatDecimal,
  formatDuration,
  formatPass,
  formatPercent,
  formatQuantity,
  formatRate,
  formatShare,
  formatTimes,
} from '../format.ts'
import { valueIf, type Piece } from '../sentence.ts'

export function amountText({ unit, value }: Amount): string {
  switch (unit) {
    case 'time':
      return formatDuration(value)
    case 'bytes':
      return formatBytes(value)
    case 'decimal':
      return formatDecimal(value)
    case 'rate':
      return formatRate(value)
    case 'dial-rate':
      return `${formatQuantity(value / MIB)} MiB/s`
    case 'percent':
      return formatPercent(value)
    case 'share':
      return formatShare(value)
    case 'times':
      return formatTimes(value)
    case 'count':
      return formatCount(value)
    case 'passes':
      return `${formatCount(value)} ${value === 1 ? 'pass' : 'passes'}`
    case 'pass':
      return formatPass(value)
  }
}

export function amountPiece(amount: Amount): Piece {
  return valueIf(amount.inferred, amountText(amount))
}
