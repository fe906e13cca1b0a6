/** Runs evacuations on a worker of its own: the last result stays until the next one is there. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { EvacuationRequest } from '../../../engine/host/evacuation-plan.ts'
import type { Alternative, EvacuationSummary } from '../../../report/evacuation.ts'
import { EVACUATION_TEXT } from '../../../text/evacuation.ts'
import { lastDeathText } from '../../../text/threads.ts'
import { createEvacuationClient, type EvacuationClient } from '../../workers/evacuation-client.ts'
import type { EvacuationReply } from '../../workers/evacuation-messages.ts'
import type { Pace } from '../../workers/pace.ts'
import { spawnEvacuationWorker } from '../../workers/spawn.ts'

interface EvacuationState {
  readonly summary: EvacuationSummary | undefined
  readonly alternatives: readonly Alternative[]
  readonly running: boolean
  /** More alternatives are on their way. */
  readonly comparing: boolean
  readonly error: string | undefined
  /** How far what is computed has come, once that takes long. */
  readonly pace: Pace | undefined
  /** A person did not want to wait: the summary is of what was asked before. */
  readonly cancelled: boolean
}

export interface Evacuated extends EvacuationState {
  readonly cancel: () => void
  /** Computes what was cancelled. */
  readonly again: () => void
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
  pace: undefined,
  cancelled: false,
}

function next(state: EvacuationState, reply: EvacuationReply): EvacuationState {
  switch (reply.kind) {
    case 'evacuated':
      return { ...NOTHING, summary: reply.summary, running: false, comparing: true }
    case 'progress':
      return { ...state, pace: reply.pace }
    case 'alternative':
      return { ...state, pace: undefined, alternatives: [...state.alternatives, reply.alternative] }
    case 'compared':
      return { ...state, comparing: false, pace: undefined }
    case 'evacuation-error': {
      const error = EVACUATION_TEXT.failed(reply.message)
      return { ...state, running: false, comparing: false, pace: undefined, error }
    }
  }
}

export function useEvacuation(request: EvacuationRequest): Evacuated {
  const [{ answered, ...state }, setState] = useState<Answered>({ ...NOTHING, answered: undefined })
  const client = useRef<EvacuationClient>(undefined)
  const asked = useRef(request)

  useEffect(() => {
    const change = (how: (before: EvacuationState) => EvacuationState) =>
      setState((before) => {
        const isNew = before.answered !== asked.current
        const from = isNew ? { ...NOTHING, ...former(before) } : before
        return { ...how(from), answered: asked.current }
      })
    const made = createEvacuationClient(spawnEvacuationWorker, {
      reply: (reply) => change((before) => next(before, reply)),
      gaveUp: (death) =>
        change((before) => ({
          ...stopped(before),
          cancelled: before.running,
          error: lastDeathText('evacuation', death),
        })),
    })
    client.current = made
    return () => made.end()
  }, [])

  useEffect(() => {
    asked.current = request
    client.current?.empty(request)
  }, [request])

  const cancel = useCallback(() => {
    client.current?.cancel()
    setState((before) => {
      const running = before.answered !== asked.current || before.running
      return { ...stopped(before), cancelled: running, error: undefined, answered: asked.current }
    })
  }, [])
  const again = useCallback(() => {
    setState((before) => ({ ...NOTHING, ...former(before), answered: asked.current }))
    client.current?.empty(asked.current)
  }, [])

  // The former result stays in view while its successor is being computed.
  const shown = answered === request ? state : { ...NOTHING, ...former(state) }
  return { ...shown, cancel, again }
}

function former({ summary, alternatives }: EvacuationState) {
  return { summary, alternatives }
}

function stopped(state: EvacuationState): EvacuationState {
  return { ...state, running: false, comparing: false, pace: undefined }
}
