/** What the logs and the calls say of a stun that is cut off: a part is done only where the engine says so. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { StunPartName } from '../../src/engine/facts.ts'
import { handshakeWaitBegin } from '../../src/engine/host/calls-switchover.ts'
import type { CallName } from '../../src/engine/host/call-table.ts'
import { callsOf } from '../../src/engine/host/calls.ts'
import { factOf, factsOf } from '../../src/engine/host/finished-run.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../src/engine/units.ts'
import type { LineKindName } from '../../src/logs/kinds/all.ts'
import { writeLogs } from '../../src/logs/write.ts'
import { callText } from '../../src/text/calls.ts'
import { plain } from '../../src/text/sentence.ts'
import { runs } from '../properties.ts'
import { GENERATION_IDS, smallRun } from './runs.ts'

const PART_OF_LINE: Partial<Record<LineKindName, StunPartName>> = {
  stunned: 'quiesce',
  open: 'quiesce',
  'sent-all': 'lastPages',
  'paged-in': 'lastPages',
  dumper: 'checkpoint',
}
const PART_OF_CALL: Partial<Record<CallName, StunPartName>> = {
  'stop-vcpus': 'quiesce',
  checkpoint: 'checkpoint',
  'last-pages': 'lastPages',
  'frame-buffer': 'frameBuffer',
  bitmap: 'bitmap',
  restore: 'resume',
}
const CLAIMS: readonly (readonly [claim: RegExp, part: StunPartName])[] = [
  [/Sent all modified pages/, 'lastPages'],
  [/last pages went in the stun/, 'lastPages'],
  [/last pages and bitmap are sent/, 'bitmap'],
  [/successfully stunned/, 'quiesce'],
]

const endOf = (run: RunRecord, part: StunPartName) =>
  factsOf(run, 'stun-part').find((fact) => fact.part === part)?.at

/** Each line and each call of a part comes no earlier than its end, and says so only where it has one. */
function check(run: RunRecord): void {
  const pagedIn = factOf(run, 'page-in-ended')?.at
  for (const { kind, at } of writeLogs(run)) {
    const part = PART_OF_LINE[kind]
    if (part === undefined) continue
    const end = endOf(run, part) ?? (part === 'lastPages' ? pagedIn : undefined)
    expect(end, `${kind} at ${at}`).toBeDefined()
    expect(at).toBeGreaterThanOrEqual(Math.round(end!))
  }
  for (const call of callsOf(run)) {
    const text = plain(callText(call, run))
    const own = PART_OF_CALL[call.name]
    if (own !== undefined)
      expect(text.includes('The migration fails before that is done.'), text).toBe(
        endOf(run, own) === undefined,
      )
    for (const [claim, part] of CLAIMS)
      if (claim.test(text)) expect(endOf(run, part), text).toBeDefined()
  }
}

const undisturbed = new Map<string, RunRecord>()
function withoutFailure(changes: Partial<Scenario>): RunRecord {
  const key = JSON.stringify(changes)
  const known = undisturbed.get(key) ?? smallRun(changes)
  undisturbed.set(key, known)
  return known
}

describe('a stun that is cut off', () => {
  it('is told as far as it came: failures, moments and generations', () => {
    const anyRun = fc.record({
      base: fc.record({
        generation: fc.constantFrom(...GENERATION_IDS),
        'workload.writeRate': fc.constantFrom(20, 400),
        'network.speed': fc.constantFrom('1' as const, '10' as const),
        'vm.vgpuMemory': fc.constantFrom(0, 0, 2),
        'vm.deviceState': fc.constantFrom(10, 500),
        'vmotion.maxSwitchoverSeconds': fc.constantFrom(1, 100),
      }),
      failure: fc.constantFrom(
        'none' as const,
        'link-cut' as const,
        'destination-dies' as const,
        'destination-cpu' as const,
        'no-resume' as const,
        'vcenter-down' as const,
      ),
      // The part in which it strikes, and how far on, in percent.
      place: fc.nat({ max: 5 }),
      share: fc.nat({ max: 100 }),
    })
    const cutOff = new Set<StunPartName>()
    fc.assert(
      fc.property(anyRun, ({ base, failure, place, share }) => {
        const { stunParts } = withoutFailure(base)
        const part = stunParts[place % Math.max(1, stunParts.length)]
        if (part === undefined) return
        const at = (part.start + (share / 100) * (part.end - part.start)) / SECOND
        const run = smallRun({ ...base, failure, 'failure.at': at })
        for (const { part } of run.stunParts) if (endOf(run, part) === undefined) cutOff.add(part)
        check(run)
      }),
      runs(150),
    )
    // Runs that leave nothing undone prove nothing.
    expect([...cutOff]).toEqual(expect.arrayContaining(['checkpoint', 'lastPages', 'frameBuffer']))
  })

  it('by a cut has sent neither its last pages nor its checkpoint', () => {
    const changes = {
      generation: '7.0U1',
      'workload.writeRate': 400,
      'vm.deviceState': 500,
    } as const
    const { start } = withoutFailure(changes).stunParts.find(({ part }) => part === 'lastPages')!
    const run = smallRun({ ...changes, failure: 'link-cut', 'failure.at': start / SECOND + 0.005 })
    const kinds = writeLogs(run).map(({ kind }) => kind)
    expect(factOf(run, 'migration-failed')?.reason).toBe('connection-lost')
    expect(kinds).toContain('stunned')
    for (const kind of ['sent-all', 'paged-in', 'dumper'] as const)
      expect(kinds).not.toContain(kind)
  })
})

describe('the wait for the handshake', () => {
  it.each([
    ['6.7', 16, 10, false],
    ['7.0U1', 80, 10, false],
    ['7.0U1', 80, 500, false],
    ['7.0U1', 0, 500, true],
    ['8.0', 0, 500, true],
    ['8.0', 0, 10, true],
  ] as const)(
    '%s with %i GB of frame buffer and %i MB of devices: comes %s',
    (generation, vgpu, devices, comes) => {
      const run = smallRun({
        generation,
        'vm.vgpuMemory': vgpu,
        'vm.deviceState': devices,
        'vmotion.maxSwitchoverSeconds': 1,
      })
      const at = handshakeWaitBegin(run)
      const call = callsOf(run).find(({ name }) => name === 'wait-handshake')
      expect(at !== undefined).toBe(comes)
      expect(call?.at).toBe(at)
      if (at === undefined) return
      for (const part of ['lastPages', 'frameBuffer'] as const)
        if (run.stunParts.some((one) => one.part === part))
          expect(at).toBeGreaterThanOrEqual(endOf(run, part)!)
    },
  )

  it('never begins before the frame buffer and the last pages are sent', () => {
    const anyRun = fc.record({
      generation: fc.constantFrom(...GENERATION_IDS),
      'vm.vgpuMemory': fc.constantFrom(0, 1, 4),
      'vm.deviceState': fc.constantFrom(10, 200, 500),
      'workload.writeRate': fc.constantFrom(20, 400),
      'network.speed': fc.constantFrom('1' as const, '10' as const),
      'vmotion.maxSwitchoverSeconds': fc.constantFrom(1, 2, 100),
    })
    fc.assert(
      fc.property(anyRun, (changes) => {
        const run = smallRun(changes)
        const at = handshakeWaitBegin(run)
        if (at === undefined) return
        for (const part of ['lastPages', 'frameBuffer'] as const)
          if (run.stunParts.some((one) => one.part === part))
            expect(at).toBeGreaterThanOrEqual(endOf(run, part) ?? Infinity)
      }),
      runs(80),
    )
  })
})
