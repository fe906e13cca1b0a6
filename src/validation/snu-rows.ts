/** The SNU records (Jo, Cho, Egger, SoCC 2017): real migrations of QEMU/KVM over 1 GbE, one a line. */
import { MIB } from '../engine/units.ts'
import type { DataFile } from './group.ts'

const SNU_TECHNIQUES = [
  'original',
  'x-postcopy-ram',
  'auto-converge',
  'xbzrle',
  'compress',
] as const
export type SnuTechnique = (typeof SNU_TECHNIQUES)[number]

export interface SnuRow {
  readonly id: string
  readonly technique: SnuTechnique
  readonly workload: string
  /** The smaller one of the mean rate of the run itself and the cap. */
  readonly bytesPerSecond: number
  /** Distinct pages that were written in a second, before the migration. */
  readonly dirtyPagesPerSecond: number
  readonly memoryBytes: number
  readonly totalSeconds: number
  readonly downtimeSeconds: number
  readonly bytes: number
}

const COLUMNS = 10
const BYTES_PER_MEGABIT = 125000

function readLine(path: string, line: string, number: number): SnuRow {
  const cells = line.split(',')
  const technique = SNU_TECHNIQUES.find((known) => known === cells[1])
  const numbers = cells.slice(3).map(Number)
  if (cells.length !== COLUMNS || technique === undefined || numbers.some((value) => !(value >= 0)))
    throw new Error(`${path}, line ${number} is no record of ${COLUMNS} columns.`)
  const [available, dirty, megabytes, cap, total, downtime, kilobytes] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ]
  return {
    id: `${cells[0]}-${number}`,
    technique,
    workload: cells[2] ?? '',
    bytesPerSecond: Math.min(available * BYTES_PER_MEGABIT, cap * MIB),
    dirtyPagesPerSecond: dirty,
    memoryBytes: megabytes * MIB,
    totalSeconds: total / 1000,
    downtimeSeconds: downtime / 1000,
    bytes: kilobytes * 1024,
  }
}

export function readSnuRows(files: readonly DataFile[]): readonly SnuRow[] {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .slice(1)
      .map((line, index) => ({ line: line.trim(), number: index + 2 }))
      .filter(({ line }) => line !== '')
      .map(({ line, number }) => readLine(path, line, number)),
  )
}
