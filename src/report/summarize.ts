/** From a finished run to its summary. No number is made up here: each is a fact, a row or a sum of rows. */
import { isUnending } from '../engine/facts.ts'
import { frameBufferBytesSent } from '../engine/memory/frame-buffer-copy.ts'
import { GENERATIONS } from '../engine/generations/list.ts'
import { STOP_POLICIES } from '../engine/migration/stop-rules.ts'
import type { RunRecord } from '../engine/run-record.ts'
import { walkPosition } from '../engine/memory/walk-position.ts'
import { SECOND } from '../engine/units.ts'
import { steadily, toEnd, type Progress, type Slices } from '../engine/work.ts'
import { guestPain, guestPainWork } from './guest-pain.ts'
import type { Summary } from './summary.ts'

export function summarize(record: RunRecord): Summary {
  return toEnd(summarizeInSlices(record))
}

/**
 * A run and its summary in one work with places to pause, and one progress of both. `foreseen`: the work of the summary as far
 * as it is known before the run is over (`guestPainWork` of `foreseePieces`).
 */
export function* runAndSummarize(
  run: Generator<Progress, RunRecord>,
  foreseen: () => number,
): Generator<Progress, { readonly record: RunRecord; readonly summary: Summary }> {
  const progress = steadily()
  let work = 0
  for (;;) {
    const step = run.next()
    if (step.done !== true) {
      work = step.value.done
      yield progress(work, step.value.foreseen + foreseen(), step.value.at)
      continue
    }
    const record = step.value
    const pieces = record.clocks[0].segments.length
    const more = guestPainWork(record.input, { pieces, seconds: record.end / SECOND })
    const slices = summarizeInSlices(record)
    for (let counted = 0; ;) {
      const summarized = slices.next()
      if (summarized.done === true) {
        yield { done: work + counted, foreseen: work + counted, at: record.end }
        return { record, summary: summarized.value }
      }
      counted += summarized.value
      yield progress(work + counted, work + more, record.end)
    }
  }
}

/** With thousands of pieces of clocks this takes longer than a slice. */
function* summarizeInSlices(record: RunRecord): Slices<Summary> {
  const rows = record.passes.map(({ row }) => row)
  const stunPhase = record.phases.find(({ kind }) => kind === 'switchover')
  const sdpsEnd = isUnending(record.failure)
    ? record.end
    : (stunPhase?.start ?? record.phases[record.phases.length - 1]!.start)
  return {
    input: record.input,
    runHash: record.runHash,
    outcome: outcomeOf(record),
    effects: record.effects,
    failure: record.failure,
    vmRunsOn: record.runsOn,
    end: record.end,
    phases: record.phases,
    stunParts: record.stunParts,
    stun: { start: stunPhase?.start ?? 0, end: stunPhase?.end ?? 0 },
    passes: rows,
    facts: record.facts,
    lastHeard: lastHeardOf(record),
    bandwidth: {
      bytesPerSecond: record.bandwidth.bytesPerSecond,
      limitedBy: record.bandwidth.limitedBy,
      streams: record.bandwidth.streams,
    },
    goalSeconds: goalSecondsOf(record),
    sdps: {
      engaged: record.sdpsSince !== undefined,
      duration: record.sdpsSince === undefined ? 0 : Math.max(0, sdpsEnd - record.sdpsSince),
    },
    pain: yield* guestPain(record),
    totals: totalsOf(record),
    curveFitError: record.workload.curveFitError,
  }
}

function lastHeardOf({ facts, passes }: RunRecord): Summary['lastHeard'] {
  const down = facts.find((fact) => fact.kind === 'fault-injected' && fact.fault === 'vcenter-down')
  if (down === undefined) return undefined
  const time = down.at
  const walk = passes.findLast((pass) => pass.walk.start <= time)?.walk
  return { time, pagesSentInPass: walk ? walkPosition(walk, time).pagesSent : 0 }
}

/** What the convergence test compares with; the rule says it where the run came to no test. */
function goalSecondsOf({ facts, bandwidth, input: { scenario } }: RunRecord): number | undefined {
  const test = facts.find((fact) => fact.kind === 'convergence-test')
  const policy = STOP_POLICIES[GENERATIONS[scenario.generation].stopRule]
  const seconds = test?.goalSeconds ?? policy.goalSeconds(scenario, bandwidth)
  return Number.isFinite(seconds) ? seconds : undefined
}

/** What was sent in all, and how many times over. */
export function totalsOf(record: RunRecord): Summary['totals'] {
  const rows = record.passes.map(({ row }) => row)
  // Those of the last walk that went through: all, or as far as it came.
  const { pagesSent: lastPages, zeroSeen: lastZero } =
    record.lastWalk === undefined
      ? { pagesSent: 0, zeroSeen: 0 }
      : walkPosition(record.lastWalk, Infinity)
  const pagesSent = rows.reduce((sum, row) => sum + row.pagesSent, 0) + lastPages
  const { pageBytes = 0, zeroWireBytes = 0 } = record.lastWalk ?? {}
  const lastBytes = lastPages * pageBytes + lastZero * zeroWireBytes
  const frameBufferBytes = frameBufferBytesSent(record.frameBuffer)
  const pagesZero = rows.reduce((sum, row) => sum + row.pagesZero, 0) + lastZero
  const { pagesInUse } = record.layout
  // A first copy that broke off has not seen all of them; as many as it began with are not to be sent.
  const brokeOff = record.failure !== undefined && rows.length === 1
  const began = brokeOff ? record.facts.find(({ kind }) => kind === 'pass-began') : undefined
  const expected = began?.kind === 'pass-began' ? began.pagesZero : 0
  const pagesNonZero = pagesInUse - Math.max(pagesZero, expected)
  return {
    bytesSent: rows.reduce((sum, row) => sum + row.bytesSent, 0) + lastBytes + frameBufferBytes,
    frameBufferBytes,
    pagesSent,
    pageFires: rows.reduce((sum, row) => sum + row.pagesDirtied, 0),
    remotePageFaults: record.remotePageFaults,
    pagesInUse,
    pagesZero,
    pagesNonZero,
    timesOver: pagesNonZero > 0 ? pagesSent / pagesNonZero : 0,
  }
}

export function outcomeOf({ failure }: RunRecord): Summary['outcome'] {
  if (failure === undefined) return 'completed'
  if (isUnending(failure)) return failure === 'never-ends' ? 'never-ends' : 'unfinished'
  return failure === 'cancelled' ? 'cancelled' : 'failed'
}
