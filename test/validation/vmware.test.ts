// Published figures: which rows are read as what, and that the conformance rows conform.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isModelled, type ValidatedCase } from '../../src/validation/case.ts'
import { errorOf } from '../../src/validation/errors.ts'
import { VMWARE } from '../../src/validation/vmware.ts'
import { generationOf } from '../../src/validation/vmware-rows.ts'

const path = 'published-figures.json'
const text = readFileSync(new URL(`data/${path}`, import.meta.url), 'utf8')
const cases = VMWARE.read([{ path, text }]).map(VMWARE.predict).filter(isModelled)

function theCase(id: string): ValidatedCase {
  const found = cases.find((one) => one.id === id)
  if (found === undefined) throw new Error(`There is no case ${id}.`)
  return found
}

describe('published figures of vMotion', () => {
  it('says of the versions without an entry what the one before did', () => {
    expect(generationOf('6.7U1')).toBe('6.7')
    expect(generationOf('5.0-ish')).toBe('5.0')
    expect(generationOf('5.5')).toBe('5.1')
    expect(generationOf('7-8')).toBe('7.0U1')
    expect(generationOf('9.x')).toBe('9.0')
    expect(generationOf('any')).toBe('7.0U1')
    expect(generationOf('<7.0 vs 7.0')).toBeUndefined()
  })

  it('a frame buffer of 16 GB exceeds the maximum switchover time, one of 12 GB does not', () => {
    expect(theCase('vgpu67-12gb').predicted.verdict).toBe('completed')
    expect(theCase('vgpu67-16gb-timeout').predicted.verdict).toBe('failed')
  })

  it('reproduces the worked example exactly', () => {
    const { measured, predicted } = theCase('opvizor-table')
    expect(errorOf('bytes', measured, predicted)?.error).toBe(0)
    expect(Math.abs(errorOf('totalSeconds', measured, predicted)!.error)).toBeLessThan(1e-9)
  })

  it('never calls a figure that set a constant a forecast', () => {
    for (const one of cases)
      if (['vgpu', 'throughput', 'host CPU', 'log lines'].includes(one.part))
        expect(one.evidence, one.id).toBe('fitted')
  })

  it('lists what it cannot run', () => {
    const rows = VMWARE.read([{ path, text }]).map(VMWARE.predict)
    expect(rows.filter((row) => !isModelled(row)).map(({ id }) => id)).toContain('v5-vs-41')
  })
})
