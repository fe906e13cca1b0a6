/** How a call is drawn: data on the wire, something that fails, or an ordinary word between components. */
import type { Call } from '../../../engine/host/call.ts'
import type { CallName } from '../../../engine/host/call-table.ts'

export type Tone = 'data' | 'bad' | 'word'

const BAD = new Set<CallName>([
  'refuse',
  'connection-failed',
  'give-up',
  'task-failed',
  'vm-lost',
  'cancel',
  'source-fails',
  'features-differ',
  'device-found',
  'vcenter-fails',
  'destination-fails',
  'memory-runs-out',
  'cpu-runs-out',
  'wire-fails',
  'resume-fails',
  'no-answer',
  'low-memory',
])

export function toneOf({ name, bytes }: Call): Tone {
  if (BAD.has(name)) return 'bad'
  return bytes === undefined ? 'word' : 'data'
}
