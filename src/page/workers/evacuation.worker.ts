// The thread that empties hosts: apart from the engine's, so that a dial on the stage never waits for it.
import type { EvacuationOrder, EvacuationReply } from './evacuation-messages.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import type { OtherCopiers } from '../../engine/migration/policies.ts'
import { startRunWith } from '../../engine/run-with.ts'
import type { Progress } from '../../engine/work.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import {
  ALTERNATIVES,
  runAlternative,
  runEvacuation,
  type TrackEvacuation,
} from '../../report/evacuation.ts'
import { loadPart } from '../loading/load-part.ts'
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

/** What was asked for first, then the same host with other limits. */
function* work(
  { orderId, request }: EvacuationOrder,
  track: TrackEvacuation,
): Generator<Progress, undefined> {
  reply({ kind: 'evacuated', orderId, summary: yield* runEvacuation(request, start, track) })
  for (const atOnce of ALTERNATIVES) {
    const alternative = yield* runAlternative(request, atOnce, start, track)
    reply({ kind: 'alternative', orderId, alternative })
  }
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
    // What it will take: the code comes with the first host.
    const { trackEvacuation } = await loadPart(
      () => import('../../engine/foresight/track-evacuation.ts'),
    )
    if (GENERATIONS[order.request.host.generation].family === 'other') await loadOthers()
    runInSlices(
      work(order, trackEvacuation),
      { limit: SLICE_MILLISECONDS, now: () => performance.now(), nextTurn, isStale },
      end,
      failed,
    )
  } catch (error) {
    failed(error)
  }
}

serve<EvacuationOrder>(
  (order) => void empty(order),
  () => latest,
)
