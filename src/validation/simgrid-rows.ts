/** Runs of SimGrid's live-migration plugin, made for this project; its equations are in the file. */
import { MIB } from '../engine/units.ts'
import type { DataFile } from './group.ts'
import { at, listAt, numberAt, numbersAt, parseJson, textAt, type Json } from './json.ts'

export interface SimgridRow {
  readonly id: string
  readonly memoryGiB: number
  /** Share of the migration's own rate that each busy vCPU dirties. */
  readonly dirtyIntensity: number
  readonly linkGigabits: number
  readonly linkLatencySeconds: number
  readonly vcpus: number
  readonly workingSetShare: number
  readonly concurrent: number
  /** No latency, no TCP effects: exact. Else the simulator's default network model. */
  readonly ideal: boolean
  readonly totalSeconds: number | undefined
  readonly downtimeSeconds: number | undefined
  readonly bytes: number | undefined
  readonly rounds: readonly { readonly bytes: number; readonly seconds: number }[]
}

/** A number, or the first of a list: of several VMs alike. */
function firstAt(row: Json, path: string): number | undefined {
  return numberAt(row, path) ?? numbersAt(row, path)?.[0]
}

function need(row: Json, path: string, field: string): number {
  const value = numberAt(row, field)
  if (value === undefined) throw new Error(`${path} has a row without ${field}.`)
  return value
}

export function readSimgridRows(files: readonly DataFile[]): readonly SimgridRow[] {
  return files.flatMap((file) => {
    const json = parseJson(file)
    const rows = listAt(json, 'rows')
    if (rows.length === 0) throw new Error(`${file.path} holds no rows.`)
    return rows.map((row): SimgridRow => {
      const ok = at(row, 'ok') !== false
      const milliseconds = firstAt(row, 'downtimeMs')
      const mebibytes = firstAt(row, 'transferredMiB')
      return {
        id: textAt(row, 'id') ?? 'row',
        memoryGiB: need(row, file.path, 'memoryGiB'),
        dirtyIntensity: need(row, file.path, 'dirtyIntensity'),
        linkGigabits: need(row, file.path, 'linkGbps'),
        linkLatencySeconds: numberAt(row, 'linkLatencyS') ?? 0,
        vcpus: numberAt(row, 'vcpus') ?? 1,
        workingSetShare: numberAt(row, 'workingSetFraction') ?? 0.9,
        concurrent: numberAt(row, 'concurrent') ?? 1,
        ideal: textAt(row, 'netModel')?.startsWith('CM02') ?? true,
        totalSeconds: ok ? firstAt(row, 'totalS') : undefined,
        downtimeSeconds: ok && milliseconds !== undefined ? milliseconds / 1000 : undefined,
        bytes: ok && mebibytes !== undefined ? mebibytes * MIB : undefined,
        rounds: listAt(row, 'rounds').flatMap((round) => {
          const seconds = numberAt(round, 's')
          const size = numberAt(round, 'MiB')
          return seconds === undefined || size === undefined ? [] : [{ bytes: size * MIB, seconds }]
        }),
      }
    })
  })
}
