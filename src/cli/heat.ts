/** `--heat`: guest memory as digits at one moment, 64 cells a row by address, and the numbers of that moment. */
import { printable } from '../engine/scenario/problem.ts'
import { numberFrom } from '../engine/scenario/parse-value.ts'
import { nanosecondsFromSeconds, PAGE_BYTES, secondsFromNanoseconds } from '../engine/units.ts'
import type { Recording } from '../recording/recording.ts'
import type { Sample } from '../recording/sample.ts'
import {
  formatBytes,
  formatCount,
  formatPages,
  formatPercent,
  formatRateWithGigabits,
} from '../text/format.ts'
import { PHASE_NAMES } from '../text/terms.ts'
import { wrong } from './arguments.ts'
import { PLAIN, table } from './columns.ts'
import { heatMap, pagesPerCell, type HeatMap, type MissingPages } from './heat-map.ts'

const COLUMNS = 64
const MAX_ROWS = 32

/** `--at SECONDS`, or the end of pass −1. */
export function readMoment(text: string | undefined, recording: Recording): number {
  if (text === undefined) return recording.passes[0]?.end ?? recording.end
  const seconds = numberFrom(text.replace(/s$/, ''))
  const end = secondsFromNanoseconds(recording.end)
  const allowed = `0 to ${end} s`
  if (typeof seconds !== 'number')
    throw wrong('--at', `"${printable(text)}" isn't a number`, allowed)
  if (!(seconds >= 0 && seconds <= end)) throw wrong('--at', `${seconds} is out of range`, allowed)
  return Math.min(recording.end, nanosecondsFromSeconds(seconds))
}

/** 0: everything is at the destination; 1 to 9: tenths that are not, 9 for all of it. */
function digit({ inUse, missing }: MissingPages): string {
  if (inUse === 0) return '.'
  return missing === 0 ? '0' : String(Math.min(9, Math.max(1, Math.floor((missing / inUse) * 10))))
}

function rows(cells: readonly MissingPages[]): string[] {
  const digits = cells.map(digit).join('')
  return digits.match(new RegExp(`.{1,${COLUMNS}}`, 'g')) ?? []
}

/** Exact where pages are counted, else the share of those that were looked at. */
function missingText({ cells, counted }: HeatMap): string {
  const inUse = cells.reduce((sum, cell) => sum + cell.inUse, 0)
  const missing = cells.reduce((sum, cell) => sum + cell.missing, 0)
  if (missing === inUse) return 'all of it'
  return counted
    ? `${pagesText(missing)} of ${pagesText(inUse)} in use`
    : `about ${formatPercent((missing / inUse) * 100, PLAIN)} of the memory in use`
}

const pagesText = (count: number) =>
  `${formatCount(count, PLAIN)} (${formatBytes(count * PAGE_BYTES, PLAIN)})`

function placeText({ stopped, runsOn }: Sample): string {
  if (runsOn === 'lost') return 'lost'
  return stopped ? 'stopped' : `runs on the ${runsOn}`
}

function numbers(sample: Sample, missing: string): string[] {
  const passText = sample.pass === undefined ? '' : ` ${sample.pass}`
  return table([
    ['time', `${secondsFromNanoseconds(sample.time)} s`],
    ['phase', `${PHASE_NAMES[sample.phase]}${passText}`],
    ['VM', placeText(sample)],
    ['missing or stale at the destination', missing],
    ['pages left', pagesText(sample.pagesLeft)],
    ['sent', formatBytes(sample.bytesSent, PLAIN)],
    ['on the wire', formatRateWithGigabits(sample.wireBytesPerSecond, PLAIN)],
    ['newly dirty', formatRateWithGigabits(sample.newlyDirtyBytesPerSecond, PLAIN)],
    ['guest writes', formatRateWithGigabits(sample.guestWritesBytesPerSecond, PLAIN)],
    ['guest speed', formatPercent(sample.writerSpeed * 100, PLAIN)],
  ])
}

export function heatText(recording: Recording, time: number): string {
  const perCell = pagesPerCell(recording.pages, COLUMNS * MAX_ROWS)
  const cell = `a digit is ${formatPages(perCell, PLAIN)} (${formatBytes(perCell * PAGE_BYTES, PLAIN)}), a row 64 digits`
  const legend = `legend: ${cell}; tenths missing or stale at the destination, 0 = none, 9 = 90 % and more; . = not in use`
  const map = heatMap(recording, time, perCell)
  const sample = recording.sampleAt(time)
  return [legend, ...rows(map.cells), '', ...numbers(sample, missingText(map)), ''].join('\n')
}
