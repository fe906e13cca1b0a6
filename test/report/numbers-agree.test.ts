// No number comes from two sources: summary, recording, facts and the documents of the command line say the same.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { summaryJson } from '../../src/cli/json.ts'
import { frameBufferSent } from '../../src/engine/memory/frame-buffer-copy.ts'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import { walkTotals } from '../../src/engine/memory/walk-order.ts'
import { walkPosition } from '../../src/engine/memory/walk-position.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { PRESET_IDS, presetScenario } from '../../src/catalogue/presets.ts'
import type { RunInput } from '../../src/engine/scenario/scenario.ts'
import { PAGE_BYTES, SECOND } from '../../src/engine/units.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { totalLost } from '../../src/recording/stop-causes.ts'
import { guestSecondsOf, stopsOf, vcpusOf } from '../../src/recording/vcpu-times.ts'
import { livedUntil } from '../../src/report/lost-seconds.ts'
import { summarize } from '../../src/report/summarize.ts'
import { inputOf, isForced, overrunSeconds, smallRun } from '../engine/arbitrary-scenario.ts'
import { runOnce } from '../engine/run-once.ts'
import { runs } from '../properties.ts'

const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0)

/** Pages and zero pages of a pass that it did not come to. */
function leftOver({ passes }: RunRecord, pass: number): number {
  const { row, walk } = passes.find((table) => table.row.pass === pass)!
  const { pages, zeroPages } = walkTotals(walk)
  return pages - row.pagesSent + (zeroPages - row.pagesZero)
}

/** Of a frame buffer that is through in a run that completes: all of it, and from 9.0 on what changes a second time. */
function frameBufferOf({ input: { scenario }, frameBuffer, failure }: RunRecord): number {
  if (failure !== undefined) return sum(frameBuffer.map((copy) => frameBufferSent(copy, Infinity)))
  const bytes = scenario['vm.vgpuMemory'] * 1e9
  const again = scenario.generation === '9.0' ? (bytes * scenario['vm.vgpuChanging']) / 100 : 0
  return bytes + again
}

/** quiesce + max(checkpoint, last pages) + frame buffer + bitmap + resume. */
function stunOfParts({ stunParts }: Pick<RunRecord, 'stunParts'>): number {
  const length = (name: string) =>
    sum(stunParts.filter(({ part }) => part === name).map(({ start, end }) => end - start))
  const copied = Math.max(length('checkpoint'), length('lastPages'))
  return length('quiesce') + copied + length('frameBuffer') + length('bitmap') + length('resume')
}

