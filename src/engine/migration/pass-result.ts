/** What is known of a pass when it has ended: the stop rules and the throttles look at it. */
export interface PassResult {
  readonly pass: number
  readonly pagesSent: number
  /** Zero pages that it saw: they are marked, not sent. */
  readonly pagesZero: number
  readonly pagesDirtied: number
  /** What is to be sent next: the pages dirtied, and those that the pass left over. */
  readonly pagesLeft: number
  readonly seconds: number
  /** What the source believes to send a second. */
  readonly bytesPerSecond: number
}
