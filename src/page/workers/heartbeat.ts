/** Whether a thread is still at work: the page asks, and a worker answers between two slices. */

/** Page → worker. At most one is on its way. */
export interface Ping {
  readonly kind: 'ping'
}

/** Worker → page. What was asked before the ping has been answered by now, or is lost; `job` goes on. */
export interface Pong {
  readonly kind: 'pong'
  /** What a worker that works in slices has not finished: the number that its request gave it. */
  readonly job: number | undefined
}
