/** What an evacuation comes to, in numbers and in words: who left, who stayed and why, and no time for what does not end. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { startRun } from '../../src/engine/run.ts'
import { INITIATORS, type EvacuationRequest } from '../../src/engine/host/evacuation-plan.ts'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import type { Limits } from '../../src/engine/host/admission.ts'
import { GIB, SECOND } from '../../src/engine/units.ts'
import { toEnd } from '../../src/engine/work.ts'
import {
  ALTERNATIVES,
  runAlternative,
  runEvacuation,
  SERIAL,
  type Alternative,
  type EvacuationSummary,
  type EvacuationTotals,
  type Stayed,
  type VmOutcome,
} from '../../src/report/evacuation.ts'
import { prepareEvacuation } from '../../src/report/prepare-evacuation.ts'
import { momentText, rowReadout, VM_COLUMNS, vmCells } from '../../src/text/evacuated-vm.ts'
import { initiatorText } from '../../src/text/evacuation.ts'
import {
  formatBytes,
  formatDuration,
  formatOverMemory,
  formatTimesOver,
} from '../../src/text/format.ts'
import {
  alternativeCells,
  comparisonSentence,
  resultSentence,
  thinShareSentence,
} from '../../src/text/evacuation-result.ts'
import { placeSentence } from '../../src/text/evacuation-stayed.ts'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import { runs } from '../properties.ts'

/** Nothing slows it down on this generation: what it writes decides whether it ever ends. */
const IDLE: Scenario = {
  ...DEFAULT_SCENARIO,
  generation: 'QEMU7.2',
  'vm.memory': 0.25,
  'vm.vcpus': 4,
  'workload.writers': 2,
  'workload.workingSet': 0.25,
  'workload.writeRate': 0,
}
const ENDLESS: Scenario = { ...IDLE, 'workload.writeRate': 20_000 }

const requestOf = (
  guests: readonly Scenario[],
  vms: number,
  limits: EvacuationRequest['limits'] = {},
): EvacuationRequest => ({
  host: guests[0]!,
  guests,
  vms,
  spread: 0,
  seed: 1,
  limits,
  initiator: 'person',
})

const emptied = (request: EvacuationRequest) =>
  toEnd(runEvacuation(request, startRun, prepareEvacuation))

const sumOf = (stayed: Stayed) => Object.values(stayed).reduce((a, b) => a + b, 0)

/** Claims that a host is empty, or compares the times after which it is. */
const CLAIM = /would take|takes about as long|[Ff]ast|host is empty|left in/

