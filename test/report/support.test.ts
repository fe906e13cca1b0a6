// What VMware supported, and how a scenario beyond it is described.
import { describe, expect, it } from 'vitest'
import { DEFAULT_SCENARIO, type Scenario } from '../../src/engine/scenario/scenario.ts'
import { outOfSupport } from '../../src/report/support.ts'
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
    expect(found({ generation: '4.1', 'network.rtt': 5 })).toEqual([])
    expect(found({ generation: '4.1', 'network.rtt': 44 })).toEqual(['round-trip'])
    expect(found({ generation: '5.0', 'network.rtt': 10 })).toEqual(['enterprise-plus'])
    expect(found({ generation: '5.1', 'network.rtt': 11 })).toEqual(['round-trip'])
    expect(found({ generation: '6.0', 'network.rtt': 150 })).toEqual([])
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
    ])
    expect(found({ generation: '7.0U1', 'vm.memory': 24576, 'vm.vcpus': 768 })).toEqual([])
    expect(words({ generation: '6.7', 'vm.memory': 24576 })[0]).not.toContain('unverified')
  })

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
    expect(nics(5, '10', 4)).toEqual([])
    const mixed = {
      'network.nics': 3,
      'network.extraNics': 2,
      'network.extraSpeed': '10',
      'network.vmknics': 5,
    } as const
    expect(found(mixed)).toEqual(['nics'])
    expect(found({ ...mixed, 'network.extraSpeed': '1' })).toEqual([])
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
