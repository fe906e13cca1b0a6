// What a person does at the very edge of a phase leaves the past untouched as well.
import { expect, test } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import type { Intervention } from '../../src/engine/scenario/intervention.ts'
import { DEFAULT_SCENARIO } from '../../src/engine/scenario/scenario.ts'
import { createRecording } from '../../src/recording/record.ts'

const SMALL = { ...DEFAULT_SCENARIO, 'vm.memory': 0.125, 'vm.vcpus': 1, 'workload.writers': 1 }
const run = (interventions: readonly Intervention[]) =>
  runToEnd({ scenario: SMALL, seed: 0, interventions })

/** The run with the last of them agrees with the run without it, up to the moment before. */
function expectSamePast(list: readonly Intervention[]): void {
  const last = list.at(-1)!
  const [before, after] = [run(list.slice(0, -1)), run(list)]
  const past = ({ facts }: typeof before) => facts.filter(({ at }) => at < last.at)
  expect(past(after)).toEqual(past(before))
  const [one, other] = [createRecording(before), createRecording(after)]
  const view = { firstPage: 0, pagesPerCell: 64, cells: Math.ceil(one.pages / 64) }
  for (const back of [1, 2, 1000, 1_000_000]) {
    const at = last.at - back
    expect(other.sampleAt(at)).toEqual(one.sampleAt(at))
    const cells = [one, other].map((recording) => {
      const painted = new Uint32Array(view.cells)
      recording.paintCells(at, view, painted)
      const dots = new Uint32Array(view.cells)
      recording.paintDots(at, view, dots)
      return [painted, dots]
    })
    expect(cells[1]).toEqual(cells[0])
  }
}

const start = (kind: 'pass' | 'trace') => run([]).phases.find((phase) => phase.kind === kind)!.start
const resumed = run([]).phases.find(({ kind }) => kind === 'switchover')!.end

test.each([1, 1000])('the destination loses its power %d ns after the resume', (later) => {
  expectSamePast([{ kind: 'power-off-destination', at: resumed + later }])
})

test('the cable is cut just after the switchover was forced at the start of a pass', () => {
  const at = start('pass')
  expectSamePast([
    { kind: 'switch-over', at },
    { kind: 'cut-cable', at: at + 1 },
  ])
})

test('a cable that was out from the start is in again when the hosts should be connected', () => {
  expectSamePast([
    { kind: 'cut-cable', at: 0 },
    { kind: 'restore-cable', at: start('trace') },
  ])
})

test('the cable is out while the last batch of a pass is acknowledged', () => {
  const pass = run([]).phases.find(({ kind }) => kind === 'pass')!
  const through = pass.end - SMALL['network.rtt'] * 1e6
  const cut: Intervention = { kind: 'cut-cable', at: through }
  for (const restored of [through + 1, pass.end, pass.end + 1, pass.end + 1e9])
    expectSamePast([cut, { kind: 'restore-cable', at: restored }])
  // The acknowledgement comes when the cable is in again.
  const late = run([cut, { kind: 'restore-cable', at: pass.end + 1e9 }])
  expect(late.phases.find(({ kind }) => kind === 'pass')!.end).toBe(pass.end + 1e9)
})
