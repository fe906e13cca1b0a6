/** An evacuation as a table for people or as one JSON document. */
import {
  hasEnd,
  type Alternative,
  type EvacuationSummary,
  type Stayed,
} from '../report/evacuation.ts'
import { MILLISECOND, secondsFromNanoseconds } from '../engine/units.ts'
import { VM_COLUMNS, vmCells } from '../text/evacuated-vm.ts'
import { initiatorText } from '../text/evacuation.ts'
import {
  ALTERNATIVE_COLUMNS,
  alternativeCells,
  comparisonSentence,
  resultSentence,
  thinShareSentence,
} from '../text/evacuation-result.ts'
import { placeSentence } from '../text/evacuation-stayed.ts'
import { formatPercent, formatRateWithGigabits } from '../text/format.ts'
import { formatValue } from '../text/parameters.ts'
import { LIMIT_NAMES } from '../text/terms.ts'
import { PLAIN, table } from './columns.ts'

const isText = (line: string | undefined): line is string => line !== undefined

function heading({ request, wire, wireLimit, limits }: EvacuationSummary, name: string): string[] {
  const { host, vms, spread, seed, initiator } = request
  const differ = spread > 0 ? `, differing by up to ${formatPercent(spread * 100, PLAIN)}` : ''
  return [
    `evacuation of a host: ${vms} × ${name}${differ}, ${formatValue('generation', host.generation, PLAIN)}, model ${host.model}, seed ${seed}`,
    initiatorText(initiator, host.generation).sentence,
    '',
    ...table([
      [
        'wire',
        `${formatRateWithGigabits(wire, PLAIN)}, by ${LIMIT_NAMES[wireLimit]}; shared max-min`,
      ],
      ['limits', `network ${limits.network}, host ${limits.host}, datastore ${limits.datastore}`],
    ]),
    '',
  ]
}

const RIGHT = VM_COLUMNS.map((_, index) => index).filter((index) => ![0, 3, 11].includes(index))

export function evacuationText(
  summary: EvacuationSummary,
  alternatives: readonly Alternative[],
  name: string,
): string {
  const right = ALTERNATIVE_COLUMNS.map((_, index) => index).slice(0, -1)
  const lines = [
    ...heading(summary, name),
    ...table([VM_COLUMNS, ...summary.vms.map((row) => vmCells(row, PLAIN))], RIGHT),
    '',
    resultSentence(summary, PLAIN),
    thinShareSentence(summary),
    comparisonSentence(summary, alternatives, PLAIN),
    placeSentence([summary.totals, ...alternatives].map(({ stayed }) => stayed)),
    '',
    ...table(
      [ALTERNATIVE_COLUMNS, ...alternatives.map((one) => alternativeCells(one, PLAIN))],
      right,
    ),
  ]
  return `${lines.filter(isText).join('\n')}\n`
}

const seconds = (time: number | undefined) =>
  time === undefined ? null : secondsFromNanoseconds(time)

const stayedJson = (stayed: Stayed) => ({
  failed: stayed.failed ?? 0,
  cancelled: stayed.cancelled ?? 0,
  neverEnds: stayed['never-ends'] ?? 0,
  unfinished: stayed.unfinished ?? 0,
})

/** Times that do not come, or that are not known, are null: those of a migration that is given up, and of a host on which a VM stayed. */
export function evacuationJson(summary: EvacuationSummary, alternatives: readonly Alternative[]) {
  const { request, totals } = summary
  const { host, vms, spread, seed, initiator } = request
  return {
    scenario: host,
    vms,
    spread,
    seed,
    initiator,
    limits: summary.limits,
    wireBytesPerSecond: summary.wire,
    wireLimitedBy: summary.wireLimit,
    totals: {
      hostEmptySeconds: seconds(totals.emptyAfter),
      simulatedSeconds: seconds(totals.end),
      left: totals.left,
      lastLeftSeconds: seconds(totals.lastLeft),
      stayed: stayedJson(totals.stayed),
      waited: totals.waited,
      longestWaitSeconds: seconds(totals.longestWait),
      mostAtOnce: totals.mostAtOnce,
      bytesSent: totals.bytesSent,
      frameBufferBytes: summary.vms.reduce((sum, { result }) => sum + result.frameBufferBytes, 0),
      longestStunMilliseconds: totals.longestStun / MILLISECOND,
      worstSecondGuestSpeed: totals.worstSecondGuestSpeed,
      leastShareBytesPerSecond: totals.leastShare,
    },
    migrations: summary.vms.map(({ vm, input, result, ...row }) => ({
      vm: vm + 1,
      seed: input.seed,
      memoryGiB: input.scenario['vm.memory'],
      workingSetGiB: input.scenario['workload.workingSet'],
      writeMiBPerSecond: input.scenario['workload.writeRate'],
      requestedSeconds: seconds(row.requested),
      admittedSeconds: seconds(row.admitted),
      waitedFor: row.waitedFor ?? null,
      copyBeganSeconds: seconds(row.copyBegan),
      copyEndedSeconds: seconds(row.copyEnded),
      endedSeconds: seconds(hasEnd(result.outcome) ? row.ended : undefined),
      placeBackSeconds: seconds(row.ended),
      outcome: result.outcome,
      reason: result.failure ?? null,
      totalSeconds: seconds(hasEnd(result.outcome) ? result.total : undefined),
      stunMilliseconds: (result.stun.end - result.stun.start) / MILLISECOND,
      passes: result.passes,
      bytesSent: result.bytesSent,
      frameBufferBytes: result.frameBufferBytes,
      timesOver: result.timesOver,
      worstSecondGuestSpeed: result.worstSecondGuestSpeed,
      sdpsEngaged: result.sdpsEngaged,
      runHash: result.runHash,
      shares: row.shares.map(({ at, bytesPerSecond }) => ({
        atSeconds: seconds(at),
        bytesPerSecond,
      })),
    })),
    load: summary.load.map(({ at, ...step }) => ({ atSeconds: seconds(at), ...step })),
    alternatives: alternatives.map(({ emptyAfter, stayed, longestStun, ...one }) => ({
      ...one,
      hostEmptySeconds: seconds(emptyAfter),
      stayed: stayedJson(stayed),
      longestStunMilliseconds: longestStun / MILLISECOND,
    })),
  }
}
