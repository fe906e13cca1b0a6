/** `--json`: the one document of a run. Times in seconds or milliseconds, sizes in bytes, `null` where nothing is to say. */
import type { PassRow, Phase, StunPartName } from '../engine/facts.ts'
import { interventionText } from '../engine/scenario/intervention-text.ts'
import { MILLISECOND, secondsFromNanoseconds } from '../engine/units.ts'
import { stopsAnyway, switchoverForced, type Summary } from '../report/summary.ts'
import { guestLevel, levelOf } from '../report/verdict.ts'

/** Time of all phases of a kind. */
function secondsIn(phases: readonly Phase[], kind: Phase['kind']): number {
  const time = phases.reduce(
    (sum, phase) => (phase.kind === kind ? sum + phase.end - phase.start : sum),
    0,
  )
  return secondsFromNanoseconds(time)
}

export function phaseSeconds({ phases, stun, end }: Summary) {
  return {
    total: secondsFromNanoseconds(end),
    prepare: secondsIn(phases, 'prepare'),
    frameBuffer: secondsIn(phases, 'frame-buffer'),
    traceInstall: secondsIn(phases, 'trace'),
    preCopy: secondsIn(phases, 'pass'),
    stun: secondsFromNanoseconds(stun.end - stun.start),
    pageIn: secondsIn(phases, 'page-in'),
    cleanup: secondsIn(phases, 'cleanup'),
  }
}

function stunMilliseconds({ stunParts }: Summary): Record<StunPartName, number> {
  const lengths = {
    quiesce: 0,
    checkpoint: 0,
    lastPages: 0,
    frameBuffer: 0,
    bitmap: 0,
    resume: 0,
  }
  for (const { part, start, end } of stunParts) lengths[part] += (end - start) / MILLISECOND
  return lengths
}

function passJson(row: PassRow) {
  return {
    pass: row.pass,
    startSeconds: secondsFromNanoseconds(row.start),
    seconds: secondsFromNanoseconds(row.end - row.start),
    pagesToSend: row.pagesToSend,
    pagesSent: row.pagesSent,
    pagesZero: row.pagesZero,
    bytesSent: row.bytesSent,
    pagesDirtied: row.pagesDirtied,
    bytesPerSecond: row.bytesPerSecond,
    transmitToDirtyPercent: row.transmitToDirtyPercent ?? null,
    decision: row.decision,
  }
}

/** Why it ended so, as an id. */
export function reasonOf({ failure, sdps, passes, facts }: Summary): string {
  if (failure !== undefined) return failure
  if (switchoverForced(facts)) return 'switchover-forced'
  if (passes.at(-1)?.decision === 'quick-resume') return 'quick-resume'
  const test = facts.findLast((fact) => fact.kind === 'convergence-test')
  if (test && stopsAnyway(test)) return 'stopped-anyway'
  return sdps.engaged ? 'converged-with-sdps' : 'converged'
}

/** What became of the VM and its guest, by the table of `report/verdict.ts`. */
function verdictJson(summary: Summary) {
  const { behind, worstTenLostSeconds, slowStretch } = summary.pain
  return {
    level: levelOf(summary),
    guest: guestLevel(summary),
    timeLostSeconds: behind.most,
    lostInWorstTenSeconds: worstTenLostSeconds,
    slowest: slowStretch
      ? {
          where: slowStretch.kind,
          startSeconds: secondsFromNanoseconds(slowStretch.start),
          seconds: secondsFromNanoseconds(slowStretch.end - slowStretch.start),
          guestSpeed: slowStretch.speed,
        }
      : null,
  }
}

export function summaryJson(summary: Summary) {
  const { input, sdps, totals } = summary
  return {
    scenario: input.scenario,
    seed: input.seed,
    ...(input.interventions?.length && {
      interventions: input.interventions.map((intervention, index) => ({
        what: interventionText(intervention),
        atSeconds: secondsFromNanoseconds(intervention.at),
        effect: summary.effects[index]!,
      })),
    }),
    runHash: summary.runHash,
    outcome: summary.outcome,
    reason: reasonOf(summary),
    vmRunsOn: summary.vmRunsOn,
    verdict: verdictJson(summary),
    seconds: phaseSeconds(summary),
    stunMilliseconds: stunMilliseconds(summary),
    passes: summary.passes.map(passJson),
    sdps: {
      engaged: sdps.engaged,
      seconds: secondsFromNanoseconds(sdps.duration),
      worstSecondGuestSpeed: summary.pain.worstSecondGuestSpeed,
    },
    totals: {
      bytesSent: totals.bytesSent,
      frameBufferBytes: totals.frameBufferBytes,
      pagesSent: totals.pagesSent,
      pageFires: totals.pageFires,
      remotePageFaults: totals.remotePageFaults,
    },
  }
}
