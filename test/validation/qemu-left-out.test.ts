// Auto-converge, each scenario predicted with a constant that the other scenarios set.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { LOST, THROTTLED_RUN } from '../../src/engine/migration/auto-converge.ts'
import { MILLISECOND } from '../../src/engine/units.ts'
import { QEMU } from '../../src/validation/qemu.ts'
import {
  LOST_WITHOUT,
  lostByRule,
  lostBySteps,
  scenarioOf,
} from '../../src/validation/qemu-left-out.ts'

const FOLDER = new URL('data/qemu-traces/', import.meta.url)
const rows = QEMU.read(
  readdirSync(FOLDER).map((name) => ({
    path: `qemu-traces/${name}`,
    text: readFileSync(new URL(name, FOLDER), 'utf8'),
  })),
)
const telling = rows.filter((row) => lostBySteps(row).length > 0)
const scenarios = [...new Set(telling.map(scenarioOf))]

describe('what a throttled vCPU loses of each 10 ms', () => {
  it('is what the rule makes of all traces of busy guests', () => {
    expect(scenarios.length).toBeGreaterThanOrEqual(4)
    expect(lostByRule(rows)).toBe(LOST)
    expect(LOST).toBeLessThan(THROTTLED_RUN / 5)
  })

  it.each(scenarios)('without %s it is what the table says', (scenario) => {
    const others = rows.filter((row) => scenarioOf(row) !== scenario)
    expect(LOST_WITHOUT[scenario]).toBeCloseTo(lostByRule(others)!, 3)
  })

  it('is read off the pace before and after a step', () => {
    const row = {
      ...telling[0]!,
      throttle: { initial: 20, increment: 10, most: 99 },
      throttleSteps: [10, 12],
      // 1000 writes a second, then 720, then 630: 9 of 10 ms in both steps.
      counts: [
        { seconds: 0, writes: 0 },
        { seconds: 10, writes: 10_000 },
        { seconds: 12, writes: 11_440 },
        { seconds: 14, writes: 12_700 },
      ],
    }
    for (const lost of lostBySteps(row)) expect(lost).toBeCloseTo(MILLISECOND, 3)
    expect(lostBySteps(row)).toHaveLength(2)
    expect(lostBySteps({ ...row, busy: false })).toEqual([])
    expect(lostByRule([{ ...row, busy: false }])).toBeUndefined()
  })
})

describe('auto-converge on scenarios that its constant has not seen', () => {
  const [beside] = QEMU.beside!
  const errors = rows
    .flatMap((row) => beside!.judge(row) ?? [])
    .filter(({ measured }) => measured.verdict === 'completed')
    .map(({ measured, predicted }) => predicted.totalSeconds! / measured.totalSeconds! - 1)
    .map(Math.abs)
    .sort((a, b) => a - b)

  it('ends within 6 % in the middle and 10 % at worst', () => {
    expect(errors.length).toBeGreaterThanOrEqual(5)
    expect(errors[Math.floor(errors.length / 2)]).toBeLessThan(0.06)
    expect(errors.at(-1)).toBeLessThan(0.1)
  })
})
