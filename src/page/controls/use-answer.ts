/** Hooks that ask runs. An answer that is no longer awaited is dropped here, and nowhere else. */
import { useEffect, useMemo, useState } from 'react'
import type { Nanoseconds } from '../../engine/units.ts'
import type { AnswerTo, QuestionKind, QuestionOf } from '../../recording/ask.ts'
import { isSameQuestion } from '../session/asking.ts'
import { useApp, useSession } from './session-context.ts'

/**
 * What `ask` finds, at once and, where `milliseconds` are given, again as the playhead moves: every so many while it
 * plays. One question is on its way at a time, and the latest moment wins. Undefined until something is found; what was
 * found before stays until the next is there. `ask` changes with what it asks (see `useCallback`); undefined asks nothing.
 */
export function useFound<Found>(
  ask: ((time: Nanoseconds) => Promise<Found>) | undefined,
  milliseconds?: number,
): Found | undefined {
  const { store, playhead } = useSession()
  const [found, setFound] = useState<Found>()
  useEffect(() => {
    if (!ask) return undefined
    let current = true
    let asking = false
    let moved = true
    const isPlaying = () => store.getState().playback.playing
    const next = async () => {
      if (asking || !moved) return
      asking = true
      moved = false
      try {
        const answer = await ask(playhead.time)
        if (current) setFound(() => answer)
      } catch {
        // A refusal is said by the session; what was found before stays.
      } finally {
        asking = false
        if (current && !isPlaying()) void next()
      }
    }
    void next()
    if (milliseconds === undefined)
      return () => {
        current = false
      }
    const timer = setInterval(() => void next(), milliseconds)
    const stop = playhead.subscribe(() => {
      moved = true
      if (!isPlaying()) void next()
    })
    return () => {
      current = false
      clearInterval(timer)
      stop()
    }
  }, [store, playhead, ask, milliseconds])
  return found
}

export interface AnswerOfRun<Kind extends QuestionKind> {
  readonly runId: number
  readonly answer: AnswerTo<Kind>
}

/** What the run on the screen answers, as `useFound` has it; asked anew for another run or an unequal question. */
export function useAnswer<Kind extends QuestionKind>(
  question: QuestionOf<Kind> | undefined,
): AnswerOfRun<Kind> | undefined {
  const session = useSession()
  const runId = useApp((state) => state.runId)
  const [asked, setAsked] = useState(question)
  if (!isSameQuestion(asked, question)) setAsked(question)
  const ask = useMemo(
    () => asked && (async () => ({ runId, answer: await session.ask(runId, asked) })),
    [session, runId, asked],
  )
  const found = useFound<AnswerOfRun<Kind>>(ask)
  return question === undefined ? undefined : found
}
