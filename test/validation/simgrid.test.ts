// SimGrid's runs against its rule in the engine: exact where no TCP effects are simulated.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { predictSimgrid } from '../../src/validation/simgrid.ts'
import { readSimgridRows } from '../../src/validation/simgrid-rows.ts'

const path = 'simgrid-rows.json'
const text = readFileSync(new URL(`data/${path}`, import.meta.url), 'utf8')
const rows = readSimgridRows([{ path, text }])

describe('SimGrid', () => {
  it.each(rows.map((row) => [row.id, row] as const))('%s', (_id, row) => {
    const { measured, predicted } = predictSimgrid(row)
    const bound = row.ideal ? 1e-4 : 1e-3
    expect(predicted.verdict).toBe(measured.verdict)
    expect(predicted.passes).toBe(measured.passes)
    expect(Math.abs(predicted.totalSeconds! / measured.totalSeconds! - 1)).toBeLessThan(bound)
    expect(Math.abs(predicted.bytes! / measured.bytes! - 1)).toBeLessThan(bound)
    expect(Math.abs(predicted.downtimeSeconds! - measured.downtimeSeconds!)).toBeLessThan(1e-4)
  })

  it('says "never" of a guest that dirties as fast as the link sends, and comes back', () => {
    for (const dirtyIntensity of [1, 1.2]) {
      const { predicted } = predictSimgrid({ ...rows[0]!, dirtyIntensity, totalSeconds: undefined })
      expect(predicted.verdict).toBe('never')
    }
  })

  it('names the file that holds no rows', () => {
    expect(() => readSimgridRows([{ path: 'z.json', text: '{}' }])).toThrow(/z\.json/)
  })
})
