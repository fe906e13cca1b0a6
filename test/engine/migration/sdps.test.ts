// The controller of SDPS as facts 8.4 has it: step by step by hand, and as laws.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_SLEEP_SECONDS,
  MIN_SLEEP_SECONDS,
  sleepQuantumSeconds,
} from '../../../src/engine/guest/sleep-quantum.ts'
import { createSdps, nextLook } from '../../../src/engine/migration/sdps.ts'
import { MS, S } from './contexts.ts'

const PAYLOAD = 1_237_500_000

describe('the controller', () => {
  it('wants payload ÷ (5 × 4 KiB) fires a second and sleeps n ÷ wanted − n ÷ fires at each', () => {
    const sdps = createSdps(PAYLOAD, 500, 8)
    const wanted = PAYLOAD / (5 * 4096)
    expect(sdps.wantedFiresPerSecond).toBeCloseTo(wanted, 6)
    sdps.engage()
    sdps.observe(20000, 0.1)
    expect(sdps.sleepSeconds).toBeCloseTo(8 / wanted - 8 / 200000, 12)
  })

  it('leaves a guest alone that fires less than it wants', () => {
    const sdps = createSdps(PAYLOAD, 500, 8)
    sdps.engage()
    expect(sdps.observe(100, 0.1)).toBe(false)
    expect(sdps.sleepSeconds).toBe(0)
  })

  it('finds the sleep at once: with it, the guest fires what is wanted', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 64 }),
        fc.double({ min: 1.01, max: 50, noNaN: true }),
        (writers, times) => {
          const sdps = createSdps(PAYLOAD, 500, writers)
          const { wantedFiresPerSecond: wanted } = sdps
          sdps.engage()
          // Without sleep a vCPU fires every n ÷ fires seconds; the sleep comes on top.
          const gap = writers / (wanted * times)
          sdps.observe(wanted * times * 0.1, 0.1)
          expect(writers / (gap + sdps.sleepSeconds)).toBeCloseTo(wanted, 3)
        },
      ),
    )
  })

  it('may only fall once it has bitten, until a pass asks for more: no chatter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 40000 }), { minLength: 2, maxLength: 40 }),
        (windows) => {
          const sdps = createSdps(PAYLOAD, 500, 8)
          sdps.engage()
          sdps.observe(30000, 0.1)
          let before = sdps.sleepSeconds
          expect(before).toBeGreaterThan(0)
          for (const fires of windows) {
            sdps.observe(fires, 0.1)
            expect(sdps.sleepSeconds).toBeLessThanOrEqual(before)
            expect(sdps.sleepSeconds).toBeGreaterThanOrEqual(0)
            before = sdps.sleepSeconds
          }
        },
      ),
    )
  })

  it('begins a new pass with what the last one needed, though its fires had faded by then', () => {
    const sdps = createSdps(PAYLOAD, 500, 8)
    sdps.engage()
    sdps.observe(30000, 0.1)
    const needed = sdps.sleepSeconds
    // With the sleep four fifths of what is wanted still fire.
    sdps.observe(sdps.wantedFiresPerSecond * 0.08, 0.1)
    expect(sdps.sleepSeconds).toBeLessThan(needed)
    expect(sdps.sleepSeconds).toBeGreaterThan(0)
    sdps.engage()
    expect(sdps.sleepSeconds).toBe(needed)
  })

  it('is not talked out of the sleep by a window in which the guest rests: the next burst meets it', () => {
    const sdps = createSdps(PAYLOAD, 500, 8)
    sdps.engage()
    sdps.observe(30000, 0.1)
    const needed = sdps.sleepSeconds
    for (const fires of [0, 1, 0]) expect(sdps.observe(fires, 0.1)).toBe(false)
    expect(sdps.sleepSeconds).toBe(needed)
  })

  it('pays in quanta of 0.5 to 3 ms', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (sleep) => {
        const quantum = sleepQuantumSeconds(sleep)
        expect(quantum).toBeGreaterThanOrEqual(MIN_SLEEP_SECONDS)
        expect(quantum).toBeLessThanOrEqual(MAX_SLEEP_SECONDS)
      }),
    )
    expect([MIN_SLEEP_SECONDS, MAX_SLEEP_SECONDS]).toEqual([0.0005, 0.003])
  })
})

