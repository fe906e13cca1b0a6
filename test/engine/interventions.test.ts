// Laws of what a person does in mid-run: the past stays, the rest is a run like any other, in all three models.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { walkPosition } from '../../src/engine/memory/walk-position.ts'
import { runToEnd } from '../../src/engine/run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import type { Intervention } from '../../src/engine/scenario/intervention.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../src/engine/units.ts'
import { createRecording } from '../../src/recording/recording.ts'
import type { Recording } from '../../src/recording/recording.ts'
import type { Sample } from '../../src/recording/sample.ts'
import { runs } from '../properties.ts'
import { everyPage } from '../recording/every-page.ts'
import { intervened } from './arbitrary-intervention.ts'
import { inputOf, runLiteral, smallInput } from './arbitrary-scenario.ts'
import { runOnce } from './run-once.ts'

const anyRun = (...models: readonly Scenario['model'][]) => intervened(smallInput(...models))

const RUNS = 30

/** Everything that can be seen of a moment. */
function stateAt(recording: Recording, at: number): { sample: Sample; pages: string } {
  return { sample: recording.sampleAt(at), pages: everyPage(recording, at) }
}

/** A few moments before `at`, close to it and far from it. */
function momentsBefore(at: number, end: number): number[] {
  const last = Math.min(at - 1, end)
  return [0, 0.3, 0.7, 0.99]
    .map((share) => Math.round(last * share))
    .concat(last)
    .filter((moment) => moment >= 0 && moment < at)
}

describe('what a person does in mid-run', () => {
  test('leaves the past untouched, bit for bit: facts, numbers and every page', () => {
    fc.assert(
      fc.property(anyRun('sampled', 'fluid'), ({ scenario, seed, list }) => {
        const last = list.at(-1)!
        const before = runOnce({ scenario, seed, interventions: list.slice(0, -1) })
        const after = runOnce({ scenario, seed, interventions: list })
        const past = ({ facts }: RunRecord) => facts.filter(({ at }) => at < last.at)
        expect(past(after)).toEqual(past(before))
        const [one, other] = [createRecording(before), createRecording(after)]
        for (const at of momentsBefore(last.at, Math.min(before.end, after.end))) {
          expect(stateAt(other, at)).toEqual(stateAt(one, at))
        }
      }),
      runs(RUNS),
    )
  })

  test('leaves the past of a literal run untouched: facts and every page; its clocks are straight between marks', () => {
    fc.assert(
      fc.property(anyRun('literal'), ({ scenario, seed, list }) => {
        const last = list.at(-1)!
        const before = runOnce({ scenario, seed, interventions: list.slice(0, -1) })
        const after = runOnce({ scenario, seed, interventions: list })
        const past = ({ facts }: RunRecord) => facts.filter(({ at }) => at < last.at)
        expect(past(after)).toEqual(past(before))
        const [one, other] = [createRecording(before), createRecording(after)]
        for (const at of momentsBefore(last.at, Math.min(before.end, after.end))) {
          const [there, here] = [stateAt(one, at), stateAt(other, at)]
          expect(here.pages).toBe(there.pages)
          expect(here.sample.firesInPass).toBe(there.sample.firesInPass)
          expect(here.sample.pagesLeft).toBe(there.sample.pagesLeft)
        }
      }),
      runs(12),
    )
  })

  test('gives a sound run: finite, facts in order, phases without a gap, an effect for each', () => {
    fc.assert(
      fc.property(anyRun('sampled', 'fluid', 'literal'), ({ scenario, seed, list }) => {
        const record = runOnce({ scenario, seed, interventions: list })
        expect(record.effects).toHaveLength(list.length)
        let phaseEnd = 0
        for (const phase of record.phases) {
          expect(phase.start).toBe(phaseEnd)
          expect(phase.end).toBeGreaterThanOrEqual(phase.start)
          phaseEnd = phase.end
        }
        expect(phaseEnd).toBe(record.end)
        expect(Number.isSafeInteger(record.end)).toBe(true)
        for (const [index, { at }] of record.facts.entries()) {
          expect(Number.isSafeInteger(at) && at >= 0 && at <= record.end, String(at)).toBe(true)
          expect(at).toBeGreaterThanOrEqual(record.facts[index - 1]?.at ?? 0)
        }
        for (const { segments } of record.clocks)
          for (const [index, segment] of segments.entries()) {
            expect(segment.start).toBe(segments[index - 1]?.end ?? 0)
            expect(Number.isFinite(segment.guestStart)).toBe(true)
          }
        const recording = createRecording(record)
        for (let share = 0; share <= 1; share += 0.05) {
          const sample = recording.sampleAt(share * record.end)
          for (const value of Object.values(sample))
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
        }
        for (const { row, walk } of record.passes)
          expect(row.pagesSent).toBe(walkPosition(walk, walk.end).pagesSent)
      }),
      runs(RUNS),
    )
  })

  test('is part of what determines a run: the same list, the same hash; none, the hash as ever', () => {
    fc.assert(
      fc.property(anyRun('sampled', 'fluid', 'literal'), ({ list, ...given }) => {
        const plain = runToEnd(given).runHash
        expect(runToEnd({ ...given, interventions: [] }).runHash).toBe(plain)
        const once = runToEnd({ ...given, interventions: list })
        expect(runToEnd({ ...given, interventions: list }).runHash).toBe(once.runHash)
        expect(once.runHash).not.toBe(plain)
      }),
      runs(12),
    )
  })

  test('arrives: after a success the destination has the last version of every page', () => {
    fc.assert(
      fc.property(anyRun('literal'), ({ scenario, seed, list: interventions }) => {
        const { record, model } = runLiteral({ scenario, seed, interventions })
        if (record.failure === undefined) expect(model.verify().staleAtDestination).toBe(0)
      }),
      runs(12),
    )
  })

  test('never lets fires fall, nor a count leave its region, across the moments at which it takes effect', () => {
    fc.assert(
      fc.property(anyRun('sampled'), ({ scenario, seed, list: interventions }) => {
        const record = runOnce({ scenario, seed, interventions })
        const recording = createRecording(record)
        for (const { walk } of record.passes) {
          let fired = 0
          for (let step = 0; step <= 20; step++) {
            const at = walk.start + ((walk.end - walk.start - 1) * step) / 20
            const { firesInPass, time: now } = recording.sampleAt(Math.max(walk.start, at))
            if (now >= walk.end) break
            expect(firesInPass).toBeGreaterThanOrEqual(fired)
            fired = firesInPass
          }
        }
      }),
      runs(RUNS),
    )
  })
})