describe('an evacuation of VMs that never end', () => {
  const summary = emptied(requestOf([ENDLESS], 2))
  const serial = toEnd(runAlternative(requestOf([ENDLESS], 2), SERIAL, startRun, prepareEvacuation))

  it('leaves none, and says so', () => {
    expect(summary.totals).toMatchObject({
      left: 0,
      emptyAfter: undefined,
      lastLeft: undefined,
      stayed: { 'never-ends': 2 },
    })
    expect(resultSentence(summary)).toBe(
      'No VM has moved: 2 of 2 would copy for ever; the host is not empty.',
    )
    expect(placeSentence([summary.totals.stayed])).toBe(
      'A VM that would copy for ever makes room for the next one as soon as this is recognised. This is the model’s choice.',
    )
  })

  it('has no time after which the host is empty, one after the other neither', () => {
    expect(serial.emptyAfter).toBeUndefined()
    expect(alternativeCells(serial)).toEqual([
      '1',
      'never',
      '–',
      expect.stringMatching(/^\d+ %$/),
      '2 would copy for ever',
    ])
    expect(comparisonSentence(summary, [serial])).toBe(
      'One after the other, not all VMs leave either.',
    )
  })

  it('gives each VM its true outcome, and no time for an end that does not come', () => {
    for (const row of summary.vms) {
      const cells = Object.fromEntries(
        vmCells(row).map((cell, index) => [VM_COLUMNS[index]!, cell]),
      )
      expect(cells).toMatchObject({
        'Ended at': 'never',
        Total: '–',
        Stun: '–',
        Outcome: 'would copy for ever',
      })
      expect(rowReadout(row, summary.limits)).toMatch(
        / in \d+ passes and .* of simulated time, and would copy for ever\.$/,
      )
      expect(momentText(row, row.ended)).toBe('would copy for ever')
    }
  })

  it.each<[outcome: VmOutcome['outcome'], ended: string, moment: string, course: RegExp]>([
    ['failed', '…', 'failed', /: did not wait, then took .*, failed and stayed\.$/],
    ['cancelled', '…', 'was cancelled', / took .*, was cancelled and stayed\.$/],
    [
      'never-ends',
      'never',
      'would copy for ever',
      / of simulated time, and would copy for ever\.$/,
    ],
    [
      'unfinished',
      '–',
      'was still copying at the simulation limit',
      / of simulated time, and was still copying at the simulation limit\.$/,
    ],
  ])('where it is %s, says the same in its row, its sentence and at its end', (...expected) => {
    const [outcome, ended, moment, course] = expected
    const [one] = summary.vms
    const row = { ...one!, result: { ...one!.result, outcome, failure: undefined } }
    const cells = vmCells(row)
    const time = ended === '…' ? formatDuration(row.ended) : ended
    expect(cells[VM_COLUMNS.indexOf('Ended at')]).toBe(time)
    expect(cells[VM_COLUMNS.indexOf('Total')] === '–').toBe(ended !== '…')
    expect(momentText(row, row.ended)).toBe(moment)
    expect(rowReadout(row, summary.limits)).toMatch(course)
  })

  it('gives the place of such a VM to the next one', () => {
    const [first, second] = emptied(requestOf([ENDLESS, IDLE], 2, { host: 1 })).vms
    expect(first!.result.outcome).toBe('never-ends')
    expect(second!.result.outcome).toBe('completed')
    expect(second!.admitted).toBe(first!.ended)
  })
})

describe('a VM with a vGPU', () => {
  const vgpu: Scenario = {
    ...DEFAULT_SCENARIO,
    'vm.memory': 4,
    'workload.workingSet': 1,
    'vm.vgpuMemory': 12,
  }
  const ratio = VM_COLUMNS.indexOf('Sent ÷ memory')

  it.each(['6.7', '9.0'] as const)(
    'says on %s how much of what was sent is frame buffer, and none of it counts as memory',
    (generation) => {
      const [row] = emptied(requestOf([{ ...vgpu, generation }], 1)).vms
      const { bytesSent, frameBufferBytes, timesOver } = row!.result
      expect(frameBufferBytes).toBeGreaterThanOrEqual(12e9)
      const memoryBytes = bytesSent - frameBufferBytes
      expect(timesOver * 4 * GIB).toBeGreaterThan(0.99 * memoryBytes)
      expect(timesOver * 4 * GIB).toBeLessThanOrEqual(memoryBytes)
      const words = ` + ${formatBytes(frameBufferBytes)} frame buffer`
      expect(vmCells(row!)[ratio]).toBe(`${formatTimesOver(timesOver)}${words}`)
      expect(rowReadout(row!, {} as Limits)).toContain(
        `sent ${formatBytes(bytesSent)} (${formatOverMemory(timesOver)}${words})`,
      )
    },
  )

  it('has no word of it without one', () => {
    const [row] = emptied(requestOf([IDLE], 1)).vms
    expect(row!.result.frameBufferBytes).toBe(0)
    expect(`${vmCells(row!).join()} ${rowReadout(row!, {} as Limits)}`).not.toContain(
      'frame buffer',
    )
  })
})

describe('the totals', () => {
  it('count every VM once, and know a time for an empty host only where all left', () => {
    const requests = fc
      .record({
        guests: fc.array(fc.constantFrom(IDLE, ENDLESS), { minLength: 1, maxLength: 2 }),
        vms: fc.integer({ min: 1, max: 4 }),
        host: fc.integer({ min: 1, max: 4 }),
      })
      .map(({ guests, vms, host }) => requestOf(guests, vms, { host }))
    fc.assert(
      fc.property(requests, (request) => {
        const { vms, totals } = emptied(request)
        const left = vms.filter(({ result }) => result.outcome === 'completed')
        expect(totals.left).toBe(left.length)
        expect(totals.left + sumOf(totals.stayed)).toBe(vms.length)
        expect(totals.lastLeft).toBe(
          left.length > 0 ? Math.max(...left.map(({ ended }) => ended)) : undefined,
        )
        expect(totals.emptyAfter).toBe(left.length === vms.length ? totals.end : undefined)
      }),
      runs(8),
    )
  })
})

