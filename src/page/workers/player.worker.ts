// The player's thread: owns the recordings and answers what a moment of one looks like.
import type { PlayerReply, PlayerRequest } from './messages.ts'
import { createRecording } from '../../recording/recording.ts'
import { answer } from './answer.ts'
import type { HandOver } from './hand-over.ts'
import { createRecordingCache, RECORDINGS_BYTES } from './recording-cache.ts'

const recordings = createRecordingCache(RECORDINGS_BYTES)

const reply = (message: PlayerReply, transfer: Transferable[] = []) =>
  self.postMessage(message, transfer)

function receive(event: MessageEvent<HandOver>): void {
  const { runId, record } = event.data
  recordings.add(runId, createRecording(record))
  reply({ kind: 'recorded', runId })
}

self.addEventListener('message', (event: MessageEvent<PlayerRequest>) => {
  const request = event.data
  if (request.kind === 'connect') {
    const engine = event.ports[0]
    engine?.addEventListener('message', receive)
    engine?.start()
    return
  }
  const { reply: message, transfer } = answer(request, recordings.get(request.runId))
  reply(message, transfer)
})
