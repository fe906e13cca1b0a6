/** Words of an evacuation: who asked for it, what made VMs wait, how long it took and whether less at once is faster. */
import type { AdmissionLimit, Limits } from '../engine/host/admission.ts'
import type { EvacuatedVm } from '../engine/host/evacuation.ts'
import type { Initiator } from '../engine/host/evacuation-plan.ts'
import type { Phase } from '../engine/facts.ts'
import type { Nanoseconds } from '../engine/units.ts'
import type { Alternative, EvacuationSummary, VmOutcome } from '../report/evacuation.ts'
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatRate,
  formatRateWithGigabits,
  formatShare,
  formatTimes,
  type NumberStyle,
} from './format.ts'
import { phaseName } from './pictures.ts'

export const INITIATOR_TEXT: Readonly<Record<Initiator, { name: string; sentence: string }>> = {
  'maintenance-mode': {
    name: 'Maintenance mode',
    sentence:
      'The host enters maintenance mode: vCenter asks DRS for a place for each VM and moves them all.',
  },
  drs: {
    name: 'DRS',
    sentence: 'DRS balances the cluster: it has found better hosts for these VMs and moves them.',
  },
  dpm: {
    name: 'DPM',
    sentence:
      'DPM wants to switch this host off to save power: it has DRS move the VMs away first.',
  },
  person: {
    name: 'A person',
    sentence: 'A person has selected all VMs in the vSphere client and chosen "Migrate".',
  },
}

/** Completes "waited for …". */
export function limitPhrase(limit: AdmissionLimit, most: number): string {
  return limit === 'generation'
    ? `the limit of ${most} that holds before vSphere 4.1`
    : `the ${limit} limit of ${most}`
}

/** What stands behind a limit. */
export const ADMISSION_LIMIT_HELP: Readonly<Record<AdmissionLimit, string>> = {
  generation: 'Two migrations at a time before vSphere 4.1.',
  network:
    'By the slowest vMotion NIC: below 1 Gb/s 2, on 1 GbE 4, on 10 GbE and faster 8. NICs of different speeds in one of these classes: 2.',
  host: 'A migration costs a host 1 of 8.',
  datastore: 'A migration costs a datastore 1 of 128.',
}

export type EvacuatedRow = EvacuatedVm<VmOutcome>

const vmName = (vm: number): string => `VM ${vm + 1}`
const vmCount = (count: number) => `${count} ${count === 1 ? 'VM' : 'VMs'}`

const duration = (time: Nanoseconds, style?: NumberStyle) => formatDuration(time, style)

function waitText({ totals, limits }: EvacuationSummary): string {
  const waits = Object.entries(totals.waited) as [AdmissionLimit, number][]
  if (waits.length === 0) return 'none had to wait'
  return waits
    .map(([limit, count]) => `${count} waited for ${limitPhrase(limit, limits[limit])}`)
    .join(', ')
}

/** "20 VMs left in 14 min 12 s; 12 waited for the network limit of 8." */
export function resultSentence(summary: EvacuationSummary, style?: NumberStyle): string {
  const { vms, totals } = summary
  const left = vms.length - totals.failed
  const stayed =
    totals.failed > 0 ? ` ${vmCount(totals.failed)} failed and stayed: the host is not empty.` : ''
  return `${vmCount(left)} left in ${duration(totals.end, style)}; ${waitText(summary)}.${stayed}`
}

/** Compares with the serial way and the best way; undefined until they are known. */
export function comparisonSentence(
  { totals, vms }: EvacuationSummary,
  alternatives: readonly Alternative[],
  style?: NumberStyle,
): string | undefined {
  const serial = alternatives.find(({ atOnce }) => atOnce === 1)
  if (serial === undefined || vms.length < 2) return undefined
  const difference = Math.abs(serial.end - totals.end)
  const same = difference < totals.end / 100
  const fast = alternatives.reduce((a, b) => (b.end < a.end ? b : a))
  const first = same
    ? `One after the other takes about as long: ${duration(serial.end, style)}.`
    : serial.end > totals.end
      ? `One after the other would take ${duration(serial.end, style)}.`
      : `One after the other would be faster, ${duration(serial.end, style)}: what shares the wire takes longer, and changes more meanwhile.`
  if (fast.atOnce === 1 || fast.end >= totals.end * 0.99) return first
  return `${first} Fastest is ${fast.atOnce} at a time: ${duration(fast.end, style)}.`
}

/** 250 Mb/s for each concurrent vMotion, from 6.0 on: a limit of support, not enforced (facts 1.7). */
const SUPPORTED_SHARE = 250e6 / 8

export function thinShareSentence({ totals }: EvacuationSummary): string | undefined {
  if (totals.leastShare >= SUPPORTED_SHARE || totals.leastShare === 0) return undefined
  return `At the fullest a VM gets ${formatRateWithGigabits(totals.leastShare)}; VMware supports no less than 0.25 Gb/s for each vMotion.`
}

export const VM_COLUMNS = [
  'VM',
  'Memory',
  'Waited',
  'for',
  'Started at',
  'Ended at',
  'Total',
  'Stun',
  'Sent',
  'Times over',
  'Worst second',
  'Outcome',
] as const

type Outcome = EvacuatedRow['result']['outcome']

/** Where it did not leave. */
const STAYED: Readonly<Record<Exclude<Outcome, 'completed'>, string>> = {
  failed: 'failed and stayed',
  cancelled: 'was cancelled and stayed',
  'never-ends': 'would copy for ever, and stayed',
  unfinished: 'still copied after all that is simulated, and stayed',
}

