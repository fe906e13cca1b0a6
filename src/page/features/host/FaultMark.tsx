/** A red ✕ and a word, from the moment on at which something has gone wrong. */
import { useMemo } from 'react'
import { marksOf, type MarkPlace } from '../../../text/marks.ts'
import { useApp, useSubscribeTime } from '../../controls/session-context.ts'
import { useTimeIndex } from '../../controls/time-index.ts'
import './fault-mark.css'

export function FaultMark({ place }: { readonly place: MarkPlace }) {
  const summary = useApp((state) => state.summary)
  const hidden = useApp((state) => state.film === 'running')
  const subscribeTime = useSubscribeTime()
  const marks = useMemo(
    () => (summary ? marksOf(summary).filter((mark) => mark.place === place) : []),
    [summary, place],
  )
  const times = useMemo(() => marks.map(({ at }) => at), [marks])
  const mark = marks[useTimeIndex(subscribeTime, times)]
  if (!mark || hidden) return null
  return (
    <strong className="fault-mark" data-place={place}>
      <span aria-hidden="true">✕</span> {mark.text}
    </strong>
  )
}
