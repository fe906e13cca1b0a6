// The migration spec, its ID and the checks, against facts 1.3 and 1.6.
import { describe, expect, it } from 'vitest'
import { compatibilityChecks } from '../../../src/engine/host/compatibility.ts'
import { migrationId } from '../../../src/engine/host/migration-id.ts'
import { migrationSpec } from '../../../src/engine/host/migration-spec.ts'
import { VERSION_DATES, since } from '../../../src/engine/host/versions.ts'
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
      const { requestedAt } = VERSION_DATES[generation]
      if (since(generation, '7.0U1'))
        expect(BigInt(decimal) < 2n ** 63n && decimal.length === 19).toBe(true)
      else expect(Math.floor(Number(decimal) / 1e6)).toBe(requestedAt / 1000)
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
