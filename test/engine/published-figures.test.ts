// Figures that VMware and others published, against the engine. Each tolerance says why it is what it is. Rows marked
// (fit) reproduce what a constant was fitted to: they guard it, they prove nothing.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import { testConvergence } from '../../src/engine/migration/convergence.ts'
import { bitmapBytes, bitmapSeconds } from '../../src/engine/migration/stun.ts'
import { effectiveBandwidth } from '../../src/engine/network/bandwidth.ts'
import { destinationCores, sourceCores } from '../../src/engine/network/cpu-rate.ts'
import { runToEnd } from '../../src/engine/run.ts'
import { presetScenario } from '../../src/catalogue/presets.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { MIB, PAGE_BYTES, PAGES_PER_GIB, SECOND } from '../../src/engine/units.ts'
import { summarize } from '../../src/report/summarize.ts'

interface Row {
  readonly id: string
  readonly role: string
  readonly vm: { readonly memoryGiB?: number; readonly vgpuFrameBufferGB?: number }
  readonly network: {
    readonly throughputGbps?: number
    readonly throughputMBps?: number
    readonly vmknics?: number
  }
  readonly measured: Readonly<Record<string, number | string | readonly number[]>>
}

const FILE = new URL('../validation/data/published-figures.json', import.meta.url)
const ROWS = JSON.parse(readFileSync(FILE, 'utf8')) as readonly Row[]

function row(id: string): Row {
  const found = ROWS.find((candidate) => candidate.id === id)
  if (found === undefined) throw new Error(`There is no row ${id}.`)
  return found
}
function figure(id: string, name: string): number {
  const value = row(id).measured[name]
  if (typeof value !== 'number') throw new Error(`${id} has no number ${name}.`)
  return value
}
function list(id: string, name: string): readonly number[] {
  const value = row(id).measured[name]
  if (!Array.isArray(value)) throw new Error(`${id} has no list ${name}.`)
  return value as readonly number[]
}

const NEAR_IDLE: Partial<Scenario> = {
  'vm.memory': 8,
  'vm.vcpus': 4,
  'workload.writers': 1,
  'workload.workingSet': 0,
  'workload.writeRate': 0,
}
const run = (values: Partial<Scenario>) =>
  summarize(runToEnd({ scenario: { ...DEFAULT_SCENARIO, ...values }, seed: 1 }))
const gigabits = (values: Partial<Scenario>) => {
  const scenario = { ...DEFAULT_SCENARIO, ...values }
  return (
    effectiveBandwidth(scenario, GENERATIONS[scenario.generation].network).bytesPerSecond / 125e6
  )
}
const stunSeconds = ({ stun }: ReturnType<typeof run>) => (stun.end - stun.start) / SECOND
/** From the first page to the resume: what prepare and cleanup take is ours and never compared (facts 8.5a). */
const copySeconds = (summary: ReturnType<typeof run>) =>
  (summary.stun.end - summary.passes[0]!.start) / SECOND
const within = (value: number, target: number, share: number) => {
  expect(value).toBeGreaterThanOrEqual(target * (1 - share))
  expect(value).toBeLessThanOrEqual(target * (1 + share))
}

describe('vGPU on 6.7, Tesla P40, 10 GbE (DOC67GPU; fit)', () => {
  // Published to 0.1 s, residual of the line 0.03 s, and 0.01 s because our VM has four vCPUs: 0.1 s.
  it.each(['vgpu67-1gb', 'vgpu67-2gb', 'vgpu67-4gb', 'vgpu67-8gb', 'vgpu67-10gb', 'vgpu67-12gb'])(
    '%s',
    (id) => {
      const vgpu = row(id).vm.vgpuFrameBufferGB!
      const summary = run({ ...NEAR_IDLE, generation: '6.7', 'vm.vgpuMemory': vgpu })
      expect(summary.outcome).toBe('completed')
      expect(Math.abs(stunSeconds(summary) - figure(id, 'stunMs') / 1000)).toBeLessThan(0.1)
    },
  )

  it.each(['vgpu67-16gb-timeout', 'vgpu67-24gb-timeout'])(
    '%s fails at 100 s and the VM stays',
    (id) => {
      const summary = run({
        ...NEAR_IDLE,
        generation: '6.7',
        'vm.vgpuMemory': row(id).vm.vgpuFrameBufferGB!,
      })
      expect(summary).toMatchObject({ failure: 'maximum-switchover-time', vmRunsOn: 'source' })
      expect(stunSeconds(summary)).toBe(100)
    },
  )
})

