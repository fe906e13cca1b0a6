/** Run in a process of its own by `memory-bench.ts`: the most memory that it ever held, Node and compiler included. */
import { runToEnd } from '../../src/engine/run.ts'
import { presetScenario } from '../../src/engine/scenario/presets.ts'
import { createRecording } from '../../src/recording/record.ts'

const record = runToEnd({ scenario: presetScenario(process.argv[2] ?? 'default'), seed: 1 })
const recording = createRecording(record)
const cells = new Uint32Array(131072)
recording.paintDots(
  record.end / 2,
  {
    firstPage: 0,
    pagesPerCell: recording.regionPages,
    cells: recording.pages / recording.regionPages,
  },
  cells,
)
console.log(
  JSON.stringify({ most: process.resourceUsage().maxRSS / 1024, held: recording.bytes / 1048576 }),
)
