// Every call has a label of at most six words, a lesson of two to four sentences and a source.
import { describe, expect, it } from 'vitest'
import { callsOf } from '../../src/engine/host/calls.ts'
import { CALL_NAMES, type CallName } from '../../src/engine/host/call-table.ts'
import { CALL_TEXTS, callLabel, callText } from '../../src/text/calls.ts'
import { factText } from '../../src/text/facts.ts'
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

describe('what is said of single calls', () => {
  const textOf = (run: ReturnType<typeof smallRun>, name: CallName) => {
    const call = callsOf(run).find((made) => made.name === name)!
    return { call, sentence: callText(call, run) }
  }

  it.each([
    [30, '30 s'],
    [5, '5 s'],
    // Every look, of which there are ten a second.
    [0, '0.1 s'],
  ])('SDPS looks every Migrate.SdpsDynamicDelaySec = %d', (delay, said) => {
    const run = smallRun({ 'Migrate.SdpsDynamicDelaySec': delay })
    const { text } = CALL_TEXTS['sdps-check']
    const sentence = typeof text === 'string' ? [text] : text(callsOf(run)[0]!, run)
    expect(plain(sentence)).toContain(`Every ${said} (Migrate.SdpsDynamicDelaySec) it looks`)
  })

  it.each([
    ['6.5', 'published'],
    ['7.0U1', 'inferred'],
    ['9.0', 'inferred'],
    ['5.1', 'published'],
  ] as const)('that the last pages go in the stun of %s is %s', (generation, sure) => {
    const run = smallRun({ generation, 'Migrate.SdpsEnabled': '0' })
    const last = callsOf(run).find(({ name }) => name === 'last-pages')
    // In 6.0 to 6.7 they follow after the resume.
    if (last) expect(last.confidence === 'inferred').toBe(sure === 'inferred')
    else expect(generation).toBe('6.5')
    const { sentence } = textOf(run, 'bitmap')
    const none = ': here none, because the last pages went in the stun'
    expect(plain(sentence).includes(none)).toBe(last !== undefined)
    expect(sentence.some((piece) => typeof piece !== 'string' && piece.inferred === none)).toBe(
      sure === 'inferred',
    )
  })

  it('a stop for the traces is told only where there was one', () => {
    const stopped = (generation: '6.7' | '7.0U1') => {
      const { call, sentence } = textOf(smallRun({ generation }), 'traces-installed')
      const fact = call.fact!
      return {
        said: plain(sentence).includes('stood still for'),
        was: fact.kind === 'trace-install-ended' && fact.stoppedNanoseconds > 0,
        listed: plain(factText(fact, generation)).includes('Stopped for it'),
      }
    }
    expect(stopped('6.7')).toEqual({ said: true, was: true, listed: true })
    expect(stopped('7.0U1')).toEqual({ said: false, was: false, listed: false })
  })
})
