// Huawei's table is exact: every published cell, and the engine against the method re-coded here for all 48 of its cells.
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { HUAWEI_TABLE, predictHuawei, type HuaweiRow } from '../../src/validation/huawei.ts'

const path = 'huawei-predictions.json'
const text = readFileSync(new URL(`data/${path}`, import.meta.url), 'utf8')
const rows = HUAWEI_TABLE.read([{ path, text }])

/** The method in ten lines: t = bytes ÷ bandwidth until t fits, a page is 4,104 bytes, a zero page 8. */
function recoded(row: HuaweiRow): number | undefined {
  const share = (seconds: number): number => {
    let [beforeSeconds, beforeShare, slope] = [0, 0, 0]
    for (const [at, value] of row.curve) {
      slope = (value - beforeShare) / (at - beforeSeconds)
      if (seconds <= at) break
      ;[beforeSeconds, beforeShare] = [at, value]
    }
    return beforeShare + slope * (seconds - beforeSeconds)
  }
  let bytes = row.pages * ((1 - row.zeroShare) * 4104 + row.zeroShare * 8)
  let total = 0
  for (let pass = 0; pass < 10_000; pass++) {
    const seconds = bytes / row.bytesPerSecond
    total += seconds
    if (seconds <= (row.limitSeconds ?? Infinity)) return Math.ceil(total)
    if (total > 3600) return undefined
    bytes = row.pages * share(seconds) * 4104
  }
  return undefined
}

describe('Huawei’s table', () => {
  it('has the cells and the curve of its file', () => {
    expect(rows).toHaveLength(24)
    expect(rows[0]?.curve).toHaveLength(22)
    expect(rows[0]?.zeroShare).toBeCloseTo(0.6137, 4)
  })

  it.each(rows.map((row) => [row.id, row] as const))('%s', (_, row) => {
    const { measured, predicted } = predictHuawei(row)
    expect(predicted).toEqual(measured)
  })

  // The predictor's own arguments are 100 Mbps, then gigabits: a megabit is 2²⁰ bits, a gigabit 2³⁰.
  const speeds = [0.1, 1, 2, 2.5, 5, 10, 25, 40]
  const limits = [125, 250, 500, 1000, 5000, null]
  const others = speeds.flatMap((gbps) =>
    limits.map((limit) => ({ gbps, stopCondition: `downtime limit ${limit ?? 'None'} ms` })),
  )
  const whole = HUAWEI_TABLE.read([
    { path, text: JSON.stringify({ ...(JSON.parse(text) as object), cells: others }) },
  ])
  it.each(others.map((cell, index) => [cell.gbps, cell.stopCondition, whole[index]!] as const))(
    '%s Gb/s, %s: as re-coded',
    (gbps, _, row) => {
      expect(row.bytesPerSecond).toBe(gbps === 0.1 ? 13_107_200 : gbps * 134_217_728)
      expect(predictHuawei(row).predicted.totalSeconds).toBe(recoded(row))
    },
  )
})