describe('bandwidth', () => {
  // Published in whole Gb/s: half of one. The table of the model is these three numbers (fit).
  it.each(['kb323379-40g-1vmk', 'kb323379-40g-2vmk', 'kb323379-40g-3vmk'])(
    '%s: 6.0 on 40 GbE (KB 323379; fit)',
    (id) => {
      const { vmknics = 1 } = row(id).network
      const value = gigabits({
        generation: '6.0',
        'network.speed': '40',
        'network.vmknics': vmknics,
      })
      expect(Math.abs(value - figure(id, 'throughputGbps'))).toBeLessThan(0.5)
    },
  )

  it('helper-cap-15g: one stream helper of 8.0 saturates 15 Gb/s (option default, LAM; fit)', () => {
    const value = gigabits({
      generation: '8.0',
      'network.speed': '100',
      'Migrate.VMotionStreamHelpers': 1,
    })
    expect(value).toBeCloseTo(figure('helper-cap-15g', 'throughputGbps'), 1)
  })

  it('v60-peak-60g: 6.0 exceeds 60 Gb/s over several fast NICs (V60: a lower bound; the NICs are not given)', () => {
    const value = gigabits({
      generation: '6.0',
      'network.speed': '40',
      'network.nics': 4,
      'network.vmknics': 4,
    })
    expect(value).toBeGreaterThan(figure('v60-peak-60g', 'throughputGbps'))
  })

  it('udt-peaks: the vMotion protocol of 8.0 reaches 80 Gb/s (UDT: a peak of unknown hardware, taken as a lower bound)', () => {
    const value = gigabits({ generation: '8.0', 'network.speed': '100' })
    expect(value).toBeGreaterThanOrEqual(figure('udt-peaks', 'vmotionGbps'))
  })
})

describe('CPU of both hosts, 6.5 (ENC; fit)', () => {
  // Straight lines through bars read by eye (±0.05 core): the worst bar, 20 Gb/s encrypted, is 14 % off the line.
  it.each(['enc65-cpu-10g', 'enc65-cpu-20g', 'enc65-cpu-30g', 'enc65-cpu-40g'])('%s', (id) => {
    const rate = row(id).network.throughputGbps!
    within(sourceCores(rate, false), figure(id, 'srcCoresPlain'), 0.15)
    within(sourceCores(rate, true), figure(id, 'srcCoresEncrypted'), 0.15)
    within(destinationCores(rate, false), figure(id, 'dstCoresPlain'), 0.15)
    within(destinationCores(rate, true), figure(id, 'dstCoresEncrypted'), 0.15)
  })
})

describe('whole migrations', () => {
  // The blog gives no set-up: MTU 1500 and 9000 lie on both sides of 57 s, within 3 %.
  it('64gb-57s-10g: 64 GiB over 10 GbE', () => {
    const idle = {
      ...NEAR_IDLE,
      generation: '5.0',
      'vm.memory': row('64gb-57s-10g').vm.memoryGiB!,
    } as const
    const target = figure('64gb-57s-10g', 'durationS')
    const [small, jumbo] = (['1500', '9000'] as const).map((mtu) =>
      copySeconds(run({ ...idle, 'network.mtu': mtu })),
    )
    within(small!, target, 0.03)
    within(jumbo!, target, 0.03)
    expect(jumbo!).toBeLessThan(target)
    expect(small!).toBeGreaterThan(target)
  })

  // "1 GB x 8 / 1 Gb/s": the model adds that a GiB is 7.4 % more than a GB, 6 % of headers, and a stun of 0.13 s.
  it('gb-8s-1g: a gigabyte over 1 GbE, as a lower bound', () => {
    const target = figure('gb-8s-1g', 'durationS')
    const value = copySeconds(
      run({ ...NEAR_IDLE, 'vm.memory': 1, 'network.speed': '1', 'network.mtu': '1500' }),
    )
    expect(value).toBeGreaterThan(target)
    within(value, (target * 1.074) / 0.941 + 0.13, 0.01)
  })

  // Arithmetic, and `fluid` has no chance in it: exact. The author stops at 8 MB, the 0.5 s rule one pass earlier.
  it('opvizor-table: 16, 4 and 1 s, then 0.25 s of last pages (OPV, teaching example)', () => {
    const { passes, facts } = summarize(
      runToEnd({ scenario: presetScenario('worked-example'), seed: 1 }),
    )
    const sizes = list('opvizor-table', 'passMB')
    const times = list('opvizor-table', 'passS')
    expect(passes.map(({ bytesSent }) => Math.round(bytesSent / MIB))).toEqual(sizes.slice(0, 3))
    passes.forEach(({ start, end }, index) =>
      expect((end - start) / SECOND).toBeCloseTo(times[index]!, 3),
    )
    const last = facts.find((fact) => fact.kind === 'stun-part' && fact.part === 'lastPages')
    expect(last).toMatchObject({ bytes: sizes[3]! * MIB, nanoseconds: times[3]! * SECOND })
  })

  // (fit) The early cap of 7 Gb/s per stream was set to it. "About 30 %": five points.
  it('v5-vs-41: 5.0 is about 30 % shorter than 4.1, and more than three times as fast with four NICs (V5PAPER)', () => {
    const quiet = { ...NEAR_IDLE, 'vm.memory': 32 } as const
    const before = copySeconds(run({ ...quiet, generation: '4.1' }))
    const after = copySeconds(run({ ...quiet, generation: '5.0' }))
    expect(
      Math.abs(100 * (1 - after / before) - figure('v5-vs-41', 'durationReductionVs41Pct')),
    ).toBeLessThan(5)
    const four = copySeconds(
      run({ ...quiet, generation: '5.0', 'network.nics': 4, 'network.vmknics': 4 }),
    )
    expect(after / four).toBeGreaterThan(figure('v5-vs-41', 'multiNicSpeedupMoreThan'))
  })
})

