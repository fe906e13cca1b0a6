/** Runs a long generator in slices, so that its thread stays free to hear about newer work. */

export interface SliceOptions<Step = unknown> {
  /** Longest slice in milliseconds. */
  readonly limit: number
  readonly now: () => number
  /** Calls back in a later turn of the event loop. */
  readonly nextTurn: (callback: () => void) => void
  /** Asked before each slice; a stale run stops there. */
  readonly isStale: () => boolean
  /** Hears of the last step of each slice. */
  readonly onSlice?: (step: Step) => void
}

/** Ends with the generator's result, with `stale`, or with what it threw. */
export function runInSlices<Step, Result>(
  work: Iterator<Step, Result>,
  options: SliceOptions<Step>,
  done: (result: Result) => void,
  failed: (error: unknown) => void,
): void {
  const slice = () => {
    if (options.isStale()) return
    const until = options.now() + options.limit
    try {
      for (;;) {
        const step = work.next()
        if (step.done === true) return done(step.value)
        if (options.now() < until) continue
        options.onSlice?.(step.value)
        break
      }
    } catch (error) {
      return failed(error)
    }
    return options.nextTurn(slice)
  }
  slice()
}

/** A turn of the event loop by message: unlike a timer it is not held back to 4 ms. */
export function createTurns(): (callback: () => void) => void {
  const { port1, port2 } = new MessageChannel()
  const waiting: (() => void)[] = []
  port1.addEventListener('message', () => waiting.shift()?.())
  port1.start()
  return (callback) => {
    waiting.push(callback)
    port2.postMessage(undefined)
  }
}
