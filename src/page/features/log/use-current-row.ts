/** Marks the row of now and keeps it in sight, without a render: the playhead moves sixty times a second. */
import { useEffect, useRef, type RefObject } from 'react'
import type { LogLine } from '../../../logs/line.ts'
import type { SubscribeTime } from '../../controls/time-index.ts'
import { rowAt } from './log-rows.ts'

/** Scrolls the list only, never the page around it. */
function bringIntoSight(list: HTMLElement, row: HTMLElement): void {
  const [outer, inner] = [list.getBoundingClientRect(), row.getBoundingClientRect()]
  if (inner.top < outer.top) list.scrollTop -= outer.top - inner.top
  else if (inner.bottom > outer.bottom) list.scrollTop += inner.bottom - outer.bottom
}

export function useCurrentRow(
  list: RefObject<HTMLElement | null>,
  lines: readonly LogLine[],
  subscribeTime: SubscribeTime,
  follow: boolean,
): void {
  /** Whoever subscribes may hear nothing before the playhead moves. */
  const last = useRef<number>(undefined)
  useEffect(() => {
    let shown = -1
    let marked: HTMLElement | null = null
    const show = (time: number) => {
      last.current = time
      const now = rowAt(lines, time)
      if (now === shown) return
      shown = now
      marked?.removeAttribute('aria-current')
      marked = list.current?.querySelector<HTMLElement>(`[data-row="${now}"]`) ?? null
      marked?.setAttribute('aria-current', 'time')
      if (follow && marked && list.current) bringIntoSight(list.current, marked)
    }
    const unsubscribe = subscribeTime(show)
    if (last.current !== undefined) show(last.current)
    return () => {
      unsubscribe()
      marked?.removeAttribute('aria-current')
    }
  }, [list, lines, subscribeTime, follow])
}
