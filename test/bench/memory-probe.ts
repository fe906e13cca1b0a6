/** Run in a process of its own by `memory-bench.ts`: the most memory that it ever held, Node included. */
import { readFileSync } from 'node:fs'
import { runToEnd } from '../../src/engine/run.ts'
import { isPreset, presetScenario } from '../../src/catalogue/presets.ts'
import { HISTORY_BYTES } from '../../src/recording/page-history.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { createRecordingCache, RECORDINGS_BYTES } from '../../src/page/workers/recording-cache.ts'

const [preset = 'default', forks = '0'] = process.argv.slice(2)
if (!isPreset(preset)) throw new Error(`Unknown preset ${preset}`)
const input = { scenario: presetScenario(preset), seed: 1 }
const cache = createRecordingCache(RECORDINGS_BYTES)
const cells = new Uint32Array(131072)
let end = Infinity
for (let fork = 0; fork <= Number(forks); fork++) {
  const at = Math.round((end * fork) / (Number(forks) + 1))
  const what = { kind: 'set', at, parameter: 'network.otherTraffic', value: 20 } as const
  const record = runToEnd(fork === 0 ? input : { ...input, interventions: [what] })
  if (fork === 0) end = record.end
  const recording = createRecording(record)
  cache.add(fork, recording)
  recording.paintDots(
    record.end / 2,
    {
      firstPage: 0,
      pagesPerCell: recording.regionPages,
      cells: recording.pages / recording.regionPages,
    },
    cells,
  )
}

/** In MiB. What the kernel reports of a child (`maxRSS`) begins with what its parent held; its own peak stands in its status. */
function peak(): number {
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8')) ?? []
  if (kibibytes === undefined)
    throw new Error('/proc/self/status has no VmHWM: memory is measured on Linux')
  return Number(kibibytes) / 1024
}

console.log(
  JSON.stringify({
    most: peak(),
    held: (cache.bytes + HISTORY_BYTES) / 2 ** 20,
  }),
)
