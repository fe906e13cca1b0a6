// What VMware supported, and how a scenario beyond it is described.
import { describe, expect, it } from 'vitest'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { outOfSupport } from '../../src/report/support.ts'
import { GENERATIONS } from '../../src/engine/generations/list.ts'
import { effectiveBandwidth } from '../../src/engine/network/bandwidth.ts'
import { formatGigabits } from '../../src/text/format.ts'
import { plain } from '../../src/text/sentence.ts'
import { supportLine, supportSentences } from '../../src/text/support.ts'

const SMALL: Partial<Scenario> = {
  'vm.memory': 2,
  'vm.vcpus': 2,
  'workload.workingSet': 1,
  'workload.writers': 1,
}
const scenario = (values: Partial<Scenario>): Scenario => ({
  ...DEFAULT_SCENARIO,
  ...SMALL,
  ...values,
})
const found = (values: Partial<Scenario>) =>
  outOfSupport(scenario(values)).map(({ limit }) => limit)
const words = (values: Partial<Scenario>) => supportSentences(scenario(values)).map(plain)

describe('limits of support', () => {
  it('the default run is within them', () => {
    expect(outOfSupport(DEFAULT_SCENARIO)).toEqual([])
  })

  it('the round trip: 5 ms up to 4.1, 10 ms in 5.x with Enterprise Plus, 150 ms from 6.0 (YB5, DOC601)', () => {
    const slow = { 'network.speed': '1' } as const
    expect(found({ generation: '4.1', ...slow, 'network.rtt': 4 })).toEqual([])
    expect(found({ generation: '4.1', ...slow, 'network.rtt': 5 })).toEqual([])
    expect(found({ generation: '4.1', 'network.rtt': 44 })).toEqual(['round-trip'])
    expect(found({ generation: '5.0', ...slow, 'network.rtt': 10 })).toEqual(['enterprise-plus'])
    expect(found({ generation: '5.1', 'network.rtt': 11 })).toEqual(['round-trip'])
    expect(found({ generation: '6.0', 'network.rtt': 150 })).toEqual(['unpublished-distance'])
    expect(found({ generation: '9.0', 'network.rtt': 151 })).toEqual(['round-trip'])
    expect(words({ generation: '4.1', 'network.rtt': 44 })).toEqual([
      'vSphere 4.1 supports a round trip up to 5 ms; this run, with 44 ms, is outside of what VMware supported.',
    ])
  })

  it('memory and vCPUs; what is unverified is marked', () => {
    const [memory] = outOfSupport(scenario({ generation: '4.1', 'vm.memory': 512 }))
    expect(memory).toMatchObject({
      limit: 'memory',
      value: 512,
      most: 255,
      confidence: 'unverified',
    })
    expect(words({ generation: '4.1', 'vm.memory': 512 })[0]).toContain('unverified')
    expect(found({ generation: '6.7', 'vm.memory': 24576, 'vm.vcpus': 768 })).toEqual([
      'memory',
      'vcpus',
      'trace-install',
    ])
    expect(found({ generation: '7.0U1', 'vm.memory': 24576, 'vm.vcpus': 768 })).toEqual([
      'trace-install',
    ])
    expect(words({ generation: '6.7', 'vm.memory': 24576 })[0]).not.toContain('unverified')
  })

  it.each([
    // The figure is of 1 TiB and 72 vCPUs.
    ['6.7', 1024, 72, 100, false],
    ['6.7', 1025, 72, 100, true],
    ['6.7', 64, 73, 100, true],
    ['6.7', 2048, 72, 50, false],
    // One vCPU installs whatever their number.
    ['7.0U1', 64, 768, 100, false],
    ['7.0U1', 2048, 16, 100, true],
    ['QEMU7.2', 2048, 768, 100, false],
  ] as const)(
    'trace install of %s is extrapolated with %d GiB and %d vCPUs, %d %% in use: %s',
    (generation, memory, vcpus, inUse, said) => {
      const values = { generation, 'vm.memory': memory, 'vm.vcpus': vcpus, 'vm.inUse': inUse }
      expect(found(values).includes('trace-install')).toBe(said)
      if (said) expect(words(values).at(-1)).toContain('extrapolated')
    },
  )

  it('NICs: 16 × 1 GbE or 4 × 10 GbE, and only those with a vmknic count (YB5)', () => {
    const nics = (count: number, speed: '1' | '10' | '25', vmknics = 16) =>
      outOfSupport(
        scenario({ 'network.nics': count, 'network.speed': speed, 'network.vmknics': vmknics }),
      )
    expect(nics(16, '1')).toEqual([])
    expect(nics(4, '10')).toEqual([])
    expect(nics(5, '10')).toMatchObject([
      { limit: 'nics', value: 5, most: 4, confidence: 'published' },
    ])
    expect(nics(5, '25')).toMatchObject([{ limit: 'nics', confidence: 'inferred' }])
    expect(nics(5, '10', 4)).toMatchObject([
      { limit: 'idle-nics', kind: 'note', value: 5, most: 4 },
    ])
    expect(words({ 'network.nics': 4, 'network.vmknics': 1 })).toEqual([
      'A NIC needs a vmknic of its own: the other 3 stay idle.',
    ])
    // One rule for a NIC too many, whichever dial it comes from; 16 of 1 GbE, and a seventeenth has no vmknic left.
    const one = {
      'network.extraNics': 1,
      'network.extraSpeed': '10',
      'network.vmknics': 5,
    } as const
    expect(outOfSupport(scenario({ ...one, 'network.nics': 4 }))).toEqual(nics(5, '10', 5))
    expect(
      words({
        'network.nics': 16,
        'network.speed': '1',
        'network.extraNics': 1,
        'network.vmknics': 16,
      }),
    ).toEqual(['A NIC needs a vmknic of its own: the other one stays idle.'])
    const mixed = {
      'network.nics': 3,
      'network.extraNics': 2,
      'network.extraSpeed': '10',
      'network.vmknics': 5,
    } as const
    expect(found(mixed)).toEqual(['nics'])
    expect(found({ ...mixed, 'network.extraSpeed': '1' })).toEqual([])
    // Four of 10 GbE and a fifth: of the same speed beyond what is published, of 1 GbE beyond what is inferred of both together.
    const four = { 'network.nics': 4, 'network.extraNics': 1, 'network.vmknics': 5 } as const
    expect(words({ ...four, 'network.extraSpeed': '10' })).toEqual([
      'vSphere 7.0 U1 supports up to 4 NICs of 10 GbE or faster for vMotion; this run, with 5, is outside of what VMware supported.',
    ])
    expect(words({ ...four, 'network.extraSpeed': '1' })).toEqual([
      'vSphere 7.0 U1 supports 16 NICs of 1 GbE or 4 of 10 GbE for vMotion; this run, with 5 of both kinds, is outside of what VMware supported.',
    ])
  })

  it('the network: 250 Mb/s for each vMotion from 6.0 on, headers included (DOC601)', () => {
    const slow = { 'network.rtt': 150, 'network.loss': 5 }
    expect(found({ generation: '6.0', ...slow })).toEqual([
      'bandwidth',
      'unpublished-distance',
      'unpublished-loss',
    ])
    expect(words({ generation: '6.0', ...slow })[0]).toMatch(
      /^vSphere 6\.0 requires 250 Mb\/s of network bandwidth for each vMotion; this run, with [\d.]+ Mb\/s, is outside/,
    )
    expect(found({ generation: '5.1', 'network.limit': 10 })).toEqual([])
    // Four at once on 1 GbE have just as much.
    const quarter = { 'network.speed': '1', 'network.otherTraffic': 75 } as const
    expect(found({ generation: '6.0', ...quarter, 'network.mtu': '1500' })).toEqual([])
    expect(found({ generation: '6.0', ...quarter, 'network.otherTraffic': 76 })).toEqual([
      'bandwidth',
    ])
    expect(found({ generation: 'QEMU7.2', 'network.limit': 10 })).toEqual([])
  })

  it('what is not published is said: more than 10 ms within the limits, any loss (YB 2011)', () => {
    expect(found({ generation: '7.0U2', 'network.speed': '1', 'network.rtt': 10 })).toEqual([])
    expect(words({ generation: '7.0U2', 'network.rtt': 100 })).toEqual([
      'What vMotion carries at a round trip of more than 10 ms is not published: 1.06 Gb/s follows from its socket buffers and the rules of TCP.',
    ])
    expect(words({ generation: '7.0U2', 'network.loss': 0.01 })[0]).toContain(
      '0.01 % of the packets',
    )
  })

  it.each([
    // [round trip, speed, whether the buffers and not the link are the limit]
    [0.2, '10', false],
    [2, '10', true],
    [5, '10', true],
    [10, '100', true],
    [2, '1', false],
    [10, '1', false],
    [11, '1', true],
    [150, '10', true],
  ] as const)(
    'the one published rate is 1 GbE at 10 ms: %d ms on %s GbE is unpublished: %s',
    (rtt, speed, said) => {
      const values = {
        generation: '7.0U2',
        'network.rtt': rtt,
        'network.speed': speed,
      } as const
      expect(found(values)).toEqual(said ? ['unpublished-distance'] : [])
      if (said && rtt <= 10)
        expect(words(values)[0]).toMatch(
          new RegExp(
            `^What vMotion carries at a round trip of ${rtt} ms on more than 1 GbE is not`,
          ),
        )
    },
  )

  it('says one rate in one measure: the payload, as the report of the bandwidth does', () => {
    const far = scenario({
      generation: '7.0U1',
      'network.rtt': 150,
      'network.loss': 0.001,
      'network.mtu': '1500',
      'network.congestionControl': 'cubic',
    })
    const { bytesPerSecond } = effectiveBandwidth(far, GENERATIONS['7.0U1'].network)
    const said = supportSentences(far).map(plain).join(' ')
    const rates = said.replace('requires 250 Mb/s', '').match(/[\d.]+ [MG]b\/s/g)
    expect(new Set(rates)).toEqual(new Set([formatGigabits(bytesPerSecond)]))
    expect(rates).toHaveLength(2)
    expect(plain(supportLine(far)!)).toContain(
      `${formatGigabits(bytesPerSecond)} for a vMotion (at least 250 Mb/s)`,
    )
  })

  it('a number stands once where both distance and loss are beyond what is published, in Mb/s below 0.25 Gb/s', () => {
    const far = { generation: '7.0U2', 'network.rtt': 100, 'network.loss': 1 } as const
    const said = words(far).join(' ')
    expect(said.match(/[\d.]+ [MG]b\/s follows/g)).toHaveLength(1)
    expect(said).toMatch(/: \d+(\.\d+)? Mb\/s follows/)
    expect(said).toContain(
      'Nor is it published for a loss of 1 % of the packets; that rate counts it.',
    )
    expect(words({ ...far, 'network.rtt': 0.2 }).join(' ')).toMatch(
      /1 % of the packets are lost is not published: .* follows/,
    )
  })

  it('congestion control: New Reno and CUBIC, from 5.5 on (vSphere API)', () => {
    const control = (generation: Scenario['generation'], chosen: 'reno' | 'cubic' | 'bbr') =>
      found({ generation, 'network.congestionControl': chosen })
    expect(control('6.0', 'cubic')).toEqual([])
    expect(control('5.1', 'reno')).toEqual([])
    expect(control('5.1', 'cubic')).toEqual(['congestion-control'])
    expect(control('9.0', 'bbr')).toEqual(['congestion-control'])
    expect(control('QEMU7.2', 'bbr')).toEqual([])
  })

  it('4.1 has one NIC for vMotion: others are idle, which is a note', () => {
    const [note] = outOfSupport(
      scenario({ generation: '4.1', 'network.nics': 4, 'network.vmknics': 4 }),
    )
    expect(note).toMatchObject({ limit: 'idle-nics', kind: 'note' })
    expect(words({ generation: '4.1', 'network.nics': 2 })).toEqual([
      'vSphere 4.1 moves a VM over one NIC: the other one stays idle.',
    ])
  })

  it('all on one line: limits first, then notes; nothing when all is supported', () => {
    const far = scenario({
      generation: '4.1',
      'vm.memory': 512,
      'network.rtt': 44,
      'network.nics': 2,
    })
    expect(plain(supportLine(far)!)).toBe(
      'Outside of what VMware supported: 512 GiB (up to 255 GiB, unverified), a round trip of 44 ms (up to 5 ms). vSphere 4.1 moves a VM over one NIC: the other one stays idle.',
    )
    expect(supportLine(DEFAULT_SCENARIO)).toBeUndefined()
  })

  it('routed from 6.0 on (V60)', () => {
    expect(found({ generation: '5.1', 'network.routed': 'yes' })).toEqual(['routed'])
    expect(found({ generation: '6.0', 'network.routed': 'yes' })).toEqual([])
  })
})
