/** The page's side of the engine worker. */
import type { RunInput } from '../../engine/scenario/scenario.ts'
import type { EngineReply, EngineRequest } from './messages.ts'
import type { Summary } from '../../report/summary.ts'

export interface EngineListener {
  outcome(runId: number, summary: Summary, milliseconds: number): void
  error(runId: number, message: string): void
}

export interface EngineClient {
  /** Starts a run; every earlier one becomes stale. */
  run(runId: number, input: RunInput): void
}

/** `port` leads to the player and is handed over. */
export function createEngineClient(
  worker: Worker,
  port: MessagePort,
  listener: EngineListener,
): EngineClient {
  const send = (request: EngineRequest, transfer: Transferable[] = []) =>
    worker.postMessage(request, transfer)

  worker.addEventListener('message', (event: MessageEvent<EngineReply>) => {
    const reply = event.data
    switch (reply.kind) {
      case 'ready':
        return undefined
      case 'outcome':
        return listener.outcome(reply.runId, reply.summary, reply.milliseconds)
      case 'run-error':
        return listener.error(reply.runId, reply.message)
    }
  })
  let latest = 0
  worker.addEventListener('error', (event) => listener.error(latest, event.message))
  send({ kind: 'connect' }, [port])
  return {
    run(runId, input) {
      latest = runId
      send({ kind: 'run', runId, input })
    },
  }
}
