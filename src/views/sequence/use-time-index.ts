/** Which of some moments came last. A component that uses it renders when that changes, not when time does. */
import { useEffect, useState } from 'react'
import type { SubscribeTime } from '../session-context.ts'
import { lastUpTo } from './rows.ts'

export function useTimeIndex(subscribeTime: SubscribeTime, times: readonly number[]): number {
  const [index, setIndex] = useState(-1)
  useEffect(() => {
    let shown: number | undefined
    return subscribeTime((now) => {
      const next = lastUpTo(times, now)
      if (next === shown) return
      shown = next
      setIndex(next)
    })
  }, [subscribeTime, times])
  return index
}
