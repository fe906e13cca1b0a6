/** Long work of a view on the page's own thread, in slices between which a person is answered. */
import { useEffect, useState } from 'react'
import { createTurns, runInSlices } from '../workers/slices.ts'

/** Half a frame. */
const SLICE_MILLISECONDS = 8

let turns: ReturnType<typeof createTurns> | undefined

interface Done<Result> {
  readonly start: () => Iterator<unknown, Result>
  readonly result: Result
}

/** The result of the latest work; undefined until it is there. Work begins anew when `start` is another function. */
export function useSliced<Result>(start: () => Iterator<unknown, Result>): Result | undefined {
  const [done, setDone] = useState<Done<Result>>()
  useEffect(() => {
    const nextTurn = (turns ??= createTurns())
    let stale = false
    const options = {
      limit: SLICE_MILLISECONDS,
      now: () => performance.now(),
      nextTurn,
      isStale: () => stale,
    }
    // The view fails, not a turn of the loop that nobody watches.
    const failed = (error: unknown) =>
      setDone(() => {
        throw error
      })
    nextTurn(() => runInSlices(start(), options, (result) => setDone({ start, result }), failed))
    return () => {
      stale = true
    }
  }, [start])
  return done?.start === start ? done.result : undefined
}
