// The client's progress bar at any moment: it never goes back, it ends where the end says, and it stands still for a reason.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GENERATION_IDS } from '../../src/engine/generations/difference.ts'
import type { RunInput } from '../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../src/engine/units.ts'
import { callsOf } from '../../src/engine/host/calls.ts'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import { createRecording } from '../../src/recording/recording.ts'
import {
  clientAt,
  clientMessage,
  clientProgress,
  clientStretches,
} from '../../src/report/client.ts'
import { summarize } from '../../src/report/summarize.ts'
import { stretchName, stretchText } from '../../src/text/client.ts'
import { inputOf, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

function clientOf(input: RunInput) {
  const record = runOnce(input)
  const summary = summarize(record)
  const recording = createRecording(record)
  return { record, summary, at: (time: number) => clientAt(summary, recording.sampleAt(time)) }
}

describe('the client’s bar', () => {
  it('never goes back, and ends where the run does', () => {
    fc.assert(
      fc.property(
        smallRun('sampled'),
        fc.constantFrom(...GENERATION_IDS),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 20, maxLength: 20 }),
        ({ scenario, ...rest }, generation, shares) => {
          const { summary, at } = clientOf({
            ...rest,
            scenario: { ...scenario, generation, 'vm.vgpuMemory': 0 },
          })
          const phases = summary.phases.flatMap(({ start, end }) => [start, end - 1, end])
          const times = [...shares.map((share) => share * summary.end), ...phases]
          let before = { least: 0, most: 0 }
          for (const time of times.toSorted((a, b) => a - b)) {
            const { progress } = at(time)
            expect(progress.least).toBeGreaterThanOrEqual(before.least)
            expect(progress.most).toBeGreaterThanOrEqual(before.most)
            expect(progress.most).toBeGreaterThanOrEqual(progress.least)
            before = progress
          }
          if (summary.outcome !== 'never-ends' && summary.outcome !== 'unfinished')
            expect(before).toEqual(clientProgress(summary))
        },
      ),
      runs(60),
    )
  })

  it('of the default run rises with pass −1, then all but stands', () => {
    const { summary, at } = clientOf(inputOf({}))
    const first = summary.passes[0]!
    const middle = (first.start + first.end) / 2
    expect(at(SECOND)).toEqual({ progress: { least: 0, most: 9 }, stand: 'checks' })
    expect(at(middle)).toEqual({ progress: { least: 40, most: 40 }, stand: 'first-pass' })
    expect(at(first.end + SECOND).stand).toBe('later-passes')
    expect(at(summary.stun.start + 1).progress).toEqual({ least: 70, most: 72 })
    expect(at(summary.stun.end + 1).stand).toBe('after-resume')
    expect(at(summary.end)).toEqual({ progress: { least: 100, most: 100 }, stand: 'done' })
  })

  it('stands where nothing comes through any more', () => {
    const { at } = clientOf(inputOf({ failure: 'link-cut', 'failure.at': 30 }))
    expect(at(29 * SECOND).stand).toBe('first-pass')
    const stalled = at(35 * SECOND)
    expect(stalled.stand).toBe('nothing-comes-through')
    expect(at(45 * SECOND)).toEqual(stalled)
    expect(at(55 * SECOND)).toEqual({ progress: stalled.progress, stand: 'ended' })
  })

  it.each(
    PARAMETERS.failure.options.flatMap((failure) =>
      [1, 30, 60, 69.1, 69.4].map((seconds) => [failure, seconds] as const),
    ),
  )('follows the calls: %s at %d s', (failure, seconds) => {
    const { record, summary, at } = clientOf(inputOf({ failure, 'failure.at': seconds }))
    const calls = callsOf(record)
    const told = (name: string) => calls.some((call) => call.name === name && !call.missing)
    expect(at(summary.end).stand === 'done').toBe(told('task-done'))
    expect(clientProgress(summary).least === 100).toBe(told('task-done'))
    const down = calls.find(({ effects }) =>
      effects.some((effect) => effect.kind === 'down' && effect.what === 'vcenter'),
    )
    expect(summary.lastHeard?.time).toBe(down?.at)
    if (down === undefined) return
    // It stands where it was, and says why.
    const { progress } = at(down.at)
    for (const share of [0.01, 0.3, 0.7, 1])
      expect(at(down.at + share * (summary.end - down.at))).toEqual({
        progress,
        stand: 'vcenter-down',
      })
    expect(clientProgress(summary)).toEqual(progress)
    expect(clientMessage(summary)).toBeUndefined()
  })

  it('stands at 40 % where vCenter goes down in the middle of pass −1', () => {
    const first = clientOf(inputOf({})).summary.passes[0]!
    const middle = (first.start + first.end) / 2 / SECOND
    const { summary } = clientOf(inputOf({ failure: 'vcenter-down', 'failure.at': middle }))
    expect(summary.outcome).toBe('completed')
    expect(clientProgress(summary)).toEqual({ least: 40, most: 40 })
    expect(clientStretches(summary).map(stretchText)).not.toContain('up to 100 %')
  })

  it('is told phase by phase, later passes as one', () => {
    const { summary } = clientOf(inputOf({}))
    const told = clientStretches(summary).map(
      (stretch) => `${stretchName(stretch)}: ${stretchText(stretch)}`,
    )
    expect(told).toHaveLength(6)
    expect(told).toContain('pass −1: 15 to 65 %')
    expect(told).toContain('passes 0 to 2: 65 to 70 %')
  })
})
