// How streams come up to speed: by hand, and laws.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { GENERATIONS } from '../../../src/engine/generations/list.ts'
import { effectiveBandwidth } from '../../../src/engine/network/bandwidth.ts'
import { rampOf, withSlowStart } from '../../../src/engine/network/slow-start.ts'
import { bytesBetween, steadyRate } from '../../../src/engine/rate-schedule.ts'
import { DEFAULT_SCENARIO, type Scenario } from '../../../src/engine/scenario/scenario.ts'
import { SECOND } from '../../../src/engine/units.ts'
import { runs } from '../../properties.ts'

const rampFor = (values: Partial<Scenario>) => {
  const scenario = { ...DEFAULT_SCENARIO, ...values }
  const { network } = GENERATIONS[scenario.generation]
  const bandwidth = effectiveBandwidth(scenario, network)
  return { ramp: rampOf(scenario, network, bandwidth), rate: bandwidth.bytesPerSecond }
}
/** Bytes in the first seconds of a wire that begins to flow at 0. */
const bytesIn = (values: Partial<Scenario>, seconds: number) => {
  const { ramp, rate } = rampFor(values)
  return bytesBetween(
    withSlowStart(steadyRate(rate), 0, () => ramp),
    0,
    seconds * SECOND,
  )
}

describe('a ramp', () => {
  it('begins with ten segments and grows by half in each round trip, up to the steady rate', () => {
    const { ramp, rate } = rampFor({ 'network.rtt': 100, generation: '6.0' })
    const first = (10 * 8948) / 0.1 / rate
    expect(ramp[0]!.share).toBeCloseTo(first, 9)
    expect(ramp[1]!.share).toBeCloseTo(1.5 * first, 9)
    expect(ramp[1]!.seconds).toBeCloseTo(0.1, 9)
    // 133 MB/s × 0.1 s are 1,486 segments: 10 × 1.5¹³ are more than that.
    expect(ramp.at(-1)).toEqual({ seconds: expect.closeTo(1.3, 9), share: 1 })
  })

  it('BBR doubles', () => {
    const { ramp } = rampFor({ 'network.rtt': 100, 'network.congestionControl': 'bbr' })
    expect(ramp[1]!.share / ramp[0]!.share).toBeCloseTo(2, 9)
  })

  it('is left out where it costs less than a millisecond, and where there is no TCP', () => {
    expect(rampFor({}).ramp).toEqual([])
    expect(rampFor({ 'network.rtt': 0 }).ramp).toEqual([])
    expect(rampFor({ 'network.rtt': 100, generation: 'SIMGRID' }).ramp).toEqual([])
  })

  it('with loss, it goes beyond what loss allows until the first one, and comes down', () => {
    const { ramp } = rampFor({ 'network.rtt': 50, 'network.loss': 0.01 })
    const most = Math.max(...ramp.map(({ share }) => share))
    expect(most).toBeGreaterThan(2)
    const peak = ramp.findIndex(({ share }) => share === most)
    const down = ramp.slice(peak).map(({ share }) => share)
    expect(down).toEqual([...down].sort((a, b) => b - a))
    expect(down.at(-1)).toBe(1)
  })

  it('begins anew when a dead wire is alive again', () => {
    const { ramp, rate } = rampFor({ 'network.rtt': 100 })
    const wire = withSlowStart(
      [
        { from: 0, bytesPerSecond: rate },
        { from: 10 * SECOND, bytesPerSecond: 0 },
        { from: 12 * SECOND, bytesPerSecond: rate },
      ],
      1 * SECOND,
      () => ramp,
    )
    const at = (from: number) => wire.find((step) => step.from === from)
    expect(at(SECOND)?.bytesPerSecond).toBeCloseTo(ramp[0]!.share * rate, 3)
    expect(at(12 * SECOND)).toEqual({
      from: 12 * SECOND,
      bytesPerSecond: ramp[0]!.share * rate,
      steady: rate,
    })
  })
})

describe('laws', () => {
  const shared = {
    generation: fc.constantFrom('4.1', '6.0', '7.0U2', 'QEMU7.2'),
    'network.congestionControl': fc.constantFrom('reno', 'cubic', 'bbr'),
    'network.mtu': fc.constantFrom('1500', '9000'),
    'network.speed': fc.constantFrom('1', '10', '100'),
  }
  const seconds = fc.double({ min: 0.01, max: 20, noNaN: true })
  const more = fc.double({ min: 1, max: 3, noNaN: true })

  it('without loss a longer round trip never brings more bytes over by any moment', () => {
    // Where latency mode begins, buffers grow: outside of this law.
    const rtt = fc.oneof(
      fc.tuple(fc.constant(0.3), fc.constant(3.9)),
      fc.tuple(fc.constant(5), fc.constant(500)),
    )
    fc.assert(
      fc.property(fc.record(shared), rtt, more, seconds, (values, [least, most], times, by) => {
        const near = { ...values, 'network.rtt': least }
        const far = { ...near, 'network.rtt': Math.min(most, least * times * times) }
        expect(bytesIn(far, by)).toBeLessThanOrEqual(bytesIn(near, by) * 1.05 + 1e6)
      }),
      runs(200),
    )
  })

  it('never gains or loses more than the ramp is long', () => {
    fc.assert(
      fc.property(
        fc.record({
          ...shared,
          'network.rtt': fc.double({ min: 1, max: 500, noNaN: true }),
          'network.loss': fc.constantFrom(0, 0.001, 0.1, 5),
        }),
        (values) => {
          const { ramp } = rampFor(values)
          for (const [index, { seconds, share }] of ramp.entries()) {
            expect(share).toBeGreaterThan(0)
            expect(seconds).toBeGreaterThanOrEqual(ramp[index - 1]?.seconds ?? 0)
          }
          if (ramp.length > 0) expect(ramp.at(-1)!.share).toBe(1)
        },
      ),
      runs(200),
    )
  })
})
