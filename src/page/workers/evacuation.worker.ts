// The thread that empties hosts: apart from the engine's, so that a dial on the stage never waits for it.
import type { EvacuationOrder, EvacuationReply } from './evacuation-messages.ts'
import { GENERATIONS } from '../../engine/generations/list.ts'
import type { OtherCopiers } from '../../engine/migration/policies.ts'
import { startRunWith } from '../../engine/run-with.ts'
import type { RunInput } from '../../engine/scenario/scenario.ts'
import { ALTERNATIVES, runAlternative, runEvacuation } from '../../report/evacuation.ts'
import { createTurns, runInSlices } from './slices.ts'

const SLICE_MILLISECONDS = 30

const nextTurn = createTurns()
let latest = -1

const reply = (message: EvacuationReply) => self.postMessage(message)

/** The page's VMs are never executed write by write: the literal model stays out of this thread. */
let others: OtherCopiers | undefined
const start = (input: RunInput) => startRunWith({ others }, input)

/** Another hypervisor's code comes when a host of its kind is emptied. */
async function loadOthers(): Promise<void> {
  others = (await import('../../engine/migration/other-copiers.ts')).OTHER_COPIERS
}

/** What was asked for first, then the same host with other limits. */
function* work({ orderId, request }: EvacuationOrder): Generator<undefined, undefined> {
  reply({ kind: 'evacuated', orderId, summary: yield* runEvacuation(request, start) })
  for (const atOnce of ALTERNATIVES) {
    const alternative = yield* runAlternative(request, atOnce, start)
    reply({ kind: 'alternative', orderId, alternative })
  }
  reply({ kind: 'compared', orderId })
}

async function empty(order: EvacuationOrder): Promise<void> {
  const { orderId } = order
  latest = orderId
  if (GENERATIONS[order.request.host.generation].family === 'other') await loadOthers()
  const options = {
    limit: SLICE_MILLISECONDS,
    now: () => performance.now(),
    nextTurn,
    isStale: () => orderId !== latest,
  }
  runInSlices(
    work(order),
    options,
    () => {},
    (error) => {
      const message = error instanceof Error ? error.message : String(error)
      reply({ kind: 'evacuation-error', orderId, message })
    },
  )
}

self.addEventListener('message', ({ data: order }: MessageEvent<EvacuationOrder>) => {
  void empty(order)
})
