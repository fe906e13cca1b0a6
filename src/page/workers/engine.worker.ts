// The engine's thread: runs the latest scenario in slices, posts the outcome, hands the record to the player.
import type * as Foresight from '../../engine/foresight/foresee-cost.ts'
import type { FitCurve } from '../../engine/guest/dirty-curve.ts'
import type { CreateLiteralModel } from '../../engine/memory/literal-model.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import { needsOthers, type OtherCopiers } from '../../engine/migration/policies.ts'
import { startRunWith } from '../../engine/run-with.ts'
import { transferables } from '../../engine/run-record.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { EngineReply, EngineRequest } from './messages.ts'
import { loadPart } from '../loading/load-part.ts'
import type * as AfterRun from '../../report/after-run.ts'
import type { HandOver } from './hand-over.ts'
import { createPace } from './pace.ts'
import { serve } from './serve.ts'
import { createTurns, runInSlices } from './slices.ts'

const SLICE_MILLISECONDS = 8
/** What a run takes is foreseen where it has not come to its end by then; most have. */
const FORESEEN_FROM_MILLISECONDS = 100
/** What it would have come to otherwise is computed only after a run that took no longer. */
const ALTERNATIVES_UP_TO_MILLISECONDS = 2000

const nextTurn = createTurns()
let player: MessagePort | undefined
/** The run that is under way; one that is not this one is stale. */
let atWork: { readonly runId: number } | undefined

const reply = (message: EngineReply) => self.postMessage(message)

let afterRun: Promise<typeof AfterRun> | undefined

/** What sums a run up, fetched while the first one begins; where it did not come, the next run asks again. */
function loadAfterRun(): Promise<typeof AfterRun> {
  afterRun ??= loadPart(() => import('../../report/after-run.ts')).catch((error: unknown) => {
    afterRun = undefined
    throw error
  })
  return afterRun
}

/** Executing every write is asked for seldom: its code comes when it is. */
async function literalModel(): Promise<CreateLiteralModel> {
  const part = await loadPart(() => import('../../engine/memory/literal-model.ts'))
  return part.createLiteralModel
}

/** So does that of another hypervisor. */
async function otherCopiers(): Promise<OtherCopiers> {
  return (await loadPart(() => import('../../engine/migration/other-copiers.ts'))).OTHER_COPIERS
}

/** And what fits a measured curve. */
async function curveFitter(): Promise<FitCurve> {
  return (await loadPart(() => import('../../engine/guest/dirty-curve.ts'))).fitDirtyCurve
}

let foresight: typeof Foresight | undefined

/** A run goes on without it and only lacks the time that is left: where it does not come, the next long run asks again. */
async function loadForesight(): Promise<void> {
  try {
    foresight = await loadPart(() => import('../../engine/foresight/foresee-cost.ts'))
  } catch {
    foresight = undefined
  }
}

async function run(request: Extract<EngineRequest, { kind: 'run' }>): Promise<void> {
  const { runId, input, otherwise } = request
  const job = { runId }
  atWork = job
  const began = performance.now()
  const finish = () => {
    if (atWork === job) atWork = undefined
  }
  const failed = (error: unknown) => {
    if (atWork !== job) return
    finish()
    reply({
      kind: 'run-error',
      runId,
      message: error instanceof Error ? error.message : String(error),
    })
  }
  try {
    const { model, generation } = input.scenario
    const literal = model === 'literal' ? await literalModel() : undefined
    const others = needsOthers(GENERATIONS[generation]) ? await otherCopiers() : undefined
    const fitCurve =
      input.scenario['workload.pattern'] === 'curve' ? await curveFitter() : undefined
    const parts = { literal, others, fitCurve }
    const { computeAlternatives, guestPainWork, runAndSummarize } = await loadAfterRun()
    let workAfterRun: number | undefined
    let asked = foresight !== undefined
    const pace = createPace(
      () => performance.now(),
      (pace) => reply({ kind: 'progress', runId, pace }),
    )
    const slices = {
      limit: SLICE_MILLISECONDS,
      now: () => performance.now(),
      nextTurn,
      isStale: () => atWork !== job,
    }
    runInSlices(
      runAndSummarize(
        startRunWith({ ...parts, foresee: (laidOut) => foresight?.foreseenWork(laidOut) }, input),
        () =>
          (workAfterRun ??= foresight && guestPainWork(input, foresight.foreseePieces(input))) ?? 0,
      ),
      {
        ...slices,
        onSlice: (progress) => {
          if (!asked && performance.now() - began > FORESEEN_FROM_MILLISECONDS) {
            asked = true
            void loadForesight()
          }
          pace(progress)
        },
      },
      ({ record, summary }) => {
        const milliseconds = performance.now() - began
        reply({ kind: 'outcome', runId, summary, milliseconds })
        const parcel: HandOver = { runId, record }
        player?.postMessage(parcel, transferables(record))
        if (!otherwise || !summary.sdps.engaged || milliseconds > ALTERNATIVES_UP_TO_MILLISECONDS)
          return finish()
        const run = (other: RunInput) => runAndSummarize(startRunWith(parts, other), () => 0)
        // The run itself is through: where another one can't be computed, nothing is said of it.
        return runInSlices(
          computeAlternatives(summary, run),
          slices,
          (alternatives) => {
            finish()
            reply({ kind: 'alternatives', runId, alternatives })
          },
          finish,
        )
      },
      failed,
    )
  } catch (error) {
    failed(error)
  }
}

loadAfterRun().catch(() => undefined)
serve<EngineRequest>(
  (request, { ports }) => {
    switch (request.kind) {
      case 'connect':
        player = ports[0]
        return undefined
      case 'cancel':
        atWork = undefined
        return undefined
      case 'run':
        void run(request)
    }
  },
  () => atWork?.runId,
)
