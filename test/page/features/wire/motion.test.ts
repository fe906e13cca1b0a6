/** What moves is a function of the model: blocks of the bytes sent. Backwards is the same picture. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blockBytesFor,
  blockLane,
  blockPosition,
  blocksOnWire,
  BLOCKS_ON_WIRE,
} from '../../../../src/page/features/wire/wire-blocks.ts'
import { GIB, MIB } from '../../../../src/engine/units.ts'

const bytes = fc.double({ min: 0, max: 24 * 1024 * GIB, noNaN: true })

describe('blocks on the wire', () => {
  it('stand for a power of two of bytes that suits the link', () => {
    expect(blockBytesFor(1.15 * GIB)).toBe(64 * MIB)
    expect(Math.log2(blockBytesFor(0))).toBe(12)
    for (const rate of [1e8, 1e9, 1e10]) expect(Math.log2(blockBytesFor(rate)) % 1).toBe(0)
  })

  it('lists every block that is on the wire, and never a negative one', () => {
    fc.assert(
      fc.property(bytes, (sent) => {
        const size = 32 * MIB
        const { first, last } = blocksOnWire(sent, size, { first: 0, last: 0 })
        expect(first).toBeGreaterThanOrEqual(0)
        expect(blockPosition(last + 1, sent, size)).toBeLessThanOrEqual(0)
        if (first > 0) expect(blockPosition(first - 1, sent, size)).toBeGreaterThan(1)
      }),
    )
  })

  it('move ahead by just the bytes sent', () => {
    fc.assert(
      fc.property(
        bytes,
        fc.integer({ min: 0, max: 1e6 }),
        fc.double({ min: 0, max: GIB, noNaN: true }),
        (sent, block, more) => {
          const size = 32 * MIB
          const moved = blockPosition(block, sent + more, size) - blockPosition(block, sent, size)
          expect(moved).toBeCloseTo(more / size / BLOCKS_ON_WIRE, 6)
        },
      ),
    )
  })

  it('use every lane', () => {
    for (const lanes of [1, 2, 5, 8]) {
      const used = new Set(Array.from({ length: 400 }, (_, block) => blockLane(block, lanes)))
      expect(used.size).toBe(lanes)
    }
  })
})
