/**
 * The versions in order of time, with the only copy of their dates: logs, migration IDs, texts and the ribbon of
 * generations all read them here.
 */
import { PARAMETERS } from '../scenario/parameters.ts'
import type { Scenario } from '../scenario/scenario.ts'
import { utcTime } from './calendar.ts'

type GenerationId = Scenario['generation']

export interface VersionDates {
  /** The year of the first release (facts 2.1), or of what was published about another hypervisor. */
  readonly released: number
  /** When vCenter receives the request of a run: wall clock in milliseconds since 1970. No real clock enters a run. */
  readonly requestedAt: number
  /** Where `requestedAt` comes from: the key of a source with a genuine log of that second, or `ours`. */
  readonly source: string
  /** `log`: a genuine line of that version carries this time. `choice`: ours, within two years of the release. */
  readonly confidence: 'log' | 'choice'
}

const choice = (released: number, requestedAt: number): VersionDates => ({
  released,
  requestedAt,
  source: 'ours',
  confidence: 'choice',
})

const log = (source: string, released: number, requestedAt: number): VersionDates => ({
  released,
  requestedAt,
  source,
  confidence: 'log',
})

export const VERSION_DATES: Readonly<Record<GenerationId, VersionDates>> = {
  ESX2: choice(2003, utcTime(2003, 11, 17, 9, 30)),
  '4.0': choice(2009, utcTime(2009, 9, 15, 10, 12, 40)),
  '4.1': log('JLSCZ', 2010, utcTime(2011, 4, 1, 15, 14, 34)),
  '5.0': log('ELA', 2011, utcTime(2012, 3, 23, 16, 22, 51)),
  '5.1': choice(2012, utcTime(2013, 5, 14, 13, 34, 34)),
  '6.0': log('VP15', 2015, utcTime(2015, 12, 25, 16, 39, 25)),
  '6.5': log('VIC', 2016, utcTime(2018, 2, 15, 2, 55, 1)),
  '6.7': choice(2018, utcTime(2019, 8, 1, 8, 15, 20)),
  '7.0U1': choice(2020, utcTime(2020, 11, 10, 11, 5, 42)),
  // 7.0 U2 came out in March 2021 (NH21): a day of 2020 would be before it existed.
  '7.0U2': choice(2021, utcTime(2021, 5, 18, 10, 20)),
  '8.0': log('HAE', 2022, utcTime(2023, 4, 15, 8, 52, 34)),
  '9.0': choice(2025, utcTime(2025, 7, 2, 12, 32, 53)),
  'QEMU7.2': choice(2022, utcTime(2022, 12, 20)),
  XEN2005: choice(2005, utcTime(2005, 5, 2, 9)),
  SIMGRID: choice(2022, utcTime(2022, 12, 20)),
  HUAWEI: choice(2023, utcTime(2023, 4, 27)),
}

/** Oldest first; the options of the parameter stand in this order. */
const ORDER: readonly string[] = PARAMETERS.generation.options

/** Whether a generation is `first` or newer. */
export function since(generation: GenerationId, first: GenerationId): boolean {
  return ORDER.indexOf(generation) >= ORDER.indexOf(first)
}

/** The number of a VMware version: 2 for "ESX2", 4.1, 7 for "7.0U1"; undefined for other hypervisors. */
export function versionNumber(generation: GenerationId): number | undefined {
  const version = Number.parseFloat(generation.replace(/^ESX/, ''))
  return Number.isNaN(version) ? undefined : version
}
