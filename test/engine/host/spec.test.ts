// The migration spec, its ID, the checks and the states of the VMX, against facts 1.3, 1.4 and 1.6.
import { describe, expect, it } from 'vitest'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { compatibilityChecks } from '../../../src/engine/host/compatibility.ts'
import { REQUESTED_AT, migrationId } from '../../../src/engine/host/migration-id.ts'
import { migrationSpec } from '../../../src/engine/host/migration-spec.ts'
import { statesOf, vmxNumber, vmxStateName } from '../../../src/engine/host/vmx-states.ts'
import { DEFAULT_SCENARIO } from '../../../src/engine/scenario/scenario.ts'
import { GENERATION_OPTIONS, smallRun } from './runs.ts'

const input = (generation: (typeof GENERATION_OPTIONS)[number], seed = 1) => ({
  scenario: { ...DEFAULT_SCENARIO, generation },
  seed,
})

describe('the migration ID', () => {
  it.each(GENERATION_OPTIONS)(
    'of %s is a time up to 6.x and 63 random bits from 7 on',
    (generation) => {
      const { decimal, hex } = migrationId(input(generation))
      expect(BigInt(`0x${hex}`)).toBe(BigInt(decimal))
      const { year } = GENERATIONS[generation]
      const dated = new Date(REQUESTED_AT[generation]).getUTCFullYear()
      expect(dated - year).toBeGreaterThanOrEqual(0)
      expect(dated - year).toBeLessThanOrEqual(2)
      if (year < 2020)
        expect(Math.floor(Number(decimal) / 1e6)).toBe(REQUESTED_AT[generation] / 1000)
      else expect(BigInt(decimal) < 2n ** 63n && decimal.length === 19).toBe(true)
    },
  )

  it('is another one for another seed, and the same for the same', () => {
    expect(migrationId(input('8.0', 2))).not.toEqual(migrationId(input('8.0', 3)))
    expect(migrationId(input('6.0', 2))).toEqual(migrationId(input('6.0', 2)))
  })
})

describe('the migration spec', () => {
  it('has the fields of each level (facts 1.3)', () => {
    const names = (generation: (typeof GENERATION_OPTIONS)[number], level: string) =>
      migrationSpec(input(generation))
        .filter((field) => field.level === level)
        .map(({ name }) => name)
    expect(names('6.0', 'vi-api')).toEqual([
      'migrationId',
      'srcIp',
      'dstIp',
      'srcUuid',
      'dstUuid',
      'priority',
    ])
    expect(names('8.0', 'vmx')).toEqual([
      'type',
      'srcIp',
      'dstIp',
      'mid',
      'uuid',
      'priority',
      'checksumMemory',
      'maxDowntime',
      'latencyAware',
      'diskOpFile',
      'srcLogIp',
      'dstLogIp',
      'ftPrimaryIp',
      'ftSecondaryIp',
    ])
    expect(names('6.7', 'vmx')).toEqual([])
    expect(names('ESX2', 'vi-api')).toEqual([])
  })
})

describe('the states of the VMX', () => {
  it('have the names and 4.x numbers of KB1010634', () => {
    const listed = (side: 'source' | 'destination') =>
      statesOf(side).map((state) => [
        vmxStateName(side, state),
        vmxNumber('4.1', side, state).number,
      ])
    expect(listed('source')).toEqual([
      ['MIGRATE_VMX_NONE', 0],
      ['MIGRATE_TO_VMX_READY', 1],
      ['MIGRATE_TO_VMX_PRECOPY', 2],
      ['MIGRATE_TO_VMX_CHECKPT', 3],
      ['MIGRATE_TO_VMX_WAIT_HANDSHAKE', 4],
      ['MIGRATE_TO_VMX_FINISHED', 5],
    ])
    expect(listed('destination').slice(1)).toEqual([
      ['MIGRATE_FROM_VMX_INIT', 7],
      ['MIGRATE_FROM_VMX_WAITING', 8],
      ['MIGRATE_FROM_VMX_PRECOPY', 9],
      ['MIGRATE_FROM_VMX_CHECKPT', 10],
      ['MIGRATE_FROM_VMX_FINISHED', 11],
    ])
  })

  it('wait with 5 and finish with 6 from 7 on (KB435078, KB320352)', () => {
    expect(vmxNumber('8.0', 'source', 'WAIT_HANDSHAKE')).toEqual({ number: 5, confidence: 'log' })
    expect(vmxNumber('8.0', 'source', 'FINISHED')).toEqual({ number: 6, confidence: 'log' })
    expect(vmxNumber('8.0', 'source', 'PRECOPY').confidence).toBe('inferred')
    expect(vmxNumber('6.0', 'source', 'PRECOPY').confidence).toBe('inferred')
  })
})

describe('the compatibility checks', () => {
  it.each([
    [{ failure: 'evc-mismatch' }, 'cpu-features', 'FeatureRequirementsNotMet'],
    [{ failure: 'evc-mismatch', generation: '4.1' }, 'cpu-features', 'CpuIncompatible'],
    [{ failure: 'attached-device' }, 'devices', 'DisallowedMigrationDeviceAttached'],
    [{ 'vm.vgpuMemory': 2, generation: '6.5' }, 'vgpu', undefined],
    [{ 'network.encryption': 'required', 'hosts.aesNi': 'no' }, 'encryption', undefined],
  ] as const)('%j is refused by %s', (changes, id, fault) => {
    const refused = compatibilityChecks(smallRun(changes)).filter(
      ({ result }) => result === 'refused',
    )
    expect(refused).toMatchObject([{ id, fault }])
  })

  it('do not see a network that carries nothing', () => {
    const checks = compatibilityChecks(smallRun({ failure: 'no-vmotion-network' }))
    expect(checks.every(({ result }) => result === 'passed')).toBe(true)
  })
})
