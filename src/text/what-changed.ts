/** The table "what changed in which version": a word for each value that a generation's data can have. */
import { termConfidence, termValue, type Term } from '../engine/generations/difference.ts'
import type { Generation } from '../engine/migration/generation.ts'
import type { Confidence } from '../engine/scenario/parameter.ts'
import type { SupportName } from '../report/support.ts'
import { formatNumber } from './format.ts'

export interface ChangeCell {
  readonly text: string
  readonly confidence: Confidence
}

export interface ChangeRow {
  readonly id: string
  readonly label: string
  /** The terms that the row is about. */
  readonly terms: readonly Term[]
  readonly cell: (generation: Generation) => ChangeCell
  /** The limit of support that the row is about. */
  readonly limit?: SupportName
}

export const CHANGES_TEXT = {
  caption: 'What changed in which version',
  intro: 'A cell stands out where the version differs from the one before.',
  feature: 'Feature',
  open: 'What changed',
  why: 'What changed, and why:',
  changed: 'changed',
  exceeded: 'this run exceeds it',
  pick: (name: string) => `Run with ${name}`,
} as const

const YES_NO = { true: 'yes', false: 'no' }
const STOP_RULES = {
  'one-megabyte': 'less than 1\u00a0MB left',
  'time-goal': 'rest fits into 0.5\u00a0s',
}
const TRACERS = {
  'stop-based': 'all vCPUs stop',
  loose: 'one vCPU, the others run',
  'dirty-log': 'a log, no vCPU stops',
}
const BITMAPS = {
  raw: 'raw, 1 bit a page',
  compacted: 'compacted',
  none: 'none',
  discard: 'run by run',
}
const THROTTLES = {
  none: 'none',
  'quick-resume': 'none',
  sdps: 'SDPS',
  'auto-converge': 'auto-converge',
}
const FALLBACKS = {
  none: 'gives up',
  'quick-resume': 'Quick Resume, if under 100\u00a0s',
  sdps: 'SDPS slows the guest',
  'auto-converge': 'copies on, or throttles all vCPUs',
}
const STREAMS = { single: 'one', vmknic: 'one a vmknic', auto: 'as the NIC needs' }
const LAST_PAGES = { true: 'after the resume', false: 'in the stun' }
const FILES = { true: 'on shared storage', false: 'none' }
const VGPUS = {
  none: 'cannot move',
  'stop-copy': 'copied in the stun',
  iterative: 'beforehand, changes in the stun',
}

const CHECKPOINTS = { unknown: 'not published', base: '16\u00a0MiB', host: '544\u00a0MB' }

function pages(count: number): string {
  return count >= 262144 ? '1 GB' : '2 MB'
}

/** A row about one term, with a word for each of its values. */
function named(term: Term, label: string, words: Readonly<Record<string, string>>): ChangeRow {
  return {
    id: term,
    label,
    terms: [term],
    cell: (generation) => {
      const value = String(termValue(generation, term))
      return { text: words[value] ?? value, confidence: termConfidence(generation, term) }
    },
  }
}

/** A row about one term that is a number with a unit. */
function counted(term: Term, label: string, unit: string, limit?: SupportName): ChangeRow {
  return {
    id: term,
    label,
    terms: [term],
    ...(limit && { limit }),
    cell: (generation) => {
      const value = termValue(generation, term)
      if (value === 'none') return { text: '–', confidence: 'published' }
      const text = typeof value === 'number' ? formatNumber(value, 1) : value
      return { text: `${text}${unit && ` ${unit}`}`, confidence: termConfidence(generation, term) }
    },
  }
}

export const CHANGE_ROWS: readonly ChangeRow[] = [
  named('stop-rule', 'Passes end when', STOP_RULES),
  named('tracer', 'Page tracer', TRACERS),
  {
    ...named('trace-grain', 'Traced at once', {}),
    cell: (generation) => ({
      text: pages(generation.tracedMappingPages),
      confidence: termConfidence(generation, 'trace-grain'),
    }),
  },
  named('bitmap', 'Dirty bitmap', BITMAPS),
  { ...named('fallback', 'Throttle', THROTTLES), id: 'throttle' },
  named('fallback', 'No convergence', FALLBACKS),
  named('resume-during-page-in', 'Last pages', LAST_PAGES),
  named('changed-file', 'File for page-in', FILES),
  named('streams', 'Streams', STREAMS),
  counted('stream-cap', 'A stream carries', 'Gb/s'),
  counted('shared-nic', '1, 2, 3 on a NIC', 'Gb/s'),
  named('latency-mode', 'Latency-aware', YES_NO),
  named('encryption', 'Encryption', YES_NO),
  named('vgpu', 'vGPU', VGPUS),
  counted('vgpu-channel', 'vGPU sends up to', 'Gb/s'),
  counted('vgpu-fixed', 'vGPU fixed time', 's'),
  named('checkpoint', 'Most device state', CHECKPOINTS),
  counted('memory-limit', 'Largest memory', 'GiB', 'memory'),
  counted('vcpu-limit', 'Most vCPUs', '', 'vcpus'),
  counted('round-trip-limit', 'Round trip up to', 'ms', 'round-trip'),
  counted('nic-limit', 'NICs up to', '', 'nics'),
]
