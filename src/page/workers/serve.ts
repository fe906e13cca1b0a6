/** In a worker: hands on what the page asks, answers its pings, and lets no failure pass in silence. */
import type { Ping, Pong } from './heartbeat.ts'

/**
 * `receive` gets each request of the page; `job` says what goes on between two messages. An error that nobody catches,
 * a rejected promise and a message that can't be read all reach the page as the worker's `error` event.
 */
export function serve<Request extends { readonly kind: string }>(
  receive: (request: Request, event: MessageEvent<Request>) => void,
  job: () => number | undefined = () => undefined,
): void {
  self.addEventListener('message', (event: MessageEvent<Request | Ping>) => {
    if (event.data.kind !== 'ping')
      return receive(event.data as Request, event as MessageEvent<Request>)
    const pong: Pong = { kind: 'pong', job: job() }
    return self.postMessage(pong)
  })
  self.addEventListener('messageerror', () => reportError(new Error('a message could not be read')))
  self.addEventListener('unhandledrejection', ({ reason }) => reportError(reason))
}
