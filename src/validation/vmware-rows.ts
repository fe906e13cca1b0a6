/** Published figures of vMotion, from `published-figures.json`: which of them say enough to be run, and as what. */
import type { Scenario } from '../engine/scenario/scenario.ts'
import { PARAMETERS } from '../engine/scenario/parameters.ts'
import { MIB } from '../engine/units.ts'
import type { DataFile } from './group.ts'
import { at, numberAt, numbersAt, parseList, textAt, type Json } from './json.ts'

/** One comparison: a row of four bars gives four. */
export interface VmwareRow {
  readonly id: string
  readonly source: string
  readonly generation: Scenario['generation'] | undefined
  readonly figure: Figure | undefined
}

/** What a figure measures, inferred from the fields that its row has. */
export type Figure =
  | { readonly kind: 'vgpu-stun'; readonly gigabytes: number; readonly seconds: number | undefined }
  | { readonly kind: 'throughput'; readonly network: Json; readonly gigabits: number }
  | {
      readonly kind: 'cores'
      readonly gigabits: number
      readonly host: 'source' | 'destination'
      readonly encrypted: boolean
      readonly cores: number
    }
  | {
      readonly kind: 'duration'
      readonly memoryGiB: number
      readonly gigabits: number
      readonly seconds: number
    }
  | {
      readonly kind: 'passes'
      readonly bytesPerSecond: number
      readonly megabytes: readonly number[]
      readonly seconds: readonly number[]
    }
  | { readonly kind: 'stun'; readonly range: readonly [number, number] }
  | {
      readonly kind: 'idle-log'
      readonly memoryGiB: number
      readonly megabytesPerSecond: number
      readonly pagesLeft: number
    }

const GENERATIONS = PARAMETERS.generation.options

/** '6.7U1' is a 6.7, '5.0-ish' a 5.0, '7-8' a 7.0 U1; the versions without an entry take that of the one before. */
export function generationOf(text: string): Scenario['generation'] | undefined {
  if (text === 'any') return PARAMETERS.generation.default
  const plain = text.replace(/-ish$/, '').replace(/\.x$/, '.0')
  const exact = GENERATIONS.find((id) => id === plain)
  if (exact !== undefined) return exact
  const [major, minor] = plain.split(/[^\d]/).map(Number)
  if (major === undefined || !(major > 0)) return undefined
  const wanted = major * 100 + (minor ?? 0)
  const number = (id: string) => {
    const [a, b] = id.split(/[^\d]+/).map(Number)
    return (a ?? 0) * 100 + (b ?? 0)
  }
  const known = GENERATIONS.filter((id) => /^\d/.test(id) && number(id) <= Math.max(wanted, 400))
  const newest = known[known.length - 1]
  // A plain "7" is the first of the sevens.
  return newest && known.find((id) => number(id) === number(newest))
}

const CORE_BARS = [
  ['srcCoresPlain', 'source', false],
  ['srcCoresEncrypted', 'source', true],
  ['dstCoresPlain', 'destination', false],
  ['dstCoresEncrypted', 'destination', true],
] as const

function figuresOf(row: Json): readonly (readonly [suffix: string, figure: Figure])[] {
  const gigabytes = numberAt(row, 'vm.vgpuFrameBufferGB')
  if (gigabytes !== undefined) {
    const milliseconds = numberAt(row, 'measured.stunMs')
    const seconds = milliseconds === undefined ? undefined : milliseconds / 1000
    return [['', { kind: 'vgpu-stun', gigabytes, seconds }]]
  }
  const throughput = numberAt(row, 'network.throughputGbps')
  const bars = CORE_BARS.flatMap(([field, host, encrypted]) => {
    const cores = numberAt(row, `measured.${field}`)
    if (cores === undefined || throughput === undefined) return []
    const figure: Figure = { kind: 'cores', gigabits: throughput, host, encrypted, cores }
    return [[` ${host} ${encrypted ? 'encrypted' : 'plain'}`, figure] as const]
  })
  if (bars.length > 0) return bars
  const gigabits = numberAt(row, 'measured.throughputGbps')
  // A throughput without its link and vmknics cannot be predicted.
  const hasLink =
    at(row, 'network.vmknics') !== undefined || at(row, 'network.streams') !== undefined
  if (gigabits !== undefined && hasLink)
    return [['', { kind: 'throughput', network: at(row, 'network'), gigabits }]]
  const memoryGiB = numberAt(row, 'vm.memoryGiB')
  const link = numberAt(row, 'network.linkGbps')
  const seconds = numberAt(row, 'measured.durationS')
  if (memoryGiB !== undefined && link !== undefined && seconds !== undefined)
    return [['', { kind: 'duration', memoryGiB, gigabits: link, seconds }]]
  const megabytes = numbersAt(row, 'measured.passMB')
  const times = numbersAt(row, 'measured.passS')
  const rate = numberAt(row, 'network.throughputMBps')
  // The arithmetic of such examples takes a megabyte of 2²⁰ bytes: 2,048 MB at 128 MB/s are 16 s.
  if (megabytes !== undefined && times !== undefined && rate !== undefined)
    return [['', { kind: 'passes', bytesPerSecond: rate * MIB, megabytes, seconds: times }]]
  const pagesLeft = numberAt(row, 'measured.pagesLeft')
  if (memoryGiB !== undefined && rate !== undefined && pagesLeft !== undefined)
    return [['', { kind: 'idle-log', memoryGiB, megabytesPerSecond: rate, pagesLeft }]]
  const range = numbersAt(row, 'measured.stunMs') ?? numbersAt(row, 'measured.stunMsTypical')
  if (range?.length === 2)
    return [['', { kind: 'stun', range: [range[0]! / 1000, range[1]! / 1000] }]]
  return []
}

/** Roles that may be shown; the others are parameters of the model itself, or must not be used. */
const ROLES: readonly string[] = ['validation', 'conformance']

export function readVmwareRows(files: readonly DataFile[]): readonly VmwareRow[] {
  return files.flatMap(parseList).flatMap((row): VmwareRow[] => {
    if (!ROLES.includes(textAt(row, 'role') ?? '')) return []
    const id = textAt(row, 'id') ?? '?'
    const source = textAt(row, 'source') ?? ''
    const generation = generationOf(textAt(row, 'generation') ?? '')
    const figures = figuresOf(row)
    if (figures.length === 0) return [{ id, source, generation, figure: undefined }]
    return figures.map(([suffix, figure]) => ({
      id: `${id}${suffix}`,
      source,
      generation,
      figure,
    }))
  })
}