/** A host of 6 VMs of which so many stayed. */
const sixIdle = emptied(requestOf([IDLE], 6))
function summaryOf(stayed: Stayed, waited: EvacuationTotals['waited'] = {}): EvacuationSummary {
  const one = sixIdle
  const left = 6 - sumOf(stayed)
  const lastLeft = left > 0 ? 60 * SECOND : undefined
  const emptyAfter = left === 6 ? lastLeft : undefined
  const totals = { ...one.totals, end: 90 * SECOND, left, lastLeft, emptyAfter, stayed, waited }
  return { ...one, totals }
}

const alternative = (
  atOnce: number,
  seconds: number | undefined,
  stayed: Stayed = seconds === undefined ? { failed: 1 } : {},
): Alternative => ({
  atOnce,
  emptyAfter: seconds === undefined ? undefined : seconds * SECOND,
  stayed,
  longestStun: SECOND,
  worstSecondGuestSpeed: 1,
})

describe('the sentence of an evacuation', () => {
  it.each<[stayed: Stayed, waited: EvacuationTotals['waited'], sentence: string]>([
    [{}, {}, '6 VMs moved in 60 s; none had to wait.'],
    [{}, { host: 2 }, '6 VMs moved in 60 s; 2 waited for the host limit of 8.'],
    [
      { failed: 1 },
      {},
      '5 of 6 VMs moved in 60 s; none had to wait. 1 of 6 failed; the host is not empty.',
    ],
    [
      { 'never-ends': 3, failed: 1, unfinished: 1 },
      { network: 1 },
      '1 of 6 VMs moved in 60 s; 1 waited for the network limit of 8. 1 of 6 failed, 3 of 6 would copy for ever, 1 of 6 was still copying at the simulation limit; the host is not empty.',
    ],
    [
      { unfinished: 4, cancelled: 2 },
      {},
      'No VM has moved: 2 of 6 were cancelled, 4 of 6 were still copying at the simulation limit; the host is not empty.',
    ],
    [
      { 'never-ends': 6 },
      { generation: 4 },
      'No VM has moved: 6 of 6 would copy for ever; the host is not empty. 4 waited for the limit of 2000 in versions before vSphere 4.1.',
    ],
  ])('%o, waited %o', (stayed, waited, sentence) => {
    const summary = summaryOf(stayed, waited)
    const limits = { ...summary.limits, generation: 2000 }
    expect(resultSentence({ ...summary, limits })).toBe(sentence)
  })

  it.each<[stayed: Stayed, others: Alternative[], sentence: string | undefined]>([
    [{}, [], undefined],
    [{}, [alternative(1, 120)], 'One after the other would take 120 s.'],
    [{}, [alternative(1, 60.1)], 'One after the other takes about as long: 60.1 s.'],
    [
      {},
      [alternative(1, 40)],
      'One after the other would be faster, 40 s: VMs that share the wire take longer and change more memory meanwhile.',
    ],
    [
      {},
      [alternative(1, 120), alternative(2, undefined), alternative(4, 50)],
      'One after the other would take 120 s.',
    ],
    [
      {},
      [
        alternative(1, 120),
        alternative(2, undefined),
        alternative(4, 50),
        alternative(8, 55),
        alternative(16, 51),
      ],
      'One after the other would take 120 s. Fastest is 4 at a time: 50 s.',
    ],
    [{}, [alternative(1, undefined)], 'One after the other, not all VMs leave.'],
    [
      {},
      [alternative(1, undefined, { unfinished: 2 })],
      'One after the other, not all VMs have left when the simulation stops.',
    ],
    [{ failed: 1 }, [alternative(1, undefined)], 'One after the other, not all VMs leave either.'],
    [
      { unfinished: 1 },
      [alternative(1, undefined, { unfinished: 6 })],
      'One after the other, not all VMs have left either when the simulation stops.',
    ],
    [
      { failed: 1 },
      [alternative(1, 120)],
      'One after the other, all VMs leave: the host is empty after 120 s.',
    ],
    [
      { 'never-ends': 6 },
      [alternative(1, undefined), alternative(2, 80), alternative(4, undefined)],
      'With 2 at a time, all VMs leave: the host is empty after 80 s.',
    ],
  ])('compared: %o, %o', (stayed, others, sentence) => {
    expect(comparisonSentence(summaryOf(stayed), others)).toBe(sentence)
  })

  it('claims no empty host and compares no times where none is ever empty', () => {
    const kinds = fc.constantFrom('failed', 'cancelled', 'never-ends', 'unfinished')
    const summary = summaryOf({})
    fc.assert(
      fc.property(kinds, fc.subarray([1, 2, 4, 8, 16]), (kind, atOnce) => {
        const stayed = { [kind]: 6 }
        const totals = { ...summary.totals, stayed, left: 0, lastLeft: undefined }
        const none = { ...summary, totals: { ...totals, emptyAfter: undefined } }
        const others = atOnce.map((most) => alternative(most, undefined, stayed))
        expect(resultSentence(none)).not.toMatch(CLAIM)
        expect(comparisonSentence(none, others) ?? '').not.toMatch(CLAIM)
        for (const other of others)
          expect(alternativeCells(other)[1]).toBe(kind === 'unfinished' ? '–' : 'never')
      }),
      runs(60),
    )
  })

  it('says which number is fastest only once all of them are there', () => {
    const all = ALTERNATIVES.map((atOnce) => alternative(atOnce, 60 / atOnce))
    fc.assert(
      fc.property(fc.subarray(all), (some) => {
        const sentence = comparisonSentence(summaryOf({}), some) ?? ''
        expect(sentence.includes('Fastest is 16 at a time')).toBe(some.length === all.length)
        expect(sentence.includes('Fastest')).toBe(some.length === all.length)
      }),
      runs(32),
    )
  })

  it.each<[stayed: Stayed, empty: string]>([
    [{ failed: 1 }, 'never'],
    [{ cancelled: 2 }, 'never'],
    [{ 'never-ends': 1, failed: 1 }, 'never'],
    [{ unfinished: 1 }, '–'],
    [{ unfinished: 1, 'never-ends': 2 }, '–'],
  ])('where %o stayed, the host is empty after: %s', (stayed, empty) => {
    expect(alternativeCells(alternative(4, undefined, stayed))[1]).toBe(empty)
  })

  it('says whose choice it is that a place is given back, only where one is', () => {
    expect(placeSentence([{}, { failed: 2, cancelled: 1 }])).toBeUndefined()
    expect(placeSentence([{ unfinished: 1 }])).toBe(
      'A VM that is still copying at the simulation limit makes room for the next one then. This is the model’s choice.',
    )
    expect(placeSentence([{ unfinished: 1 }, { 'never-ends': 1 }])).toMatch(
      /recognised\. .* then\. Both are the model’s choice\.$/,
    )
  })
})

describe('another hypervisor', () => {
  const VMWARE = /vCenter|vSphere|VMware|DRS|DPM/

  it('has nothing of VMware’s in what is said of who asks', () => {
    for (const generation of PARAMETERS.generation.options)
      for (const initiator of INITIATORS) {
        const { name, sentence } = initiatorText(initiator, generation)
        const own = GENERATIONS[generation].family === 'vSphere'
        if (!own) expect(`${name} ${sentence}`).not.toMatch(VMWARE)
      }
    expect(initiatorText('maintenance-mode', '7.0U1').sentence).toMatch(VMWARE)
  })

  it('is not held against what VMware supports', () => {
    const thin = (generation: Scenario['generation']) => {
      const summary = summaryOf({})
      const host = { ...summary.request.host, generation }
      const totals = { ...summary.totals, leastShare: 1e6 }
      return thinShareSentence({ ...summary, request: { ...summary.request, host }, totals })
    }
    expect(thin('7.0U1')).toMatch(VMWARE)
    expect(thin('QEMU7.2')).toBeUndefined()
    expect(thin('XEN2005')).toBeUndefined()
  })
})
