/** Names and sentences of the validation, for the command line and the page. Numbers come from the results alone. */
import { bytesPerSecondFromGigabits } from '../engine/units.ts'
import type { BaselineId } from '../validation/baselines.ts'
import type { BesideId } from '../validation/beside.ts'
import type { Evidence, GroupId, Metric, Verdict } from '../validation/case.ts'
import { counted, formatBytes, formatNumber, type NumberStyle } from './format.ts'

export interface GroupText {
  readonly title: string
  /** What the rows are, in a sentence. */
  readonly what: string
  readonly source: string
}

export const GROUP_TEXT: Readonly<Record<GroupId, GroupText>> = {
  qemu: {
    title: 'QEMU 7.2, pass by pass',
    what: 'Real migrations made for this project, with known write patterns; memory compared page by page after each.',
    source: 'Own measurements, QEMU 7.2 (Debian), November 2026',
  },
  snu: {
    title: 'SNU, thousands of KVM migrations',
    what: 'Real QEMU/KVM migrations of nine workloads over 1 GbE. The working set is not in the file: one rule by workload.',
    source: 'Jo, Cho, Egger, SoCC 2017; records published in goncalonuno/EdgeMig; half of them',
  },
  simgrid: {
    title: 'SimGrid, equations',
    what: 'Output of SimGrid’s live-migration plug-in, whose equations are known: an exact oracle.',
    source: 'Own runs of SimGrid 3.32',
  },
  huawei: {
    title: 'Huawei’s prediction table',
    what: 'Published predictions from the measured dirty curve of a 32 GiB VM: an exact oracle.',
    source: 'Andrei Gudkov, qemu-devel, 27 April 2023',
  },
  clark: {
    title: 'Xen 2005, round by round',
    what: 'Rounds of the first paper on live migration. The workload is fitted to the rounds: a fit, not a forecast.',
    source: 'Clark et al., NSDI 2005, figures 9 and 12 (read to about 5 %)',
  },
  vmware: {
    title: 'vMotion, published figures',
    what: 'What VMware and others published of vMotion itself. Most of it set a constant of the model: fitted.',
    source: 'Named in each row',
  },
  others: {
    title: 'Smaller measured sets',
    what: 'QEMU 8.1 with a mostly empty guest, several streams on 100 GbE, Hyper-V 2012, as far as the model can say them.',
    source: 'Named in each row',
  },
}

export const BASELINE_TEXT: Readonly<Record<BaselineId, { name: string; what: string }>> = {
  'memory-over-rate': { name: 'V/R', what: 'memory ÷ rate, as if nothing were written' },
  'memory-over-difference': {
    name: 'V/(R−D)',
    what: 'the textbook’s geometric series: memory ÷ (rate − dirty rate)',
  },
  'constant-rate': {
    name: 'constant rate',
    what: 'the web calculators: round after round at one dirty rate',
  },
  'saturating-20': { name: 'W = 0.2 V', what: 'a saturating set of a fifth of memory' },
  'saturating-40': { name: 'W = 0.4 V', what: 'a saturating set of two fifths of memory' },
}

/** The same rows under other settings. */
export const BESIDE_TEXT: Readonly<Record<BesideId, { name: string; what: string }>> = {
  'one-working-set': {
    name: 'one working set for all',
    what: 'a fifth of memory, swept, for every workload: what the table by workload is worth',
  },
  'held-out': {
    name: 'the same rule, on unseen rows',
    what: 'the table made from four fifths of the rows and scored on the other fifth, five times',
  },
  'left-out': {
    name: 'each scenario left out',
    what: 'what a throttled vCPU loses of each 10 ms, estimated from the other scenarios alone',
  },
}

export const METRIC_TEXT: Readonly<Record<Metric, string>> = {
  totalSeconds: 'total time',
  bytes: 'bytes sent',
  downtimeSeconds: 'downtime',
  guestGapSeconds: 'guest gap',
  passes: 'passes',
  bytesPerSecond: 'throughput',
  cores: 'cores',
}

export const EVIDENCE_TEXT: Readonly<Record<Evidence, string>> = {
  measured: 'measured',
  prediction: 'another model’s output',
  published: 'published',
  fitted: 'fitted to it',
}

export const VERDICT_TEXT: Readonly<Record<Verdict, string>> = {
  completed: 'completed',
  never: 'never ends',
  failed: 'failed',
}

export const VALIDATE_TEXT = {
  rowColumns: ['case', 'measured', 'predicted', 'error', 'of'],
  sumColumns: ['', 'n', 'metric', 'median', 'mean', 'p90', 'worst', '≤ 5 %', 'never', 'verdict'],
  engine: 'engine',
  all: 'all',
  missing: (title: string, where: string) => `${title}: not there (looked in ${where}).`,
  missingOwn: (title: string) => `${title}: no such file below the data folder.`,
  from: (folder: string) => `data: ${folder}`,
  notModelled: (n: number, part: string, reason: string) =>
    `${n} × ${part}: not modelled. ${reason}`,
  rowsHidden: (n: number) =>
    `${counted(n, 'row', { separator: '' })}; --rows prints ${n === 1 ? 'it' : 'them'}.`,
  within: 'passes: share within one, worst in passes',
  written: (files: string) => `Written: ${files}`,
  took: (rows: number, threads: number) =>
    `${counted(rows, 'row', { separator: '' })} on ${counted(threads, 'thread')}`,
  beside: (part: string, name: string) => `${part}, ${name}`,
  ruleColumns: ['workload', 'by rule', 'table'],
  heading: 'How true is it?',
  lead: 'Every row of the validation, predicted beside measured. “Never” counts as an error of 100 %.',
} as const

/** A measured or predicted number with its unit. */
export function quantityText(metric: Metric, value: number, style?: NumberStyle): string {
  const number = (decimals: number, scaled = value) => formatNumber(scaled, decimals, style)
  switch (metric) {
    case 'totalSeconds':
      return `${number(value < 10 ? 2 : 1)} s`
    case 'downtimeSeconds':
    case 'guestGapSeconds':
      return value < 1 ? `${number(value < 0.1 ? 1 : 0, value * 1000)} ms` : `${number(2)} s`
    case 'bytes':
      return formatBytes(value, style)
    case 'bytesPerSecond':
      return `${number(1, value / bytesPerSecondFromGigabits(1))} Gb/s`
    case 'passes':
      return number(0)
    case 'cores':
      return number(2)
  }
}

/** An error as a share: 1.83 % where it matters, 83 % where it does not. */
export function percentText(share: number, style?: NumberStyle): string {
  const percent = 100 * share
  const size = Math.abs(percent)
  return `${formatNumber(percent, size < 10 ? 2 : size < 100 ? 1 : 0, style)} %`
}

/** An error of one metric: passes in passes, all else in percent; with a sign. */
export function errorText(metric: Metric, error: number, style?: NumberStyle): string {
  // Nothing is neither too much nor too little.
  const sign = error >= (metric === 'passes' ? 0.5 : 0.5e-4) ? '+' : ''
  return metric === 'passes'
    ? `${sign}${formatNumber(error, 0, style)}`
    : `${sign}${percentText(error, style)}`
}
