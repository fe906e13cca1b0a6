// The engine's thread: runs the latest scenario in slices, posts the outcome, hands the record to the player.
import type { CreateLiteralModel } from '../../engine/memory/literal-model.ts'
import { OTHER_COPIERS } from '../../engine/migration/other-copiers.ts'
import { startRunWith } from '../../engine/run-with.ts'
import { transferables } from '../../engine/run-record.ts'
import type { EngineReply, EngineRequest } from './messages.ts'
import { summarize } from '../../report/summarize.ts'
import type { HandOver } from './hand-over.ts'
import { createTurns, runInSlices } from './slices.ts'

const SLICE_MILLISECONDS = 8

const nextTurn = createTurns()
let player: MessagePort | undefined
let latest = 0

const reply = (message: EngineReply) => self.postMessage(message)

/** Executing every write is asked for seldom: its code comes when it is. */
async function literalModel(): Promise<CreateLiteralModel> {
  return (await import('../../engine/memory/literal-model.ts')).createLiteralModel
}

async function run(request: Extract<EngineRequest, { kind: 'run' }>): Promise<void> {
  const { runId, input } = request
  latest += 1
  const job = latest
  const began = performance.now()
  const failed = (error: unknown) => {
    const message = error instanceof Error ? error.message : String(error)
    reply({ kind: 'run-error', runId, message })
  }
  const options = {
    limit: SLICE_MILLISECONDS,
    now: () => performance.now(),
    nextTurn,
    isStale: () => job !== latest,
  }
  const literal = input.scenario.model === 'literal' ? await literalModel() : undefined
  if (job !== latest) return
  runInSlices(
    startRunWith({ literal, others: OTHER_COPIERS }, input),
    options,
    (record) => {
      const summary = summarize(record)
      reply({ kind: 'outcome', runId, summary, milliseconds: performance.now() - began })
      const parcel: HandOver = { runId, record }
      player?.postMessage(parcel, transferables(record))
    },
    failed,
  )
}

self.addEventListener('message', (event: MessageEvent<EngineRequest>) => {
  const request = event.data
  switch (request.kind) {
    case 'connect':
      player = event.ports[0]
      return reply({ kind: 'ready' })
    case 'run':
      run(request).catch((error: unknown) => {
        reply({ kind: 'run-error', runId: request.runId, message: String(error) })
      })
  }
})
