/** Numbers as a person reads them. Every surface uses these; never NaN, "-0" or scientific notation, always the unit. */
import { GIB, KIB, MIB, MILLISECOND, type Nanoseconds, SECOND } from '../engine/units.ts'

/** Between groups of three digits: a narrow space that does not break. */
const THIN_SPACE = '\u202f'
export const UNKNOWN = '–'
const MINUS = '−'
/** `toFixed` stays decimal below 10²¹. */
const LARGEST = 1e18

export interface NumberStyle {
  /** Keeps trailing zeros, so that a running number does not jump. */
  readonly steady?: boolean
  /** Between groups of three digits; a thin space by default. */
  readonly separator?: string
}

function grouped(digits: string, separator: string): string {
  return digits.replaceAll(/\B(?=(\d{3})+$)/g, separator)
}

/** A number with at most so many decimals. */
export function formatNumber(value: number, decimals = 0, style: NumberStyle = {}): string {
  if (Number.isNaN(value)) return UNKNOWN
  if (Math.abs(value) > LARGEST) return value > 0 ? '∞' : `${MINUS}∞`
  const [whole = '0', rest = ''] = Math.abs(value).toFixed(decimals).split('.')
  const kept = style.steady ? rest : rest.replace(/0+$/, '')
  const sign = value < 0 && /[1-9]/.test(whole + kept) ? MINUS : ''
  return `${sign}${grouped(whole, style.separator ?? THIN_SPACE)}${kept && '.'}${kept}`
}

/** Two or three digits that count: 0.0082, 0.21, 9.47, 95.5, 1 024. A running number keeps two decimals below ten. */
function decimalsFor(value: number, style: NumberStyle = {}): number {
  const size = Math.abs(value)
  if (size >= 100) return 0
  if (size >= 10) return 1
  if (size >= 0.1 || size === 0 || style.steady) return 2
  return size >= 0.01 ? 3 : 4
}

/** A measured quantity with sensible digits. */
export function formatQuantity(value: number, style?: NumberStyle): string {
  return formatNumber(value, decimalsFor(value, style), style)
}

/** 251 377 */
export function formatCount(count: number, style?: NumberStyle): string {
  return formatNumber(Math.round(count), 0, style)
}

/** "1 page", "2 pages": of what has a regular plural. */
export function counted(count: number, one: string, style?: NumberStyle): string {
  return `${formatCount(count, style)} ${one}${Math.round(count) === 1 ? '' : 's'}`
}

/** "1 page", "251 377 pages" */
export function formatPages(pages: number, style?: NumberStyle): string {
  return counted(pages, 'page', style)
}

export type SizeUnit = 'B' | 'KiB' | 'MiB' | 'GiB'
const UNIT_BYTES: Readonly<Record<SizeUnit, number>> = { B: 1, KiB: KIB, MiB: MIB, GiB: GIB }

/** GiB from a tenth of one on, so that sizes and rates that a reader may divide share one family. */
function sizeUnit(bytes: number): SizeUnit {
  const size = Math.abs(bytes)
  if (size >= GIB / 10) return 'GiB'
  if (size >= MIB / 10) return 'MiB'
  return size >= KIB ? 'KiB' : 'B'
}

/** "64 GiB", "0.21 GiB", "12.3 MiB"; in one unit when it is given. */
export function formatBytes(
  bytes: number,
  style?: NumberStyle & { readonly unit?: SizeUnit },
): string {
  const unit = style?.unit ?? sizeUnit(bytes)
  return `${formatQuantity(bytes / UNIT_BYTES[unit], style)} ${unit}`
}

/** As sizes of devices are given: "12 GB", "10 MB". */
export function formatDecimal(bytes: number): string {
  return bytes >= 1e9 ? `${formatQuantity(bytes / 1e9)} GB` : `${formatQuantity(bytes / 1e6)} MB`
}

/** Payload as the network's people say it: "9.9 Gb/s", and "108 Mb/s" below the 250 Mb/s that VMware asks for in Mb/s. */
export function formatGigabits(bytesPerSecond: number, style?: NumberStyle): string {
  const gigabits = bytesPerSecond / 125e6
  const [value, unit] =
    gigabits === 0 || Math.abs(gigabits) >= 0.25 ? [gigabits, 'Gb/s'] : [gigabits * 1000, 'Mb/s']
  return `${formatNumber(value, decimalsFor(value, style), style)} ${unit}`
}

/** "1.15 GiB/s" */
export function formatRate(bytesPerSecond: number, style?: NumberStyle): string {
  const unit = Math.abs(bytesPerSecond) >= GIB / 10 || bytesPerSecond === 0 ? 'GiB' : 'MiB'
  const value = bytesPerSecond / UNIT_BYTES[unit]
  return `${formatNumber(value, Math.abs(value) < 1 ? 3 : decimalsFor(value, style), style)} ${unit}/s`
}

