/** One VM of a host that is emptied: its row of the table, its lane in a sentence, and what it does at a moment. */
import type { Limits } from '../engine/host/admission.ts'
import type { EvacuatedVm } from '../engine/host/evacuation.ts'
import type { Phase } from '../engine/facts.ts'
import { hasEnd, type VmOutcome } from '../report/evacuation.ts'
import { limitPhrase, vmName } from './evacuation.ts'
import { fatePhrase, fateText, noTime } from './evacuation-stayed.ts'
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatOverMemory,
  formatRate,
  formatShare,
  formatTimesOver,
  withFrameBuffer,
  type NumberStyle,
} from './format.ts'
import { phaseName } from './pictures.ts'
import { FAILURE_NAMES } from './terms.ts'

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
  'Sent ÷ memory',
  'Worst second',
  'Outcome',
] as const

/** A row of the table, in the order of the columns. */
export function vmCells(row: EvacuatedRow, style?: NumberStyle): string[] {
  const { result } = row
  const stun = result.stun.end - result.stun.start
  const ended = hasEnd(result.outcome)
  return [
    vmName(row.vm),
    `${formatNumber(row.input.scenario['vm.memory'], 3, style)} GiB`,
    formatDuration(row.admitted - row.requested, style),
    row.waitedFor ?? '–',
    formatDuration(row.admitted, style),
    ended ? formatDuration(row.ended, style) : noTime([result.outcome]),
    ended ? formatDuration(result.total, style) : '–',
    stun > 0 ? formatDuration(stun, style) : '–',
    formatBytes(result.bytesSent, style),
    withFrameBuffer(formatTimesOver(result.timesOver, style), result.frameBufferBytes, style),
    formatShare(result.worstSecondGuestSpeed, style),
    outcomeCell(result),
  ]
}

function outcomeCell({ outcome, failure, sdpsEngaged }: VmOutcome): string {
  if (outcome === 'completed') return sdpsEngaged ? 'moved, SDPS' : 'moved'
  return outcome === 'failed' && failure !== undefined
    ? `failed: ${FAILURE_NAMES[failure]}`
    : fateText(outcome)
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
  const over = withFrameBuffer(formatOverMemory(result.timesOver), result.frameBufferBytes)
  const sent = `sent ${formatBytes(result.bytesSent)} (${over})`
  const { outcome, stun } = result
  if (outcome === 'completed')
    return `took ${time} in ${passes}, ${sent}, stopped for ${formatDuration(stun.end - stun.start)}`
  const fate = fatePhrase(outcome)
  if (!hasEnd(outcome)) return `${sent} in ${passes} and ${time} of simulated time, and ${fate}`
  return result.passes === 0
    ? `${fate} after ${time}, before the first pass, and stayed`
    : `took ${time} in ${passes}, ${sent}, ${fate} and stayed`
}

/** What a VM does at a moment, for the readout under the pointer. */
export function momentText(row: EvacuatedRow, time: number): string {
  if (time < row.admitted) return 'waits'
  const { outcome } = row.result
  if (time >= row.ended) return outcome === 'completed' ? 'has moved' : fatePhrase(outcome)
  const own = time - row.admitted
  const phase = row.result.phases.find((one: Phase) => own >= one.start && own < one.end)
  const share = row.shares.findLast(({ at }) => at <= time)
  const copies = row.copyBegan !== undefined && time >= row.copyBegan && time < row.copyEnded!
  const rate = copies && share ? `, ${formatRate(share.bytesPerSecond)}` : ''
  return phase === undefined ? '' : `${phaseName(phase)}${rate}`
}
