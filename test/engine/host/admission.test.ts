// The cost table (facts 4.5, 3.5, 2.1) and the queue in front of it.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  ADMISSION_LIMITS,
  admit,
  limitsOf,
  networkLimit,
  type Candidate,
  type Limits,
} from '../../../src/engine/host/admission.ts'
import { maxMinShares } from '../../../src/engine/host/evacuation.ts'

describe('the cost table', () => {
  it.each([
    ['below 1 Gb/s: 2', [0.1], 2],
    ['1 GbE: 4', [1], 4],
    ['several 1 GbE: 4', [1, 1, 1], 4],
    ['10 GbE: 8', [10], 8],
    ['100 GbE: 8', [100], 8],
    ['1 and 10 GbE: the slowest decides', [10, 1], 4],
    ['0.1 and 10 GbE: the slowest decides', [10, 0.1], 2],
    ['10 and 25 GbE, one class: 2 (P2)', [10, 25], 2],
    ['10 and 10 GbE: no mismatch', [10, 10], 8],
  ])('%s', (_, gigabits, most) => {
    expect(networkLimit(gigabits)).toBe(most)
  })

  it('admits two at a time before 4.1, eight from then on over 10 GbE', () => {
    const most = (generation: Parameters<typeof limitsOf>[0]) =>
      admit(
        Array.from({ length: 20 }, (_, vm) => ({ vm, datastore: 0 })),
        [],
        limitsOf(generation, [10]),
      )
    expect(most('ESX2').admitted).toHaveLength(2)
    expect(most('4.0')).toMatchObject({ limit: 'generation' })
    expect(most('4.1').admitted).toHaveLength(8)
    expect(most('9.0')).toMatchObject({ limit: 'network' })
  })

  it('has 8 for the host and 128 for a datastore', () => {
    expect(limitsOf('8.0', [10])).toMatchObject({ host: 8, datastore: 128 })
  })
})

const limit = fc.integer({ min: 1, max: 12 })
const limits: fc.Arbitrary<Limits> = fc.record({
  generation: limit,
  network: limit,
  host: limit,
  datastore: limit,
})
const queueOf = (datastores: readonly number[], first = 0): Candidate[] =>
  datastores.map((datastore, index) => ({ vm: first + index, datastore }))
const datastores = fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 20 })

describe('admission', () => {
  it('never exceeds a limit, keeps the order, and names a limit that is full', () => {
    fc.assert(
      fc.property(datastores, datastores, limits, (waiting, busy, table) => {
        const running = admit(queueOf(busy), [], table).admitted
        const queue = queueOf(waiting, 100)
        const { admitted, waiting: held, limit } = admit(queue, running, table)
        expect([...admitted, ...held]).toEqual(queue)
        const all = [...running, ...admitted]
        expect(all.length).toBeLessThanOrEqual(
          Math.min(table.host, table.network, table.generation),
        )
        for (const datastore of [0, 1, 2, 3]) {
          const there = all.filter((candidate) => candidate.datastore === datastore).length
          expect(there).toBeLessThanOrEqual(table.datastore)
        }
        expect(limit === undefined).toBe(held.length === 0)
        if (limit === undefined) return
        expect(ADMISSION_LIMITS).toContain(limit)
        const same = all.filter(({ datastore }) => datastore === held[0]!.datastore)
        expect(limit === 'datastore' ? same.length : all.length).toBe(table[limit])
      }),
    )
  })
})

describe('max-min shares', () => {
  const caps = fc.array(fc.integer({ min: 1, max: 1e10 }), { minLength: 1, maxLength: 64 })

  it('exceed neither the wire nor a cap, and leave nothing unused that a VM could take', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 2e10 }), caps, (wire, own) => {
        const shares = maxMinShares(wire, own)
        const sum = shares.reduce((a, b) => a + b, 0)
        expect(sum).toBeLessThanOrEqual(wire)
        for (const [index, share] of shares.entries())
          expect(share).toBeLessThanOrEqual(own[index]!)
        const wanted = own.reduce((a, b) => a + b, 0)
        expect(sum).toBeGreaterThanOrEqual(Math.min(wire, wanted) - own.length)
      }),
    )
  })

  it('are fair: who gets less than another is held by its own cap', () => {
    fc.assert(
      fc.property(fc.integer({ min: 64, max: 2e10 }), caps, (wire, own) => {
        const shares = maxMinShares(wire, own)
        const most = Math.max(...shares)
        for (const [index, share] of shares.entries())
          if (share < most - 1) expect(share).toBe(own[index])
      }),
    )
  })
})
