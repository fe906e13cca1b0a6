// The traces of real QEMU migrations against the engine: the bounds that the project sets itself.
import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ValidatedCase } from '../../src/validation/case.ts'
import { QEMU } from '../../src/validation/qemu.ts'
import { droppedPercent } from '../../src/validation/relay-loss.ts'

const FOLDER = new URL('data/qemu-traces/', import.meta.url)
const files = readdirSync(FOLDER).map((name) => ({
  path: `qemu-traces/${name}`,
  text: readFileSync(new URL(name, FOLDER), 'utf8'),
}))
const cases = QEMU.read(files).map((row) => QEMU.predict(row) as ValidatedCase)
const completed = cases.filter(({ measured }) => measured.verdict === 'completed')
/** The link is down for some seconds: what TCP does then decides, not the copying. */
const isDown = ({ id }: ValidatedCase) => id.startsWith('l-down')
const preCopy = completed.filter(
  (one) =>
    !isDown(one) &&
    !['delay and loss', 'post-copy', 'auto-converge', 'network failure'].includes(one.part),
)

function errors(some: readonly ValidatedCase[], metric: 'totalSeconds' | 'bytes' | 'passes') {
  return some
    .map(({ measured, predicted }) => {
      const [truth, said] = [measured[metric]!, predicted[metric]!]
      return metric === 'passes' ? Math.abs(said - truth) : Math.abs(said / truth - 1)
    })
    .sort((a, b) => a - b)
}
const within = (values: readonly number[], bound: number) =>
  values.filter((value) => value <= bound).length / values.length
const median = (values: readonly number[]) => values[Math.floor(values.length / 2)]!

describe('QEMU traces', () => {
  it('are there', () => expect(cases.length).toBeGreaterThanOrEqual(41))

  it('end as they ended', () => {
    for (const { id, measured, predicted } of cases)
      expect(predicted.verdict, id).toBe(measured.verdict)
  })

  it('take as long and send as much: 5 % in nine of ten, half a percent in the middle, syncs within one', () => {
    expect(within(errors(preCopy, 'totalSeconds'), 0.05)).toBeGreaterThanOrEqual(0.9)
    expect(within(errors(preCopy, 'bytes'), 0.05)).toBeGreaterThanOrEqual(0.9)
    expect(median(errors(preCopy, 'totalSeconds'))).toBeLessThanOrEqual(0.005)
    expect(median(errors(preCopy, 'bytes'))).toBeLessThanOrEqual(0.005)
    expect(within(errors(preCopy, 'passes'), 1)).toBeGreaterThanOrEqual(0.9)
  })

  it('stop as long where the link sets the pace: 15 %', () => {
    for (const { id, part, measured, predicted } of completed) {
      if (part !== 'slow link') continue
      const error = predicted.downtimeSeconds! / measured.downtimeSeconds! - 1
      expect(Math.abs(error), id).toBeLessThanOrEqual(0.15)
    }
  })

  it('take as long over delay and loss: a tenth in the middle', () => {
    const far = completed.filter(({ part }) => part === 'delay and loss')
    expect(median(errors(far, 'totalSeconds'))).toBeLessThanOrEqual(0.1)
    const off = far.filter((one) => errors([one], 'totalSeconds')[0]! > 0.2)
    // Short runs that lose tens of packets: which ones decides as much as how many (data/README.md). No rule of ours says it.
    expect(off.map(({ id }) => id).toSorted()).toEqual([
      'w-rtt100-l0p1-s2-cubic',
      'w-rtt2-l0p1-s1-cubic',
      'w-rtt20-l1-s4-cubic',
      'w-rtt5-l0p5-s2-cubic',
    ])
  })

  it('take as long over a link that is down for 1, 2 or 4 s: 2.5 %', () => {
    const down = completed.filter(isDown)
    expect(down).toHaveLength(3)
    expect(errors(down, 'totalSeconds').at(-1)).toBeLessThanOrEqual(0.025)
  })

  it('bursts of every pattern and rhythm: 3 % in the middle', () => {
    const bursts = completed.filter(({ part }) => part === 'bursts')
    expect(new Set(bursts.map(({ run }) => run?.scenario['workload.burstPattern'])).size).toBe(3)
    expect(median(errors(bursts, 'totalSeconds'))).toBeLessThanOrEqual(0.03)
    // On a busy machine a run takes longer; what it sends it sends all the same.
    expect(errors(bursts, 'bytes').at(-1)).toBeLessThanOrEqual(0.03)
  })

  it('the guest stands still in post-copy as long as its pages and runs say: a fifth, or 5 ms', () => {
    for (const { id, part, measured, predicted } of completed) {
      if (part !== 'post-copy' || id.startsWith('l')) continue
      const error = predicted.guestGapSeconds! - measured.guestGapSeconds!
      expect(Math.abs(error), id).toBeLessThan(Math.max(0.005, measured.guestGapSeconds! / 5))
    }
  })

  it('finish post-copy within 5 %, auto-converge within 20 %', () => {
    for (const { id, part, measured, predicted } of completed) {
      const bound = part === 'post-copy' ? 0.05 : part === 'auto-converge' ? 0.2 : undefined
      if (bound === undefined) continue
      expect(Math.abs(predicted.totalSeconds! / measured.totalSeconds! - 1), id).toBeLessThan(bound)
    }
  })
})

describe('the relay', () => {
  it('drops what rand_r of the C library draws from its seed: 36 of the first 24,000 packets at 0.1 %', () => {
    expect(droppedPercent(0.1, 0, 24_000) * 240).toBeCloseTo(36, 9)
    expect(droppedPercent(1, 0, 24_000) * 240).toBeCloseTo(275, 9)
    expect(droppedPercent(0.1, 0, 868)).toBe(0)
    expect(droppedPercent(0.1, 868, 869)).toBe(100)
    expect(droppedPercent(0.1, 5, 5)).toBe(0)
  })
})

describe('a file that is no trace', () => {
  it('is named', () => {
    expect(() => QEMU.read([{ path: 'qemu-traces/x.json', text: '{}' }])).toThrow(/x\.json/)
    expect(() => QEMU.read([{ path: 'qemu-traces/y.json', text: 'no' }])).toThrow(/y\.json/)
  })
})