/** "1.15 GiB/s (9.9 Gb/s)" */
export function formatRateWithGigabits(bytesPerSecond: number, style?: NumberStyle): string {
  return `${formatRate(bytesPerSecond, style)} (${formatGigabits(bytesPerSecond, style)})`
}

/** Units of time, and how many seconds each has. */
export const LONG_UNITS = [
  ['d', 86_400],
  ['h', 3600],
  ['min', 60],
  ['s', 1],
] as const
export type TimeUnit = (typeof LONG_UNITS)[number][0]

/** How many of a unit of time it takes: "1 500 s", "90 min", "5 d". For the labels of an axis, exact to the nanosecond in seconds. */
export function formatTick(count: number, unit: TimeUnit): string {
  return `${formatNumber(count, 9)} ${unit}`
}

/** From two hours on seconds say little. */
export function isLong(time: Nanoseconds): boolean {
  const size = Math.abs(time)
  return size >= 7200 * SECOND && size <= LARGEST
}

/** "4 h 12 min", "27 d 4 h", days from two on; a moment in a list, which is steady, has one unit more. */
function formatLong(time: Nanoseconds, style?: NumberStyle): string {
  const seconds = Math.abs(time) / SECOND
  const first = seconds < 2 * 86_400 ? 1 : 0
  const units = LONG_UNITS.slice(first, first + (style?.steady ? 3 : 2))
  const least = units.at(-1)![1]
  let rest = Math.round(seconds / least) * least
  const parts = units.map(([unit, size]) => {
    const count = Math.floor(rest / size)
    rest %= size
    return `${formatCount(count, style)} ${unit}`
  })
  return (time < 0 ? MINUS : '') + parts.join(' ')
}

/** "67.4 s", "0.24 s": in seconds up to two hours. For the axis and for comparisons. */
export function formatSeconds(time: Nanoseconds, style?: NumberStyle): string {
  if (isLong(time)) return formatLong(time, style)
  return `${formatQuantity(time / SECOND, style)} s`
}

/** "240 ms", "67.4 s", "36 min 53 s", "27 d 4 h": the unit that suits. */
export function formatDuration(time: Nanoseconds, style?: NumberStyle): string {
  const size = Math.abs(time)
  const seconds = Math.round(size / SECOND)
  if (seconds >= 600 && size < 7200 * SECOND) {
    const sign = time < 0 ? MINUS : ''
    return `${sign}${formatCount(Math.floor(seconds / 60), style)} min ${seconds % 60} s`
  }
  if (size >= SECOND || size === 0 || Number.isNaN(time)) return formatSeconds(time, style)
  if (size >= MILLISECOND) return `${formatQuantity(time / MILLISECOND, style)} ms`
  return size >= 1000
    ? `${formatQuantity(time / 1000, style)} µs`
    : `${formatNumber(time, 0, style)} ns`
}

/** A value that is in percent already: "130 %", "101 088 %". */
export function formatPercent(percent: number, style?: NumberStyle): string {
  return `${formatNumber(percent, Math.abs(percent) < 10 ? 1 : 0, style)} %`
}

/** A share 0 … 1 as percent. */
export function formatShare(share: number, style?: NumberStyle): string {
  return formatPercent(share * 100, style)
}

/** How many times over: "1.4×". */
export function formatTimes(times: number, style?: NumberStyle): string {
  return `${formatQuantity(times, style)}×`
}

/** Less than this rounds to less than 1×: not all of memory was sent once. */
const ONCE = 0.995

/**
 * How many times over memory was sent: "1.4×", and "47 %" where not all of it was sent once. `times`: pages sent ÷ pages in use that
 * are not zero (`Summary['totals']`). For a column whose title says of what; `formatOverMemory` says it itself.
 */
export function formatTimesOver(times: number, style?: NumberStyle): string {
  return times < ONCE ? formatShare(times, style) : formatTimes(times, style)
}

/** "1.4× non-zero memory", "47 % of non-zero memory": as `formatTimesOver`, in a sentence. */
export function formatOverMemory(times: number, style?: NumberStyle): string {
  return `${formatTimesOver(times, style)}${times < ONCE ? ' of' : ''} non-zero memory`
}

/** As a note with room for no more: "1.4× over"; a part still says of what it is one. */
export function formatOver(times: number, style?: NumberStyle): string {
  return times < ONCE ? formatOverMemory(times, style) : `${formatTimes(times, style)} over`
}

/** The frame buffer of a vGPU is sent as well, and is none of the memory: "1.4× over + 11.2 GiB frame buffer". */
export function withFrameBuffer(over: string, bytes: number, style?: NumberStyle): string {
  return bytes > 0 ? `${over} + ${formatBytes(bytes, style)} frame buffer` : over
}

/** A pass as the field numbers it: −1, 0, 1 … */
export function formatPass(pass: number): string {
  return formatNumber(pass)
}

/** A phrase at the beginning of a sentence; vCenter and vMotion stay as they are. */
export function capital(text: string): string {
  return /^[a-z][A-Z]/.test(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)
}
