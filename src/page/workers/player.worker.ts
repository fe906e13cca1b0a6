// The player's thread: owns the recordings and answers what a moment of one looks like.
import type { PlayerReply, PlayerRequest } from './messages.ts'
import { createRecording } from '../../recording/recording.ts'
import { answer } from './answer.ts'
import type { HandOver } from './hand-over.ts'
import { createRecordingCache, RECORDINGS_BYTES } from './recording-cache.ts'
import { serve } from './serve.ts'

const recordings = createRecordingCache(RECORDINGS_BYTES)

const reply = (message: PlayerReply, transfer: Transferable[] = []) =>
  self.postMessage(message, transfer)

function receive(event: MessageEvent<HandOver>): void {
  const { runId, record } = event.data
  recordings.add(runId, createRecording(record))
  reply({ kind: 'recorded', runId })
}

/** What the engine sends can be received until its end of the channel is replaced. */
let engine: MessagePort | undefined

serve<PlayerRequest>((request, { ports }) => {
  if (request.kind === 'connect') {
    engine?.close()
    engine = ports[0]
    engine?.addEventListener('message', receive)
    engine?.addEventListener('messageerror', () =>
      reportError(new Error('a recording could not be read')),
    )
    engine?.start()
    return
  }
  const { reply: message, transfer } = answer(request, recordings.get(request.runId))
  reply(message, transfer)
})
