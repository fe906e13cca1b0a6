/** Runs evacuations on a worker of its own: the last result stays until the next one is there. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { EvacuationRequest } from '../../../engine/host/evacuation-plan.ts'
import { createEvacuationClient, type EvacuationClient } from '../../workers/evacuation-client.ts'
import { spawnEvacuationWorker } from '../../workers/spawn.ts'
import {
  asked,
  askedAgain,
  cancelled,
  FIRST_STATE,
  gaveUp,
  heard,
  restarted,
  type EvacuationState,
} from './evacuation-state.ts'

export interface Evacuated extends EvacuationState {
  readonly cancel: () => void
  /** Computes what is missing after it was cancelled or has failed. */
  readonly again: () => void
}

interface Answered {
  readonly state: EvacuationState
  /** What the state is the answer to. */
  readonly request: EvacuationRequest | undefined
}

export function useEvacuation(request: EvacuationRequest): Evacuated {
  const [answered, setAnswered] = useState<Answered>({ state: FIRST_STATE, request: undefined })
  const client = useRef<EvacuationClient>(undefined)
  const latest = useRef(request)
  const change = useCallback((how: (before: EvacuationState) => EvacuationState) => {
    const to = latest.current
    setAnswered(({ state, request: of }) => ({
      state: how(of === to ? state : asked(state)),
      request: to,
    }))
  }, [])

  useEffect(() => {
    const made = createEvacuationClient(spawnEvacuationWorker, {
      reply: (reply) => change((before) => heard(before, reply)),
      restarted: (death) => change((before) => restarted(before, death)),
      gaveUp: (death) => change((before) => gaveUp(before, death)),
    })
    client.current = made
    return () => made.end()
  }, [change])

  useEffect(() => {
    latest.current = request
    client.current?.empty(request)
  }, [request])

  const cancel = useCallback(() => {
    client.current?.cancel()
    change(cancelled)
  }, [change])
  const again = useCallback(() => {
    change(askedAgain)
    client.current?.goOn()
  }, [change])

  // The former result stays in view while its successor is being computed.
  const shown = answered.request === request ? answered.state : asked(answered.state)
  return { ...shown, cancel, again }
}
