/** One VM of a host that is emptied: its row of the table, its lane in a sentence, and what it does at a moment. */
import type { Limits } from '../engine/host/admission.ts'
import type { EvacuatedVm } from '../engine/host/evacuation.ts'
import type { Phase } from '../engine/facts.ts'
import type { StayedOutcome, VmOutcome } from '../report/evacuation.ts'
import { limitPhrase, vmName } from './evacuation.ts'
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatOverMemory,
  formatRate,
  formatShare,
  formatTimesOver,
  type NumberStyle,
} from './format.ts'
import { phaseName } from './pictures.ts'

export type EvacuatedRow = EvacuatedVm<VmOutcome>

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

type Outcome = VmOutcome['outcome']

/** Where it did not leave. */
const STAYED: Readonly<Record<StayedOutcome, string>> = {
  failed: 'failed and stayed',
  cancelled: 'was cancelled and stayed',
  'never-ends': 'would copy for ever, and stayed',
  unfinished: 'was still copying when the simulation stopped, and stayed',
}

const HAS_ENDED: Readonly<Record<Outcome, string>> = {
  completed: 'has left',
  failed: 'has failed',
  cancelled: 'was cancelled',
  'never-ends': 'would copy for ever',
  unfinished: 'still copying',
}

/** What stands in the place of a time that does not come, or that is not known; undefined where the migration ended. */
const NO_END: Readonly<Record<Outcome, string | undefined>> = {
  completed: undefined,
  failed: undefined,
  cancelled: undefined,
  'never-ends': 'never',
  unfinished: '–',
}

function uncompleted({ outcome, failure }: VmOutcome): string {
  return outcome === 'failed' ? `failed: ${failure ?? ''}` : HAS_ENDED[outcome]
}

/** A row of the table, in the order of the columns. */
export function vmCells(row: EvacuatedRow, style?: NumberStyle): string[] {
  const { result } = row
  const stun = result.stun.end - result.stun.start
  const sdps = result.sdpsEngaged ? ', SDPS' : ''
  const noEnd = NO_END[result.outcome]
  return [
    vmName(row.vm),
    `${formatNumber(row.input.scenario['vm.memory'], 3, style)} GiB`,
    formatDuration(row.admitted - row.requested, style),
    row.waitedFor ?? '–',
    formatDuration(row.admitted, style),
    noEnd ?? formatDuration(row.ended, style),
    noEnd === undefined ? formatDuration(result.total, style) : '–',
    stun > 0 ? formatDuration(stun, style) : '–',
    formatBytes(result.bytesSent, style),
    formatTimesOver(result.timesOver, style),
    formatShare(result.worstSecondGuestSpeed, style),
    result.outcome === 'completed' ? `left${sdps}` : uncompleted(result),
  ]
}

/** One row in a sentence, for the pointer, the keyboard and the ear. */
export function rowReadout(row: EvacuatedRow, limits: Limits): string {
  const { result, waitedFor } = row
  const { scenario } = row.input
  const waited =
    waitedFor === undefined
      ? 'did not wait'
      : `waited ${formatDuration(row.admitted - row.requested)} for ${limitPhrase(waitedFor, limits[waitedFor])}`
  const size = `${formatNumber(scenario['vm.memory'], 3)} GiB`
  const writes = `${formatNumber(scenario['workload.writeRate'])} MiB/s`
  return `${vmName(row.vm)}, ${size}, writes ${writes}: ${waited}, then ${courseText(result)}.`
}

/** How its migration went: where it has no end, as far as it is simulated. */
function courseText(result: VmOutcome): string {
  const passes = `${result.passes} ${result.passes === 1 ? 'pass' : 'passes'}`
  const time = formatDuration(result.total)
  const sent = `sent ${formatBytes(result.bytesSent)} (${formatOverMemory(result.timesOver)})`
  const { outcome, stun } = result
  if (outcome === 'completed')
    return `took ${time} in ${passes}, ${sent}, stopped ${formatDuration(stun.end - stun.start)}`
  if (NO_END[outcome] === undefined) return `took ${time} in ${passes}, ${sent}, ${STAYED[outcome]}`
  return `${sent} in the ${time} and ${passes} that are simulated, ${STAYED[outcome]}`
}

/** What a VM does at a moment, for the readout under the pointer. */
export function momentText(row: EvacuatedRow, time: number): string {
  if (time < row.admitted) return 'waits'
  if (time >= row.ended) return HAS_ENDED[row.result.outcome]
  const own = time - row.admitted
  const phase = row.result.phases.find((one: Phase) => own >= one.start && own < one.end)
  const share = row.shares.findLast(({ at }) => at <= time)
  const copies = row.copyBegan !== undefined && time >= row.copyBegan && time < row.copyEnded!
  const rate = copies && share ? `, ${formatRate(share.bytesPerSecond)}` : ''
  return phase === undefined ? '' : `${phaseName(phase)}${rate}`
}
