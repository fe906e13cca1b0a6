// The thread that empties hosts: apart from the engine's, so that a dial on the stage never waits for it.
import type { EvacuationEnd, EvacuationOrder, EvacuationReply } from './evacuation-messages.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import { needsOthers, type OtherCopiers } from '../../engine/migration/policies.ts'
import { startRunWith } from '../../engine/run-with.ts'
import { oneAfterTheOther, type Progress } from '../../engine/work.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import { ALTERNATIVES, runAlternative, runEvacuation, withLimit } from '../../report/evacuation.ts'
import type * as Preparation from '../../report/prepare-evacuation.ts'
import { loadPart } from '../loading/load-part.ts'
import { createPace } from './pace.ts'
import { serve } from './serve.ts'
import { createTurns, runInSlices } from './slices.ts'

const SLICE_MILLISECONDS = 30

const nextTurn = createTurns()
/** The order that is under way. */
let latest: number | undefined

const reply = (message: EvacuationReply) => self.postMessage(message)

/** The page's VMs are never executed write by write: the literal model stays out of this thread. */
let others: OtherCopiers | undefined
const start = (input: RunInput) => startRunWith({ others }, input)

/** Another hypervisor's code comes when a host of its kind is emptied. */
async function loadOthers(): Promise<void> {
  others = (await loadPart(() => import('../../engine/migration/other-copiers.ts'))).OTHER_COPIERS
}

/** Hears how far what is computed now has come. */
let onSlice: (progress: Progress) => void

/** What was asked for first, then the same host with other limits: these are one work. */
function* work(
  { orderId, request, rest }: EvacuationOrder,
  { prepareEvacuation, foreseeEvacuationCost }: typeof Preparation,
): Generator<Progress, undefined> {
  const tell = () =>
    createPace(
      () => performance.now(),
      (pace) => reply({ kind: 'progress', orderId, pace }),
    )
  onSlice = tell()
  if (rest === undefined) {
    const summary = yield* runEvacuation(request, start, prepareEvacuation)
    reply({ kind: 'evacuated', orderId, summary })
    onSlice = tell()
  }
  function* compare(atOnce: number): Generator<Progress, void> {
    const alternative = yield* runAlternative(request, atOnce, start, prepareEvacuation)
    reply({ kind: 'alternative', orderId, alternative })
  }
  const wanted = rest ?? ALTERNATIVES
  yield* oneAfterTheOther(
    wanted.map(compare),
    wanted.map((atOnce) => foreseeEvacuationCost(withLimit(request, atOnce))),
  )
  reply({ kind: 'compared', orderId })
}

async function empty(order: EvacuationOrder): Promise<void> {
  const { orderId } = order
  latest = orderId
  const isStale = () => orderId !== latest
  const end = () => {
    if (!isStale()) latest = undefined
  }
  const failed = (error: unknown) => {
    if (isStale()) return
    const message = error instanceof Error ? error.message : String(error)
    reply({ kind: 'evacuation-error', orderId, message })
    latest = undefined
  }
  try {
    const preparation = await loadPart(() => import('../../report/prepare-evacuation.ts'))
    if (needsOthers(GENERATIONS[order.request.host.generation])) await loadOthers()
    runInSlices(
      work(order, preparation),
      {
        limit: SLICE_MILLISECONDS,
        now: () => performance.now(),
        nextTurn,
        isStale,
        onSlice: (progress) => onSlice(progress),
      },
      end,
      failed,
    )
  } catch (error) {
    failed(error)
  }
}

serve<EvacuationOrder | EvacuationEnd>(
  (request) => {
    if (request.kind === 'cancel') latest = undefined
    else void empty(request)
  },
  () => latest,
)
