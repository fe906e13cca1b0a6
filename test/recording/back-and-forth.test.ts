/** The law of the time machine: forward to a moment, on to the end, back to it, by way of other futures: the very same state. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import type { Intervention } from '../../src/engine/scenario/intervention.ts'
import { DEFAULT_SCENARIO } from '../../src/engine/scenario/scenario.ts'
import { clampScenario } from '../../src/engine/scenario/validate.ts'
import { HEAT_VALUES } from '../../src/recording/questions/heat.ts'
import { createRecording } from '../../src/recording/recording.ts'
import type { Recording } from '../../src/recording/recording.ts'
import { anyIntervention } from '../engine/arbitrary-intervention.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'
import { anyRun } from './any-run.ts'

/** FNV-1a over words of 32 bits: all that the page can show of a moment. */
function stateHash(recording: Recording, time: number): number {
  let hash = 0x811c9dc5
  const add = (words: Uint32Array | Uint8Array) => {
    for (let i = 0; i < words.length; i++) hash = Math.imul(hash ^ words[i]!, 0x01000193) >>> 0
  }
  const { pages, regionPages } = recording
  const views = [
    { firstPage: 0, pagesPerCell: regionPages, cells: Math.ceil(pages / regionPages) },
    { firstPage: 0, pagesPerCell: 1, cells: pages },
    { firstPage: 0, pagesPerCell: 32, cells: Math.ceil(pages / 32) },
  ]
  for (const view of views) {
    const cells = new Uint32Array(view.cells)
    recording.paintDots(time, view, cells)
    add(cells)
    if (view.pagesPerCell === 1) continue
    for (const value of HEAT_VALUES)
      add(new Uint8Array(recording.ask({ kind: 'heat', time, value, view }).buffer as ArrayBuffer))
  }
  const said = [
    recording.sampleAt(time),
    recording.ask({ kind: 'readout', time, firstPage: 0, pages }),
  ]
  add(new TextEncoder().encode(JSON.stringify(said)))
  return hash
}

const share = fc.double({ min: 0, max: 1, noNaN: true })

describe('there and back', () => {
  it('a moment is the same on the way out, on the way back, and beside another future', () => {
    fc.assert(
      fc.property(
        anyRun,
        fc.array(share, { minLength: 1, maxLength: 2 }),
        anyIntervention,
        share,
        (input, moments, added, at) => {
          const recording = createRecording(runOnce(input))
          const forkAt = Math.round(at * recording.end)
          const other: Intervention[] = [...(input.interventions ?? []), { ...added, at: forkAt }]
          const fork = createRecording(
            runOnce({ ...input, interventions: other.toSorted((a, b) => a.at - b.at) }),
          )
          const times = moments.map((moment) => Math.round(moment * recording.end))
          const out = times.map((time) => stateHash(recording, time))
          const forked = times.map((time) => stateHash(fork, time))
          stateHash(recording, recording.end)
          stateHash(fork, fork.end)
          const back = times.toReversed().map((time) => stateHash(recording, time))
          expect(back.toReversed()).toEqual(out)
          expect(times.map((time) => stateHash(fork, time))).toEqual(forked)
          // In a recording that was asked nothing before, of a run that was run again.
          const again = createRecording(runToEnd(input))
          expect(times.map((time) => stateHash(again, time))).toEqual(out)
        },
      ),
      runs(15),
    )
  })

  it.each(Object.keys(GENERATIONS))(
    'holds in %s with an intervention in the midst',
    (generation) => {
      const { scenario } = clampScenario({
        ...DEFAULT_SCENARIO,
        generation: generation as keyof typeof GENERATIONS,
        'vm.memory': 0.25,
        'workload.workingSet': 0.0625,
        'workload.writeRate': 60,
        'network.speed': '1',
      })
      const { end } = runToEnd({ scenario, seed: 3 })
      const interventions: Intervention[] = [
        { kind: 'set', at: Math.round(end * 0.4), parameter: 'network.otherTraffic', value: 40 },
        { kind: 'set', at: Math.round(end * 0.6), parameter: 'workload.writeRate', value: 20 },
      ]
      const recording = createRecording(runToEnd({ scenario, seed: 3, interventions }))
      const times = [0.2, 0.39, 0.41, 0.7, 0.95].map((each) => Math.round(each * recording.end))
      const out = times.map((time) => stateHash(recording, time))
      stateHash(recording, recording.end)
      expect(times.toReversed().map((time) => stateHash(recording, time))).toEqual(out.toReversed())
      expect(new Set(out).size).toBe(times.length)
    },
  )

  it('two hundred interventions in one run each have their effect, and the run is the same again', () => {
    const { scenario } = clampScenario({
      ...DEFAULT_SCENARIO,
      'vm.memory': 0.25,
      'network.speed': '1',
      'workload.writeRate': 60,
    })
    const { end } = runToEnd({ scenario, seed: 5 })
    const interventions = Array.from({ length: 200 }, (_, index): Intervention => ({
      kind: 'set',
      at: Math.round((end * (index + 1)) / 220),
      parameter: index % 2 === 0 ? 'network.otherTraffic' : 'workload.writeRate',
      value: (index * 7) % 60,
    }))
    const record = runToEnd({ scenario, seed: 5, interventions })
    expect(record.effects).toHaveLength(200)
    expect(runToEnd({ scenario, seed: 5, interventions }).runHash).toBe(record.runHash)
    const recording = createRecording(record)
    const time = Math.round(record.end / 2)
    const out = stateHash(recording, time)
    stateHash(recording, record.end)
    expect(stateHash(recording, time)).toBe(out)
  })
})