describe('log lines: pages left, t2d and the goal (3.1: the reading of t2d is inferred from them)', () => {
  it.each(['log-kb436882', 'log-sexilog-931'])(
    '%s: sent = left × t2d, and what is left is within the goal',
    (id) => {
      const { throughputMBps = 0 } = row(id).network
      const left = figure(id, 'pagesLeft')
      const percent = figure(id, 't2dPct')
      const sent = Math.round((left * percent) / 100)
      // The size that the t2d implies, within rounding of the percentage.
      within(sent / PAGES_PER_GIB, row(id).vm.memoryGiB!, 0.002)
      const result = {
        pass: -1,
        pagesSent: sent,
        pagesZero: 0,
        pagesDirtied: left,
        pagesLeft: left,
        seconds: (sent * PAGE_BYTES) / (throughputMBps * 1e6),
        bytesPerSecond: throughputMBps * 1e6,
      }
      const rule = { stopRule: 'time-goal', fallback: 'sdps' } as const
      const test = testConvergence(DEFAULT_SCENARIO, rule, result, 0)
      expect(Math.round(test.transmitToDirtyPercent!)).toBe(percent)
      expect(test).toMatchObject({ decision: 'switchover', goalSeconds: 0.5 })
      expect(test.secondsToSend).toBeCloseTo((left * PAGE_BYTES) / (throughputMBps * 1e6), 6)
    },
  )

  // The background of 35 pages a second is read off this line. 10 %: what 1296 random pages scatter, three times over.
  // In 6.x the model sends the last pages after the resume; the 53 ms fit a switchover that sends them before, as in 5.1.
  it('log-kb436882: the whole run, one pass and 53 ms from stop to sent (its stamps are edited: 15 %)', () => {
    const id = 'log-kb436882'
    const summary = run({
      ...NEAR_IDLE,
      generation: '5.1',
      'vm.memory': 5,
      'workload.background': 35,
      'network.limit': row(id).network.throughputMBps!,
    })
    expect(summary.passes).toHaveLength(1)
    within(summary.passes[0]!.pagesDirtied, figure(id, 'pagesLeft'), 0.1)
    const lastPages = summary.stunParts.find(({ part }) => part === 'lastPages')!
    within((lastPages.end - summary.stun.start) / 1e6, figure(id, 'stopToSentAllMs'), 0.15)
  })
})