function expectAgreement(input: RunInput): void {
  const record = runOnce(input)
  const summary = summarize(record)
  const recording = createRecording(record)
  const json = summaryJson(summary)
  const { passes, totals, stun, stunParts, facts, phases, end } = summary

  // Sent = sum of passes and last pages; the recording ends with the same number of bytes.
  const lastPages = totals.pagesSent - sum(passes.map(({ pagesSent }) => pagesSent))
  expect(lastPages).toBeGreaterThanOrEqual(0)
  // Xen leaves pages over that were about to change: they count among those left when the stun begins.
  const stunned = facts.find((fact) => fact.kind === 'stun-began')
  // Switched over by hand, the rest of the pass is among them, which is a row of its own.
  const forced = isForced(record) ? record.passes.at(-1)?.walk : undefined
  const rest =
    forced === undefined || stunned === undefined
      ? 0
      : walkPosition(forced, forced.end).pagesSent - walkPosition(forced, stunned.at).pagesSent
  if (summary.outcome === 'completed') expect(lastPages + rest).toBe(stunned?.pagesLeft)
  // vMotion's pages travel bare; others add a header to each and put a few bytes there for a zero page.
  const { pageHeaderBytes, zeroPageBytes } = GENERATIONS[input.scenario.generation].copy
  expect(totals.bytesSent).toBe(
    totals.pagesSent * (PAGE_BYTES + pageHeaderBytes) +
      totals.pagesZero * zeroPageBytes +
      totals.frameBufferBytes,
  )
  expect(recording.sampleAt(end).bytesSent).toBe(totals.bytesSent)
  expect(recording.sampleAt(end).frameBufferSent).toBe(totals.frameBufferBytes)
  expect(totals.frameBufferBytes).toBe(frameBufferOf(record))
  expect(
    recording.ask({ kind: 'readout', time: end, firstPage: 0, pages: recording.pages }).timesSent,
  ).toBe(totals.pagesSent)
  expect(totals.pageFires).toBe(sum(passes.map(({ pagesDirtied }) => pagesDirtied)))
  const lastZero = totals.pagesZero - sum(passes.map(({ pagesZero }) => pagesZero))
  expect(lastZero).toBeGreaterThanOrEqual(0)
  if (input.scenario.generation !== 'QEMU7.2') expect(lastZero).toBe(0)

  // Passes are the phases, the facts and the rows at once.
  const walked = phases.filter(({ kind }) => kind === 'pass')
  expect(walked.map(({ pass, start, end: until }) => [pass, start, until])).toEqual(
    passes.map(({ pass, start, end: until }, index) => [
      pass,
      start,
      forced !== undefined && index === passes.length - 1 ? Math.min(until, stunned!.at) : until,
    ]),
  )
  const ended = facts.filter((fact) => fact.kind === 'pass-ended')
  expect(ended.map(({ pass, pagesSent, pagesDirtied }) => [pass, pagesSent, pagesDirtied])).toEqual(
    passes.map(({ pass, pagesSent, pagesDirtied }) => [pass, pagesSent, pagesDirtied]),
  )
  for (const fact of facts) {
    if (fact.kind !== 'convergence-test') continue
    const row = passes.find(({ pass }) => pass === fact.pass)!
    expect(fact).toMatchObject({
      decision: row.decision,
      transmitToDirtyPercent: row.transmitToDirtyPercent,
    })
    // QEMU's pass may leave pages over: what is left is their union with what was dirtied.
    const over = input.scenario.generation === 'QEMU7.2' ? leftOver(record, fact.pass) : 0
    expect(fact.pagesLeft).toBeGreaterThanOrEqual(row.pagesDirtied)
    expect(fact.pagesLeft).toBeLessThanOrEqual(row.pagesDirtied + over)
    expect(fact.secondsToSend).toBe((fact.pagesLeft * PAGE_BYTES) / row.bytesPerSecond)
  }

  // The stun is its phase, its fact, and its parts; phases are the whole.
  const resumed = facts.find((fact) => fact.kind === 'resumed')
  if (resumed?.kind === 'resumed') {
    expect([resumed.at, resumed.stunNanoseconds]).toEqual([stun.end, stun.end - stun.start])
    // On a wire that died the rest of the stun is waiting for it, or all of it.
    if (record.failure === undefined || stunParts.length > 0)
      expect(stunParts[0]!.start).toBe(stun.start)
    const last = Math.max(stun.start, ...stunParts.map((part) => part.end))
    if (record.failure === undefined) {
      expect(last).toBe(stun.end)
      expect(stunOfParts(record)).toBe(stun.end - stun.start)
    }
    if (record.failure !== undefined) expect(last).toBeLessThanOrEqual(stun.end)
  } else {
    // It never came to a stun, or died in it.
    const phase = phases.find(({ kind }) => kind === 'switchover') ?? { start: 0, end: 0 }
    expect(stun).toEqual({ start: phase.start, end: phase.end })
    if (stunned === undefined) expect(stun.end).toBe(0)
    else expect(stun.start).toBe(stunned.at)
  }
  const { total, ...others } = json.seconds
  expect(sum(Object.values(others))).toBeCloseTo(total, 6)
  expect(total * SECOND).toBeCloseTo(end, 0)
  expect(json.stunMilliseconds.quiesce * 1e6).toBeCloseTo(
    sum(stunParts.filter(({ part }) => part === 'quiesce').map((part) => part.end - part.start)),
    0,
  )

  // The worst second is the worst sliding second, the stun included: no sampled second is worse.
  const { worstSecondGuestSpeed, worstSecondStart } = summary.pain
  const times = recording.ask({ kind: 'guestTimes' })
  const writers = Array.from({ length: times.writers }, (_, vcpu) => vcpu)
  const guest = (time: number) =>
    (sum(writers.map((vcpu) => guestSecondsOf(times, vcpu, time))) / writers.length) * SECOND
  const until = livedUntil(summary)
  const length = Math.min(SECOND, until)
  // A VM that is lost at once had no second at all.
  const share = (start: number) =>
    length > 0 ? (guest(start + length) - guest(start)) / length : 1
  expect(share(worstSecondStart)).toBeCloseTo(worstSecondGuestSpeed, 6)
  for (let step = 0; step <= 60; step++) {
    expect(share(((until - length) * step) / 60)).toBeGreaterThanOrEqual(
      worstSecondGuestSpeed - 0.005,
    )
  }
  // So are the worst ten, by which the verdict goes; and what was lost in all is what any vCPU lost most.
  const { behind, slowStretch, worstTenLostSeconds, worstTenStart } = summary.pain
  const window = Math.min(10 * SECOND, until)
  const lostFrom = (start: number) => (window - (guest(start + window) - guest(start))) / SECOND
  expect(lostFrom(worstTenStart)).toBeCloseTo(worstTenLostSeconds, 6)
  for (let step = 0; step <= 60; step++)
    expect(lostFrom(((until - window) * step) / 60)).toBeLessThanOrEqual(worstTenLostSeconds + 0.05)
  const all = Array.from({ length: vcpusOf(times) }, (_, vcpu) =>
    totalLost(stopsOf(times, vcpu, end)),
  )
  expect(behind.most).toBeCloseTo(Math.max(...all), 6)
  expect(behind.least).toBeCloseTo(Math.min(...all), 6)
  expect(worstTenLostSeconds).toBeLessThanOrEqual(behind.most + 1e-6)
  if (slowStretch) {
    const { start, end: last, speed } = slowStretch
    expect((guest(last) - guest(start)) / (last - start)).toBeCloseTo(speed, 6)
  }
  if (stun.end > 0 && stun.end - stun.start <= SECOND)
    expect(worstSecondGuestSpeed).toBeLessThanOrEqual(
      1 - (stun.end - stun.start) / SECOND + overrunSeconds(record) + 1e-9,
    )
}

