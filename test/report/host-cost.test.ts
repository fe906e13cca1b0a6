// What a migration costs the hosts: the published chart, the option defaults, and sums that agree with the run.
import { describe, expect, it } from 'vitest'
import { runToEnd } from '../../src/engine/run.ts'
import type { Scenario } from '../../src/engine/scenario/scenario.ts'
import { PAGE_BYTES, SECOND } from '../../src/engine/units.ts'
import { createRecording } from '../../src/recording/recording.ts'
import { hostCosts, reservedCores } from '../../src/report/host-cost.ts'
import { summarize } from '../../src/report/summarize.ts'
import { inputOf } from '../engine/arbitrary-scenario.ts'

function costsOf(values: Partial<Scenario>) {
  const record = runToEnd(inputOf(values))
  const recording = createRecording(record)
  const times = Array.from({ length: 4001 }, (_, index) => (record.end * index) / 4000)
  const samples = times.map((time) => recording.sampleAt(time))
  const summary = summarize(record)
  const costs = hostCosts(summary, {
    times,
    wireBytesPerSecond: samples.map((sample) => sample.wireBytesPerSecond),
    bytesSent: samples.map((sample) => sample.bytesSent),
    frameBufferSent: samples.map((sample) => sample.frameBufferSent),
  })
  return { summary, costs, record }
}

describe('what it costs the hosts', () => {
  it('is the published chart at 10 Gb/s: 0.37 and 1.29 cores, encrypted 1.13 and 1.60', () => {
    const { costs } = costsOf({ 'network.encryption': 'disabled' })
    const source = Math.max(...costs.at.map((cost) => cost.sourceCores))
    const destination = Math.max(...costs.at.map((cost) => cost.destinationCores))
    expect(costs.encrypted).toBe(false)
    expect(Math.abs(source - 0.37)).toBeLessThan(0.06)
    expect(Math.abs(destination - 1.29)).toBeLessThan(0.06)
    const secret = costsOf({ 'network.encryption': 'required' }).costs
    expect(secret.encrypted).toBe(true)
    expect(Math.abs(Math.max(...secret.at.map((cost) => cost.sourceCores)) - 1.13)).toBeLessThan(
      0.08,
    )
    expect(
      Math.abs(Math.max(...secret.at.map((cost) => cost.destinationCores)) - 1.6),
    ).toBeLessThan(0.08)
  })

  it('reserves one core for 10 GbE and never less than 30 % of one', () => {
    expect(reservedCores(10 * 125e6)).toBe(1)
    expect(reservedCores(125e6)).toBe(0.3)
    expect(reservedCores(100 * 125e6)).toBe(10)
  })

  it('holds all memory in use twice at the end, and gives one copy back', () => {
    const { costs, summary } = costsOf({})
    const most = Math.max(...costs.at.map((cost) => cost.heldTwice))
    expect(most).toBe(summary.totals.pagesInUse * PAGE_BYTES)
    expect(costs.at.at(-1)!.heldTwice).toBe(0)
    expect(costs.at[0]!.heldTwice).toBe(0)
    expect(costs.totals.heldTwiceByteSeconds).toBeGreaterThan(0)
    expect(costs.totals.heldTwiceByteSeconds).toBeLessThan((most * summary.end) / SECOND)
  })

  it('takes from the link what was sent', () => {
    const { costs, summary, record } = costsOf({})
    let bytes = 0
    for (const [index, { linkShare }] of costs.at.entries())
      if (index > 0)
        bytes += ((linkShare * record.end) / 4000 / SECOND) * costs.totals.linkBytesPerSecond
    expect(bytes / summary.totals.bytesSent).toBeCloseTo(1, 1)
  })

  it('is nothing where the migration is refused', () => {
    const { costs } = costsOf({ failure: 'evc-mismatch' })
    expect(costs.totals.sourceCoreSeconds).toBe(0)
    expect(costs.totals.heldTwiceByteSeconds).toBe(0)
  })
})