const HAS_ENDED: Readonly<Record<Outcome, string>> = {
  completed: 'has left',
  failed: 'has failed',
  cancelled: 'was cancelled',
  'never-ends': 'copies for ever',
  unfinished: 'still copies',
}

function uncompleted({ outcome, failure }: EvacuatedRow['result']): string {
  return outcome === 'failed' ? `failed: ${failure ?? ''}` : HAS_ENDED[outcome]
}

/** A row of the table, in the order of the columns. */
export function vmCells(row: EvacuatedRow, style?: NumberStyle): string[] {
  const { result } = row
  const stun = result.stun.end - result.stun.start
  const sdps = result.sdpsEngaged ? ', SDPS' : ''
  return [
    vmName(row.vm),
    `${formatNumber(row.input.scenario['vm.memory'], 3, style)} GiB`,
    duration(row.admitted - row.requested, style),
    row.waitedFor ?? '–',
    duration(row.admitted, style),
    duration(row.ended, style),
    duration(result.total, style),
    stun > 0 ? duration(stun, style) : '–',
    formatBytes(result.bytesSent, style),
    formatTimes(result.timesOver, style),
    formatShare(result.worstSecondGuestSpeed, style),
    result.outcome === 'completed' ? `left${sdps}` : uncompleted(result),
  ]
}

export const ALTERNATIVE_COLUMNS = [
  'At a time',
  'Host empty after',
  'Longest stun',
  'Worst second',
  'Failed',
] as const

export function alternativeCells(alternative: Alternative, style?: NumberStyle): string[] {
  return [
    String(alternative.atOnce),
    duration(alternative.end, style),
    duration(alternative.longestStun, style),
    formatShare(alternative.worstSecondGuestSpeed, style),
    String(alternative.failed),
  ]
}

/** One row in a sentence, for the pointer, the keyboard and the ear. */
export function rowReadout(row: EvacuatedRow, limits: Limits): string {
  const { result, waitedFor } = row
  const stun = result.stun.end - result.stun.start
  const { scenario } = row.input
  const waited =
    waitedFor === undefined
      ? 'did not wait'
      : `waited ${duration(row.admitted - row.requested)} for ${limitPhrase(waitedFor, limits[waitedFor])}`
  const passes = `${result.passes} ${result.passes === 1 ? 'pass' : 'passes'}`
  const end = result.outcome === 'completed' ? `stopped ${duration(stun)}` : STAYED[result.outcome]
  return `${vmName(row.vm)}, ${formatNumber(scenario['vm.memory'], 3)} GiB, writes ${formatNumber(scenario['workload.writeRate'])} MiB/s: ${waited}, then took ${duration(result.total)} in ${passes}, sent ${formatBytes(result.bytesSent)} (${formatTimes(result.timesOver)} over), ${end}.`
}

/** What a VM does at a moment, for the readout under the pointer. */
export function momentText(row: EvacuatedRow, time: Nanoseconds): string {
  if (time < row.admitted) return 'waits'
  if (time >= row.ended) return HAS_ENDED[row.result.outcome]
  const own = time - row.admitted
  const phase = row.result.phases.find((one: Phase) => own >= one.start && own < one.end)
  const share = row.shares.findLast(({ at }) => at <= time)
  const copies = row.copyBegan !== undefined && time >= row.copyBegan && time < row.copyEnded!
  const rate = copies && share ? `, ${formatRate(share.bytesPerSecond)}` : ''
  return phase === undefined ? '' : `${phaseName(phase)}${rate}`
}

export const EVACUATION_TEXT = {
  title: 'Empty a host',
  controls: 'What to simulate',
  vms: 'VMs on the host',
  guest: 'What runs in them',
  mix: 'A mix: web, files, database',
  spread: 'How much they differ',
  generation: 'Generation',
  speed: 'Network',
  initiator: 'Who asks',
  limit: { network: 'Network limit', host: 'Host limit', datastore: 'Datastore limit' },
  byTable: (most: number | undefined) =>
    most === undefined ? 'of the table' : `${most} (of the table)`,
  running: 'The VMs are on their way …',
  runningFormer: 'The VMs are on their way; shown is the evacuation before.',
  progress: 'Progress of the evacuation',
  cancelled: 'This evacuation was cancelled.',
  cancelledFormer: 'This evacuation was cancelled; shown is the one before.',
  failed: (message: string) =>
    `This evacuation could not be computed${message === '' ? '' : `: ${message}`}.`,
  lanes: 'The way of each VM',
  lanesHelp:
    'A row is a VM. Arrow keys walk through the rows, Enter opens the run of a VM on the stage.',
  wire: 'The wire, shared among the VMs that copy',
  openVm: (vm: number) => `Open ${vmName(vm)} on the stage`,
  pick: 'Point at a row, or walk with the arrow keys.',
  legend: {
    waiting: 'Waits for a limit',
    preparing: 'Prepares',
    first: 'Pass −1',
    later: 'Later passes',
    stun: 'Stopped (stun)',
    done: 'Runs elsewhere',
    failed: 'Failed',
  },
  table: 'Each VM in numbers',
  alternatives: 'The same host with so many at a time',
  comparing: 'More are being computed …',
  lane: vmName,
  capacity: (rate: string) => `The wire carries ${rate}`,
  vmCount,
} as const
