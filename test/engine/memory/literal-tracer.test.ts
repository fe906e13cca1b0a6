// What a write to a page that is traced, or missing, does and costs (facts 3.3, 3.6).
import { describe, expect, it } from 'vitest'
import { hasBit, setBit } from '../../../src/engine/memory/bitset.ts'
import { countFires } from '../../../src/engine/memory/fire-times.ts'
import { takeFireLog } from '../../../src/engine/memory/fire-log.ts'
import {
  createTracer,
  installTraces,
  retrace,
  trap,
} from '../../../src/engine/memory/literal-tracer.ts'
import { createPageCopies } from '../../../src/engine/memory/page-copies.ts'
import { drain } from '../migration/contexts.ts'

/** A fire costs 3 µs, the first one in a mapping of 512 pages 10 µs more. */
const COSTS = { fireSeconds: 3e-6, splitSeconds: 10e-6, mappingPages: 512 }
const tracerOf = (pages = 2048) => {
  const tracer = createTracer(createPageCopies(pages), COSTS, 2)
  installTraces(tracer)
  return tracer
}

describe('a page fire', () => {
  it('costs a trap, and the split of a mapping that is whole', () => {
    const tracer = tracerOf()
    const costs = [0, 1, 511, 512, 2047].map((page) => trap(tracer, 0, page, 1))
    const [first, later] = [13e-6, 3e-6]
    for (const [index, cost] of [first, later, later, first, first].entries())
      expect(costs[index]).toBeCloseTo(cost, 12)
  })

  it('takes the trace of its page alone, and is logged in microseconds of the pass', () => {
    const tracer = tracerOf()
    tracer.passStart = 2
    trap(tracer, 0, 40, 2.0000015)
    expect([39, 40, 41].map((page) => hasBit(tracer.copies.traced, page))).toEqual([
      true,
      false,
      true,
    ])
    const log = drain(takeFireLog(tracer.log, 9, new Uint32Array(4)))
    expect([...log.chunks[0]!]).toEqual([40, 1])
    expect(countFires(log, 0)).toBe(0)
  })

  it('sleeps in whole quanta; what is short of one stays owed, by vCPU', () => {
    const tracer = tracerOf()
    tracer.broken.fill(1)
    tracer.sleepSeconds = 0.0008
    tracer.quantumSeconds = 0.002
    const slept = [0, 0, 0, 1, 0, 0].map(
      (vcpu, page) => (trap(tracer, vcpu, page, 0) - 3e-6) * 1000,
    )
    // 0.8, 1.6, 2.4 → 2 and 0.4 left; the other vCPU 0.8; 1.2, 2.0 → 2.
    for (const [index, sleep] of [0, 0, 2, 0, 0, 2].entries())
      expect(slept[index]).toBeCloseTo(sleep, 9)
    expect(tracer.debts[1]).toBeCloseTo(0.0008, 12)
  })
})

describe('a remote page fault', () => {
  it('fetches the page, and counts', () => {
    const tracer = tracerOf()
    tracer.fetchSeconds = 0.0006
    setBit(tracer.copies.missing, 70)
    setBit(tracer.copies.stale, 70)
    expect(trap(tracer, 0, 70, 1)).toBe(0.0006)
    const { traced, missing, stale } = tracer.copies
    expect([traced, missing, stale].map((bits) => hasBit(bits, 70))).toEqual([false, false, false])
    expect(hasBit(missing, 71)).toBe(true)
    expect([tracer.faults, tracer.log.count]).toEqual([1, 0])
  })
})

describe('tracing', () => {
  it('nothing is followed before; then all pages are traced and mappings whole', () => {
    const tracer = createTracer(createPageCopies(1025), COSTS, 1)
    expect([tracer.following, tracer.broken.length]).toEqual([false, 3])
    tracer.broken.fill(1)
    tracer.log.count = 5
    installTraces(tracer)
    expect([tracer.following, tracer.log.count]).toEqual([true, 0])
    expect([...tracer.broken]).toEqual([0, 0, 0])
    expect(tracer.copies.traced.every((word) => word === -1)).toBe(true)
  })

  it.each([
    ['dirty pages are to be sent', false, [false, true]],
    ['with what was left over', true, [true, true]],
  ])('anew: %s', (_, keep, expected) => {
    const tracer = tracerOf(64)
    setBit(tracer.copies.toSend, 0)
    trap(tracer, 0, 1, 1)
    retrace(tracer, keep)
    expect([0, 1].map((page) => hasBit(tracer.copies.toSend, page))).toEqual(expected)
    expect(hasBit(tracer.copies.toSend, 2)).toBe(false)
    expect([tracer.copies.traced[0], tracer.log.count]).toEqual([-1, 0])
    // A mapping that was broken up stays so.
    expect(tracer.broken[0]).toBe(1)
  })
})
