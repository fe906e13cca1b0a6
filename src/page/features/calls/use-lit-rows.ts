/** Lights what the playhead has passed, sixty times a second without React: attributes change only where a row is crossed. */
import { useEffect, type RefObject } from 'react'
import type { Geometry } from './geometry.ts'
import { ROW_HEIGHT } from './geometry.ts'
import { lastUpTo } from '../../controls/time-index.ts'
import type { SubscribeTime } from '../../controls/time-index.ts'

export interface LitRows {
  readonly scroll: RefObject<HTMLDivElement | null>
  readonly times: readonly number[]
  readonly geometry: Geometry
  readonly follow: boolean
  readonly subscribeTime: SubscribeTime
}

const REDUCED = '(prefers-reduced-motion: reduce)'

export function useLitRows({ scroll, times, geometry, follow, subscribeTime }: LitRows): void {
  useEffect(() => {
    const box = scroll.current
    if (!box) return undefined
    const arrows = box.querySelectorAll<SVGElement>('.seq-arrows path')
    const buttons = box.querySelectorAll<HTMLElement>('ol button')
    const playhead = box.querySelector<SVGElement>('.seq-playhead')
    let current: number | undefined
    const mark = (index: number, now: number) => {
      arrows[index]?.toggleAttribute('data-lit', index <= now)
      buttons[index]?.toggleAttribute('data-lit', index <= now)
      const isNow = index >= 0 && index <= now && times[index] === times[now]
      arrows[index]?.toggleAttribute('data-now', isNow)
      if (isNow) buttons[index]?.setAttribute('aria-current', 'step')
      else buttons[index]?.removeAttribute('aria-current')
    }
    return subscribeTime((time) => {
      playhead?.setAttribute('transform', `translate(0 ${geometry.y(time).toFixed(1)})`)
      const now = lastUpTo(times, time)
      if (now === current) return
      // Rows of one moment are current together, so all of them are marked again.
      for (let index = 0; index < times.length; index++) mark(index, now)
      const first = current === undefined
      current = now
      if (follow && !isBusy(box)) followTo(box, now, first)
    })
  }, [scroll, times, geometry, follow, subscribeTime])
}

/** The rows are in use (pointer or focus is on them): leave them where they are. */
function isBusy(box: HTMLElement): boolean {
  return box.matches(':hover') || box.contains(document.activeElement)
}

/** Scrolls the picture itself, never the page around it. */
function followTo(box: HTMLElement, row: number, first: boolean): void {
  const top = Math.max(0, row * ROW_HEIGHT - box.clientHeight / 3)
  const still = first || matchMedia(REDUCED).matches
  box.scrollTo({ top, behavior: still ? 'auto' : 'smooth' })
}
