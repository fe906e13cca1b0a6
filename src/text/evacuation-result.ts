/** What came of an evacuation: which VMs moved and which stayed, how long it took, and whether other numbers at a time are faster. */
import type { AdmissionLimit } from '../engine/host/admission.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import {
  ALTERNATIVES,
  type Alternative,
  type EvacuationSummary,
  type StayedOutcome,
} from '../report/evacuation.ts'
import { limitPhrase, vmCount } from './evacuation.ts'
import { noTime, stayedText } from './evacuation-stayed.ts'
import { formatDuration, formatRateWithGigabits, formatShare, type NumberStyle } from './format.ts'

function waitText({ totals, limits }: EvacuationSummary): string {
  const waits = Object.entries(totals.waited) as [AdmissionLimit, number][]
  if (waits.length === 0) return 'none had to wait'
  return waits
    .map(([limit, count]) => `${count} waited for ${limitPhrase(limit, limits[limit])}`)
    .join(', ')
}

/**
 * "20 VMs moved in 14 min 12 s; 12 waited for the network limit of 8." Where VMs stay, what became of them:
 * "No VM has moved: 6 of 6 would copy for ever; the host is not empty."
 */
export function resultSentence(summary: EvacuationSummary, style?: NumberStyle): string {
  const { vms, totals } = summary
  const { left, lastLeft, stayed } = totals
  const remain = `${stayedText(stayed, ` of ${vms.length}`)}; the host is not empty.`
  if (lastLeft === undefined) {
    const waits = Object.keys(totals.waited).length > 0 ? ` ${waitText(summary)}.` : ''
    return `No VM has moved: ${remain}${waits}`
  }
  const time = `moved in ${formatDuration(lastLeft, style)}; ${waitText(summary)}.`
  return totals.emptyAfter === undefined
    ? `${left} of ${vmCount(vms.length)} ${time} ${remain}`
    : `${vmCount(left)} ${time}`
}

/** An alternative after which the host is empty. */
type Emptying = Alternative & { readonly emptyAfter: number }
const empties = (one: Alternative): one is Emptying => one.emptyAfter !== undefined

/**
 * Compares with the serial way, and with the best way once all `ALTERNATIVES` are there; undefined until something is known. Times are
 * compared only where all VMs left: what leaves a VM behind takes no time that could be compared.
 */
export function comparisonSentence(
  { totals, vms }: EvacuationSummary,
  alternatives: readonly Alternative[],
  style?: NumberStyle,
): string | undefined {
  const serial = alternatives.find(({ atOnce }) => atOnce === 1)
  if (serial === undefined || vms.length < 2) return undefined
  const time = (one: Emptying) => formatDuration(one.emptyAfter, style)
  const emptying = alternatives.filter(empties)
  const fast = emptying.reduce<Emptying | undefined>(
    (a, b) => (a === undefined || b.emptyAfter < a.emptyAfter ? b : a),
    undefined,
  )
  const { emptyAfter } = totals
  if (emptyAfter === undefined) {
    if (fast === undefined) return serialStays(serial, ' either')
    const way = fast.atOnce === 1 ? 'One after the other' : `With ${fast.atOnce} at a time`
    return `${way}, all VMs leave: the host is empty after ${time(fast)}.`
  }
  const first = empties(serial)
    ? serialSentence(serial, emptyAfter, time(serial))
    : serialStays(serial, '')
  if (alternatives.length < ALTERNATIVES.length) return first
  if (fast === undefined || fast.atOnce === 1 || fast.emptyAfter >= emptyAfter * 0.99) return first
  return `${first} Fastest is ${fast.atOnce} at a time: ${time(fast)}.`
}

/** That a VM which is `unfinished` stays is not known. */
function serialStays({ stayed }: Alternative, either: '' | ' either'): string {
  return stayed.unfinished === undefined
    ? `One after the other, not all VMs leave${either}.`
    : `One after the other, not all VMs have left${either} when the simulation stops.`
}

function serialSentence(serial: Emptying, emptyAfter: number, time: string): string {
  const difference = Math.abs(serial.emptyAfter - emptyAfter)
  if (difference < emptyAfter / 100) return `One after the other takes about as long: ${time}.`
  return serial.emptyAfter > emptyAfter
    ? `One after the other would take ${time}.`
    : `One after the other would be faster, ${time}: VMs that share the wire take longer and change more memory meanwhile.`
}

/** 250 Mb/s for each concurrent vMotion, from 6.0 on: a limit of support, not enforced (facts 1.7). */
const SUPPORTED_SHARE = 250e6 / 8

export function thinShareSentence({ request, totals }: EvacuationSummary): string | undefined {
  if (GENERATIONS[request.host.generation].family !== 'vSphere') return undefined
  if (totals.leastShare >= SUPPORTED_SHARE || totals.leastShare === 0) return undefined
  return `At the busiest moment a VM gets only ${formatRateWithGigabits(totals.leastShare)}; VMware supports no less than 0.25 Gb/s for each vMotion.`
}

export const ALTERNATIVE_COLUMNS = [
  'At a time',
  'Host empty after',
  'Longest stun',
  'Worst second',
  'Stayed',
] as const

export function alternativeCells(alternative: Alternative, style?: NumberStyle): string[] {
  const { atOnce, emptyAfter, stayed, longestStun, worstSecondGuestSpeed } = alternative
  return [
    String(atOnce),
    emptyAfter === undefined
      ? noTime(Object.keys(stayed) as StayedOutcome[])
      : formatDuration(emptyAfter, style),
    longestStun > 0 ? formatDuration(longestStun, style) : '–',
    formatShare(worstSecondGuestSpeed, style),
    stayedText(stayed) || 'none',
  ]
}
