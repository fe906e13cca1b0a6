// The options of ESXi by their real names: defaults of each version as dumps of running hosts show them (LAM).
import { describe, expect, it } from 'vitest'
import { ESXI_OPTIONS, optionDefault } from '../../../src/engine/generations/options.ts'
import { PARAMETERS, type ParameterId } from '../../../src/engine/scenario/parameters.ts'

const option = (name: string) => ESXI_OPTIONS.find((candidate) => candidate.name === name)!
const value = (name: string, generation: Parameters<typeof optionDefault>[1]) =>
  optionDefault(option(name), generation)

describe('options of ESXi', () => {
  it('change where the dumps change (LAM)', () => {
    expect(value('Migrate.PreallocLPages', '6.0')).toEqual({ kind: 'value', value: '0' })
    expect(value('Migrate.PreallocLPages', '6.5')).toEqual({ kind: 'value', value: '1' })
    expect(value('Net.TcpipRxDispatchQueues', '8.0')).toEqual({ kind: 'value', value: '2' })
    expect(value('Net.TcpipRxDispatchQueues', '9.0')).toEqual({ kind: 'value', value: '0' })
    expect(value('Migrate.MigrateBitmapEncodingType', '7.0U1')).toEqual({ kind: 'absent' })
    expect(value('Migrate.MigrateBitmapEncodingType', '7.0U2').kind).toBe('value')
    expect(value('Migrate.DisableResumeDuringPageIn', '7.0U1')).toEqual({ kind: 'absent' })
  })

  it('are not claimed for versions that were never read', () => {
    for (const each of ESXI_OPTIONS) expect(optionDefault(each, '5.1')).toEqual({ kind: 'unknown' })
  })

  it('agree with the dials of the same name', () => {
    for (const each of ESXI_OPTIONS) {
      if (!Object.hasOwn(PARAMETERS, each.name)) continue
      const parameter = PARAMETERS[each.name as ParameterId]
      expect(optionDefault(each, '7.0U1'), each.name).toEqual({
        kind: 'value',
        value: String(parameter.default),
      })
    }
  })
})
