/** Runs evacuations on a worker of its own: the last result stays until the next one is there. */
import { useEffect, useRef, useState } from 'react'
import type { EvacuationRequest } from '../../../engine/host/evacuation-plan.ts'
import type { EvacuationOrder, EvacuationReply } from '../../workers/evacuation-messages.ts'
import type { Alternative, EvacuationSummary } from '../../../report/evacuation.ts'
import { spawnEvacuationWorker } from '../../workers/spawn.ts'

export interface EvacuationState {
  readonly summary: EvacuationSummary | undefined
  readonly alternatives: readonly Alternative[]
  readonly running: boolean
  /** More alternatives are on their way. */
  readonly comparing: boolean
  readonly error: string | undefined
}

interface Answered extends EvacuationState {
  /** What the state is the answer to. */
  readonly answered: EvacuationRequest | undefined
}

const NOTHING: EvacuationState = {
  summary: undefined,
  alternatives: [],
  running: true,
  comparing: false,
  error: undefined,
}

function next(state: EvacuationState, reply: EvacuationReply): EvacuationState {
  switch (reply.kind) {
    case 'evacuated':
      return { ...NOTHING, summary: reply.summary, running: false, comparing: true }
    case 'alternative':
      return { ...state, alternatives: [...state.alternatives, reply.alternative] }
    case 'compared':
      return { ...state, comparing: false }
    case 'evacuation-error':
      return { ...state, running: false, comparing: false, error: reply.message }
  }
}

export function useEvacuation(request: EvacuationRequest): EvacuationState {
  const [{ answered, ...state }, setState] = useState<Answered>({ ...NOTHING, answered: undefined })
  const worker = useRef<Worker>(undefined)
  const orderId = useRef(0)
  const asked = useRef(request)

  useEffect(() => {
    const spawned = spawnEvacuationWorker()
    spawned.addEventListener('message', ({ data }: MessageEvent<EvacuationReply>) => {
      if (data.orderId === orderId.current)
        setState((before) => ({ ...next(before, data), answered: asked.current }))
    })
    worker.current = spawned
    return () => spawned.terminate()
  }, [])

  useEffect(() => {
    orderId.current += 1
    asked.current = request
    const order: EvacuationOrder = { kind: 'evacuate', orderId: orderId.current, request }
    worker.current?.postMessage(order)
  }, [request])

  // The former result stays in view while its successor is being computed.
  return answered === request ? state : { ...state, running: true, error: undefined }
}