describe('the stun', () => {
  it('stun-100-200: a typical VM of 6.7 stops for 100 to 200 ms (NH19; the fixed parts are calibrated on it)', () => {
    const [least, most] = list('stun-100-200', 'stunMs') as [number, number]
    for (const id of ['idle-web', 'file-server', 'default'] as const) {
      const milliseconds = 1000 * stunSeconds(run({ ...presetScenario(id), generation: '6.7' }))
      expect(milliseconds, id).toBeGreaterThanOrEqual(least)
      expect(milliseconds, id).toBeLessThanOrEqual(most)
    }
  })

  // 100 to 600 ms is what many VMs show; ours are five, so they must lie inside, the monsters not included.
  it('loginsight-2023 and log-downtime: VMs of 5.x, 7 and 8 stop for 100 to 600 ms', () => {
    const [least, most] = list('loginsight-2023', 'stunMsTypical') as [number, number]
    expect(figure('log-downtime', 'stunMs')).toBeLessThan(most)
    const ids = ['default', 'idle-web', 'file-server', 'oltp', 'in-memory-db', 'memtest'] as const
    for (const id of ids) {
      for (const generation of ['5.1', '7.0U1', '8.0'] as const) {
        const milliseconds = 1000 * stunSeconds(run({ ...presetScenario(id), generation }))
        expect(milliseconds, `${id} ${generation}`).toBeGreaterThan(least)
        expect(milliseconds, `${id} ${generation}`).toBeLessThan(most)
      }
    }
  })

  // The share of trace install that stops all vCPUs is calibrated on these (fit); the VMs are not described.
  it('log-precopystun: ordinary VMs stop 20 to 160 ms for their traces, two of them 68 and 80 ms', () => {
    const stopped = (memory: number, vcpus: number) => {
      const values = {
        ...NEAR_IDLE,
        generation: '5.1',
        'vm.memory': memory,
        'vm.vcpus': vcpus,
      } as const
      const fact = run(values).facts.find(({ kind }) => kind === 'trace-install-ended')!
      return fact.kind === 'trace-install-ended' ? fact.stoppedNanoseconds / 1e6 : 0
    }
    const [first, second] = list('log-precopystun', 'precopyStunMs') as [number, number]
    expect(stopped(64, 16)).toBeGreaterThan(first * 0.9)
    expect(stopped(64, 16)).toBeLessThan(second * 1.1)
    const [least, most] = list('loginsight-2023', 'precopyStunMsRange') as [number, number]
    expect(stopped(32, 12)).toBeGreaterThan(least)
    expect(stopped(96, 20)).toBeLessThan(most)
  })

  it('bitmap-24tb: 768 MiB (arithmetic, exact), sent raw in 2 s (MM; fit)', () => {
    const pages = row('bitmap-24tb').vm.memoryGiB! * PAGES_PER_GIB
    expect(bitmapBytes(pages)).toBe(figure('bitmap-24tb', 'bitmapMiB') * MIB)
    expect(bitmapSeconds(pages, 'raw')).toBeCloseTo(figure('bitmap-24tb', 'bitmapSendS'), 6)
    expect(bitmapSeconds(pages, 'compacted')).toBeLessThan(1)
  })
})

describe('failures', () => {
  it('nested-starved: a destination without CPU ends in the network timeout, the VM stays (NEST)', () => {
    expect(String(row('nested-starved').measured['outcome'])).toContain('failed')
    const summary = run({ generation: '9.0', failure: 'destination-cpu', 'failure.at': 20 })
    expect(summary).toMatchObject({ failure: 'connection-lost', vmRunsOn: 'source' })
    // Its send queue stood full: 3 % below the socket buffer of the option.
    within(figure('nested-starved', 'sendQBytes'), DEFAULT_SCENARIO['Migrate.SndBufSize'], 0.03)
  })
})

/** Rows that the engine cannot express, and why. */
const NOT_EXPRESSIBLE: Readonly<Record<string, string>> = {
  'pt2011-evacuate': 'a ratio to Hyper-V 2008 R2, which is not modelled',
  'emc-metro-15-20s': 'an anecdote without the size of the VMs, their writes or the round trip',
  'log-sexilog-460': 'a rate alone: nothing to compare it with',
  'spirent-50-100':
    'recalled by its author without VM or version; below the 100–200 ms that the fixed parts follow (facts 7)',
  'svm-log-16g': 'the lifetime of a mirror on a slow host: Storage vMotion is not modelled',
}

describe('the list of rows', () => {
  it('every row is tested, or it says why not', () => {
    const source = readFileSync(new URL(import.meta.url), 'utf8')
    const [tests = ''] = source.split('const NOT_EXPRESSIBLE')
    for (const { id } of ROWS)
      expect(tests.includes(`'${id}'`), id).toBe(!Object.hasOwn(NOT_EXPRESSIBLE, id))
  })

  it('holds no row that must not be used', () => {
    expect(ROWS.filter(({ role }) => role.startsWith('do-not-use'))).toEqual([])
  })
})