describe('all numbers agree', () => {
  it.each(PRESET_IDS)('in %s', (id) => expectAgreement({ scenario: presetScenario(id), seed: 1 }))

  it('where the cable is cut for good while pages are paged in', () => {
    const input = inputOf({ 'vm.memory': 0.25, generation: '6.0', 'workload.writeRate': 400 })
    const began = runToEnd(input).facts.find(({ kind }) => kind === 'page-in-began')!
    const cut = { ...input, interventions: [{ kind: 'cut-cable', at: began.at + 2e6 } as const] }
    const record = runToEnd(cut)
    expect(record.failure).toBe('vm-lost')
    expect(walkPosition(record.lastWalk!, record.end).pagesSent).toBeGreaterThan(0)
    expectAgreement(cut)
  })

  it('where the maximum switchover time is up before the rest of a pass that was switched over in', () => {
    const slow = inputOf({
      'vm.memory': 0.125,
      'network.speed': '1',
      'vmotion.maxSwitchoverSeconds': 1,
    })
    const { start } = runToEnd(slow).phases.find(({ kind }) => kind === 'pass')!
    const input = { ...slow, interventions: [{ kind: 'switch-over', at: start } as const] }
    const record = runToEnd(input)
    expect(record.failure).toBe('maximum-switchover-time')
    expect(record.passes.at(-1)!.row.pagesSent).toBeLessThan(record.layout.pagesInUse)
    expectAgreement(input)
  })

  it('wherever the first copy breaks off, non-zero memory is what it is in a run that completes', () => {
    const input = inputOf({
      'vm.memory': 1,
      'vm.inUse': 50,
      'vm.zeroPages': 40,
      'workload.workingSet': 0.1,
    })
    const whole = runToEnd(input)
    const { start, end } = whole.phases.find(({ kind }) => kind === 'pass')!
    const { pagesInUse, pagesZero, pagesNonZero } = summarize(whole).totals
    expect(pagesNonZero).toBe(pagesInUse - pagesZero)
    expect(pagesZero).toBeGreaterThan(0.3 * pagesInUse)
    fc.assert(
      fc.property(fc.integer({ min: start, max: end - 1 }), (at) => {
        const cancelled = summarize(runToEnd({ ...input, interventions: [{ kind: 'cancel', at }] }))
        const { totals } = cancelled
        expect(cancelled.outcome).toBe('cancelled')
        expect(totals.pagesNonZero).toBe(pagesNonZero)
        expect(totals.timesOver).toBe(totals.pagesSent / pagesNonZero)
        expect(totals.timesOver).toBeLessThanOrEqual(1)
      }),
      runs(30),
    )
  })

  it('in any run, of vMotion and of the others', () => {
    fc.assert(fc.property(smallRun('sampled', 'literal'), expectAgreement), runs(40))
  })
})
