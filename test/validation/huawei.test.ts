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
  for (let pass = 0; pass < 200; pass++) {
    const seconds = bytes / row.bytesPerSecond
    total += seconds
    if (seconds <= (row.limitSeconds ?? Infinity)) return Math.ceil(total)
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

  const speeds = [2, 2.5, 5, 10, 25, 40]
  const limits = [0.125, 0.25, 0.5, 1, 5, undefined]
  const others = speeds.flatMap((speed) => limits.map((limit) => [speed, limit] as const))
  it.each(others)('%s Gb/s, %s s: as re-coded', (speed, limitSeconds) => {
    const row = { ...rows[0]!, bytesPerSecond: (speed * 2 ** 30) / 8, limitSeconds }
    expect(predictHuawei(row).predicted.totalSeconds).toBe(recoded(row))
  })
})
