/** Runs evacuations on a worker of its own: the last result stays until the next one is there. */
import { useEffect, useRef, useState } from 'react'
import type { EvacuationRequest } from '../../../engine/host/evacuation-plan.ts'
import type { Alternative, EvacuationSummary } from '../../../report/evacuation.ts'
import { EVACUATION_TEXT } from '../../../text/evacuation.ts'
import { lastDeathText } from '../../../text/threads.ts'
import { createEvacuationClient, type EvacuationClient } from '../../workers/evacuation-client.ts'
import type { EvacuationReply } from '../../workers/evacuation-messages.ts'
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
    case 'evacuation-error': {
      const error = EVACUATION_TEXT.failed(reply.message)
      return { ...state, running: false, comparing: false, error }
    }
  }
}

export function useEvacuation(request: EvacuationRequest): EvacuationState {
  const [{ answered, ...state }, setState] = useState<Answered>({ ...NOTHING, answered: undefined })
  const client = useRef<EvacuationClient>(undefined)
  const asked = useRef(request)

  useEffect(() => {
    const made = createEvacuationClient(spawnEvacuationWorker, {
      reply: (reply) => setState((before) => ({ ...next(before, reply), answered: asked.current })),
      gaveUp: (death) =>
        setState((before) => ({
          ...before,
          running: false,
          comparing: false,
          error: lastDeathText('evacuation', death),
          answered: asked.current,
        })),
    })
    client.current = made
    return () => made.end()
  }, [])

  useEffect(() => {
    asked.current = request
    client.current?.empty(request)
  }, [request])

  // The former result stays in view while its successor is being computed.
  return answered === request ? state : { ...state, running: true, error: undefined }
}
