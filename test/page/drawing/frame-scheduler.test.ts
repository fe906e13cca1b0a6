/** The loop: its order, its sleep, its silence in a hidden tab, and that one bad painter stops nothing. */
import { describe, expect, it } from 'vitest'
import { createFrameScheduler, type FrameClock } from '../../../src/page/drawing/frame-scheduler.ts'

function fakeClock() {
  let pending: ((now: number) => void) | undefined
  let listener = () => {}
  const errors: unknown[] = []
  const state = { hidden: false }
  const clock: FrameClock = {
    request(run) {
      pending = run
      return 1
    },
    cancel() {
      pending = undefined
    },
    get hidden() {
      return state.hidden
    },
    onVisibility(next) {
      listener = next
      return () => {}
    },
    report: (error) => errors.push(error),
  }
  return {
    clock,
    errors,
    get waiting() {
      return pending !== undefined
    },
    frame(now: number) {
      const run = pending
      pending = undefined
      run?.(now)
    },
    hide(hidden: boolean) {
      state.hidden = hidden
      listener()
    },
  }
}

describe('frame scheduler', () => {
  it('runs playback, then the request, then painters, whatever the order of adding', () => {
    const fake = fakeClock()
    const scheduler = createFrameScheduler(fake.clock)
    const ran: string[] = []
    const paint = scheduler.add('paint', () => void ran.push('paint'))
    const request = scheduler.add('request', () => {
      ran.push('request')
      paint.invalidate()
    })
    scheduler
      .add('playback', () => {
        ran.push('playback')
        request.invalidate()
      })
      .invalidate()
    fake.frame(0)
    expect(ran).toEqual(['playback', 'request', 'paint'])
    expect(scheduler.awake).toBe(false)
  })

  it('sleeps when nothing is due and wakes once for many invalidations', () => {
    const fake = fakeClock()
    const scheduler = createFrameScheduler(fake.clock)
    let runs = 0
    const task = scheduler.add('paint', () => void runs++)
    expect(fake.waiting).toBe(false)
    task.invalidate()
    task.invalidate()
    fake.frame(0)
    fake.frame(16)
    expect(runs).toBe(1)
    expect(fake.waiting).toBe(false)
  })

  it('goes on while a task asks for it, and tells the time between, never a jump', () => {
    const fake = fakeClock()
    const scheduler = createFrameScheduler(fake.clock)
    const seconds: number[] = []
    scheduler.add('playback', (_, step) => seconds.push(step) < 4).invalidate()
    for (const now of [1000, 1016, 1032, 9000, 9016]) fake.frame(now)
    expect(seconds).toEqual([0, 0.016, 0.016, 0.1])
    expect(fake.waiting).toBe(false)
  })

  it('starts at 0 seconds again after a sleep', () => {
    const fake = fakeClock()
    const scheduler = createFrameScheduler(fake.clock)
    const seconds: number[] = []
    const task = scheduler.add('paint', (_, step) => void seconds.push(step))
    task.invalidate()
    fake.frame(0)
    task.invalidate()
    fake.frame(60)
    expect(seconds).toEqual([0, 0])
  })

  it('stops while the tab is hidden and catches up when it shows again', () => {
    const fake = fakeClock()
    const scheduler = createFrameScheduler(fake.clock)
    let runs = 0
    const task = scheduler.add('paint', () => void runs++)
    task.invalidate()
    fake.hide(true)
    expect(fake.waiting).toBe(false)
    task.invalidate()
    expect(fake.waiting).toBe(false)
    fake.hide(false)
    fake.frame(5000)
    expect(runs).toBe(1)
  })

  it('reports a task that throws and runs the others', () => {
    const fake = fakeClock()
    const scheduler = createFrameScheduler(fake.clock)
    let runs = 0
    scheduler
      .add('paint', () => {
        throw new Error('broken')
      })
      .invalidate()
    scheduler.add('paint', () => void runs++).invalidate()
    fake.frame(0)
    expect(runs).toBe(1)
    expect(fake.errors).toHaveLength(1)
  })

  it('forgets a task that was removed, and everything when disposed', () => {
    const fake = fakeClock()
    const scheduler = createFrameScheduler(fake.clock)
    let runs = 0
    const task = scheduler.add('paint', () => void runs++)
    task.invalidate()
    task.remove()
    fake.frame(0)
    expect(runs).toBe(0)
    scheduler.dispose()
    scheduler.add('paint', () => void runs++).invalidate()
    expect(fake.waiting).toBe(false)
  })
})