describe('step by step', () => {
  /** 1,000 fires a second wanted: 20,480,000 B/s ÷ (5 × 4,096 B). Four writers. */
  const PAYLOAD_OF_1000 = 20_480_000
  const ENGAGE = 'engage'
  const wire = (bytesPerSecond: number) => ({ follow: bytesPerSecond })

  // A number is fires in a window of 100 ms; after each step the sleep in ms: s + 4 ÷ wanted − 4 ÷ fires a second.
  it.each([
    ['is not at work before it is engaged', [200, 400], [0, 0]],
    // 4 ms − 4 ÷ 2000 s.
    ['takes the sleep that is needed', [ENGAGE, 200], [0, 2]],
    ['leaves alone who fires what is wanted', [ENGAGE, 100], [0, 0]],
    ['and who fires less', [ENGAGE, 50], [0, 0]],
    ['keeps the sleep with which what is wanted fires', [ENGAGE, 200, 100], [0, 2, 2]],
    // 2 + 4 − 4 ÷ 800 s.
    ['falls as fires fade', [ENGAGE, 200, 80], [0, 2, 1]],
    ['rises no more once it has bitten', [ENGAGE, 200, 400], [0, 2, 2]],
    // Exactly what is wanted is no bite: the next window may still raise it: 2 + 4 − 2.
    ['rises until it has bitten', [ENGAGE, 200, ENGAGE, 100, 200], [0, 2, 2, 2, 4]],
    ['a window that it slept through says nothing', [ENGAGE, 200, 0, 1], [0, 2, 2, 2]],
    // What was needed while it might not rise: 1 + 4 − 2.
    ['engages with the most that was needed', [ENGAGE, 200, 80, 200, ENGAGE], [0, 2, 1, 1, 3]],
    ['never engages with less than it sleeps', [ENGAGE, 200, ENGAGE, ENGAGE], [0, 2, 2, 2]],
    [
      'forgets what it engaged with',
      [ENGAGE, 200, 80, 200, ENGAGE, 60, ENGAGE],
      // 3 + 4 − 4 ÷ 600 s, which is the most since.
      [0, 2, 1, 1, 3, 1 / 3, 1 / 3],
    ],
    ['begins with what was needed before it was engaged', [200, ENGAGE], [0, 2]],
    // Half the wire: 500 wanted: 8 − 2.
    ['follows the wire', [ENGAGE, wire(PAYLOAD_OF_1000 / 2), 200], [0, 0, 6]],
    ['not to a dead one', [ENGAGE, wire(0), 200], [0, 0, 2]],
  ])('%s', (_, steps, sleeps) => {
    const sdps = createSdps(PAYLOAD_OF_1000, 500, 4)
    const found = steps.map((step) => {
      if (step === ENGAGE) sdps.engage()
      else if (typeof step === 'number') {
        const before = sdps.sleepSeconds
        expect(sdps.observe(step, 0.1)).toBe(sdps.sleepSeconds !== before)
      } else if (typeof step === 'object') sdps.follow(step.follow)
      return sdps.sleepSeconds * 1000
    })
    expect(found).toHaveLength(sleeps.length)
    for (const [index, sleep] of sleeps.entries()) expect(found[index]).toBeCloseTo(sleep, 9)
  })
})

describe('when it looks', () => {
  const step = 100 * MS
  it.each([
    ['after a step', 0, 0, step],
    ['a step after where it stands', 7 * S, 0, 7 * S + step],
    // 500 looks of 100 ms are 50 s.
    ['at full pace for 500 looks', 50 * S, 0, 50 * S + step],
    ['then a 500th of the time gone by', 100 * S, 0, 100 * S + 200 * MS],
    ['since it began', 100 * S, 60 * S, 100 * S + step],
    ['in whole nanoseconds', 100 * S + 499, 0, 100 * S + 499 + 200 * MS],
  ])('%s', (_, now, began, next) => {
    expect(nextLook(now, step, began)).toBe(next)
  })
})
