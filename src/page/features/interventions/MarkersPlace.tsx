/** Where markers stand: fetched with the first deed or fork. */
import { lazy, Suspense } from 'react'
import { useApp } from '../../controls/session-context.ts'
import type { MarkersProps } from './Markers.tsx'

const Markers = lazy(() => import('./Markers.tsx').then((module) => ({ default: module.Markers })))

export function MarkersPlace(props: MarkersProps) {
  const any = useApp(
    ({ input, futures }) => (input.interventions?.length ?? 0) > 0 || futures.list.length > 1,
  )
  return any ? (
    <Suspense fallback={null}>
      <Markers {...props} />
    </Suspense>
  ) : null
}