const BUSY: Partial<Scenario> = {
  'vm.memory': 0.25,
  'vm.vcpus': 4,
  'workload.writers': 4,
  'workload.workingSet': 0.125,
  'workload.writeRate': 60,
  'network.speed': '1',
}
const START = 2.2 * SECOND

describe('the three models', () => {
  const lists: [name: string, list: Intervention[]][] = [
    [
      'a guest that writes faster',
      [{ kind: 'set', at: START + SECOND, parameter: 'workload.writeRate', value: 300 }],
    ],
    [
      'a guest that falls silent',
      [{ kind: 'set', at: START + SECOND, parameter: 'workload.writeRate', value: 0 }],
    ],
    [
      'a slower wire',
      [{ kind: 'set', at: START + SECOND, parameter: 'network.otherTraffic', value: 80 }],
    ],
    [
      'a cable cut for a while',
      [
        { kind: 'cut-cable', at: START + SECOND },
        { kind: 'restore-cable', at: START + 3 * SECOND },
      ],
    ],
    ['a forced switchover', [{ kind: 'switch-over', at: START + SECOND }]],
  ]
  test.each(lists)('agree on average with %s', (_name, interventions) => {
    for (const pattern of ['random', 'hotcold', 'sweep'] as const) {
      const given = { ...BUSY, 'workload.pattern': pattern }
      const dirtied = (model: Scenario['model'], seed: number) =>
        runToEnd({ ...inputOf({ ...given, model }, seed), interventions }).passes[0]!.row
          .pagesDirtied
      const mean = (model: Scenario['model']) =>
        [1, 2, 3, 4, 5].reduce((sum, seed) => sum + dirtied(model, seed), 0) / 5
      const fluid = dirtied('fluid', 1)
      expect(Math.abs(mean('sampled') / fluid - 1)).toBeLessThan(0.01)
      expect(Math.abs(mean('literal') / fluid - 1)).toBeLessThan(0.02)
    }
  })
})
