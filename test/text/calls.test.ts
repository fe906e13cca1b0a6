// Every call has a label of at most six words, a lesson of two to four sentences and a source.
import { describe, expect, it } from 'vitest'
import { callsOf } from '../../src/engine/host/calls.ts'
import { CALL_NAMES, type CallName } from '../../src/engine/host/call-table.ts'
import { CALL_TEXTS, callLabel, callText } from '../../src/text/calls.ts'
import { plain } from '../../src/text/sentence.ts'
import { smallRun } from '../engine/host/runs.ts'

const BUSY = { 'workload.writeRate': 400, 'workload.workingSet': 0.5, 'network.limit': 60 } as const
const RUNS = [
  smallRun(),
  smallRun({ ...BUSY, generation: '6.7' }),
  smallRun({ ...BUSY, generation: '6.7', 'Migrate.SdpsEnabled': '0' }),
  smallRun({ 'vm.memory': 8, 'workload.workingSet': 4, 'workload.writeRate': 100 }),
  smallRun({ ...BUSY, generation: '4.1' }),
  smallRun({ generation: '6.7', 'vm.vgpuMemory': 16 }),
  smallRun({ generation: '9.0', 'vm.vgpuMemory': 16 }),
  smallRun({ failure: 'evc-mismatch' }),
  smallRun({ failure: 'attached-device' }),
  smallRun({ failure: 'no-vmotion-network' }),
  smallRun({ failure: 'destination-memory', 'failure.at': 4 }),
  smallRun({ failure: 'destination-cpu', 'failure.at': 4 }),
  smallRun({ failure: 'destination-dies', 'failure.at': 4 }),
  smallRun({ failure: 'destination-dies', 'failure.at': 11.4 }),
  smallRun({ failure: 'no-resume' }),
  smallRun({ failure: 'vcenter-down', 'failure.at': 4 }),
  smallRun({}, 1, [{ kind: 'cancel', at: 4e9 }]),
  smallRun({}, 1, [{ kind: 'power-off-source', at: 4e9 }]),
]

const calls = RUNS.flatMap((run) => callsOf(run).map((call) => ({ call, run })))
const RARE: readonly CallName[] = [
  'changed-file',
  'sdps-check',
  'remote-fault',
  'vm-lost',
  'page-in-done',
  'page-in',
]

describe('the texts of calls', () => {
  it('cover every call, and the runs of this test reach nearly all', () => {
    for (const name of CALL_NAMES) expect(CALL_TEXTS[name].source).not.toBe('')
    const reached = new Set(calls.map(({ call }) => call.name))
    expect(CALL_NAMES.filter((name) => !reached.has(name) && !RARE.includes(name))).toEqual([])
  })

  it('have labels of at most six words', () => {
    for (const { call } of calls) {
      const label = callLabel(call)
      expect(label).toMatch(/\S/)
      expect(label.split(/\s+/).length, label).toBeLessThanOrEqual(6)
    }
  })

  it('have two to four sentences, and one more when the call is missing', () => {
    for (const { call, run } of calls) {
      const text = plain(callText(call, run))
      expect(text).not.toMatch(/NaN|undefined|Infinity/)
      const sentences = text.match(/[.?!”](?=\s|$)/g)?.length ?? 0
      expect(sentences, text).toBeGreaterThanOrEqual(2)
      expect(sentences, text).toBeLessThanOrEqual(call.missing ? 5 : 4)
    }
  })
})
