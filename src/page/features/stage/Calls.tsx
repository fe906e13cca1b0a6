/** Who talks to whom, on the stage; fetched after the first picture. */
import { lazy, Suspense } from 'react'
import { useApp, useSubscribeTime } from '../../controls/session-context.ts'

const StageCalls = lazy(() =>
  import('../calls/StageCalls.tsx').then(({ StageCalls }) => ({ default: StageCalls })),
)

export function Calls() {
  const summary = useApp((state) => state.summary)
  const subscribeTime = useSubscribeTime()
  return (
    <Suspense fallback={null}>
      {summary ? <StageCalls summary={summary} subscribeTime={subscribeTime} /> : null}
    </Suspense>
  )
}
