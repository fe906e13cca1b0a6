/** The same values for the ear: `aria-valuetext` and spoken summaries. Full unit words, no symbols. */
import type { Parameter } from '../engine/scenario/parameter.ts'
import { PARAMETERS, type ParameterId } from '../engine/scenario/parameters.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { GIB, MIB, MILLISECOND, type Nanoseconds, SECOND } from '../engine/units.ts'
import { counted, formatNumber } from './format.ts'
import { optionLabel } from './parameters.ts'

/** One, several. */
const UNIT_WORDS: Readonly<Record<string, readonly [string, string]>> = {
  GiB: ['gibibyte', 'gibibytes'],
  MB: ['megabyte', 'megabytes'],
  'MiB/s': ['mebibyte per second', 'mebibytes per second'],
  'Mbit/s': ['megabit per second', 'megabits per second'],
  'MB/s': ['megabyte per second', 'megabytes per second'],
  'GiB/s': ['gibibyte per second', 'gibibytes per second'],
  µs: ['microsecond', 'microseconds'],
  GB: ['gigabyte', 'gigabytes'],
  'Gb/s': ['gigabit per second', 'gigabits per second'],
  'pages/s': ['page per second', 'pages per second'],
  pages: ['page', 'pages'],
  cores: ['core', 'cores'],
  B: ['byte', 'bytes'],
  s: ['second', 'seconds'],
  ms: ['millisecond', 'milliseconds'],
  '%': ['percent', 'percent'],
  '': ['', ''],
}

/** "12.5 gibibytes"; digits without separators, which screen readers say as single numbers. */
function spokenNumber(value: number, unit: string, decimals = 3): string {
  if (!Number.isFinite(value)) return 'unknown'
  const number = formatNumber(value, decimals, { separator: '' }).replace('−', 'minus ')
  const words = UNIT_WORDS[unit] ?? [unit, unit]
  return `${number} ${number === '1' ? words[0] : words[1]}`.trim()
}

/** A duration in the unit that suits: "240 milliseconds", "67.4 seconds", "36 minutes 53 seconds". */
export function spokenDuration(time: Nanoseconds): string {
  if (Number.isNaN(time)) return 'unknown'
  const seconds = Math.round(Math.abs(time) / SECOND)
  if (seconds >= 120 && Number.isFinite(time)) {
    const minutes = formatNumber(Math.floor(seconds / 60), 0, { separator: '' })
    const rest = seconds % 60 === 0 ? '' : ` ${spokenNumber(seconds % 60, 's')}`
    return `${time < 0 ? 'minus ' : ''}${minutes} minutes${rest}`
  }
  if (Math.abs(time) >= SECOND || time === 0) return spokenNumber(time / SECOND, 's', 1)
  return spokenNumber(time / MILLISECOND, 'ms', Math.abs(time) < 10 * MILLISECOND ? 2 : 0)
}

/** "0.21 gibibytes", "96 bytes" */
export function spokenBytes(bytes: number): string {
  if (Math.abs(bytes) >= GIB / 10) return spokenNumber(bytes / GIB, 'GiB', 2)
  if (Math.abs(bytes) < MIB / 10) return spokenNumber(bytes, 'B', 0)
  return spokenNumber(bytes / MIB, 'mebibytes', 1)
}

/** "1.15 gibibytes per second, 9.9 gigabits" */
export function spokenRate(bytesPerSecond: number): string {
  return `${spokenNumber(bytesPerSecond / GIB, 'GiB/s', 3)}, ${spokenNumber(bytesPerSecond / 125e6, 'Gb/s', 1)}`
}

/** What a dial says: "10 gigabit per second", "64 gibibytes", "random writes". */
export function spokenValue<Id extends ParameterId>(id: Id, value: Scenario[Id]): string {
  const parameter: Parameter = PARAMETERS[id]
  if (parameter.kind === 'number') return spokenNumber(Number(value), parameter.unit)
  if (parameter.kind === 'curve')
    return `a curve of ${counted((value as Scenario['workload.curve']).length, 'point')}`
  // An adjective, as the field speaks: a "10 gigabit" network.
  if (id === 'network.speed') return `${String(value)} gigabit per second`
  return optionLabel(id, String(value))
}
