import { GENERATION_IDS } from '../../src/engine/generations/difference.ts'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ParameterId } from '../../src/engine/scenario/parameters.ts'
import { PARAMETER_IDS, type Scenario } from '../../src/engine/scenario/scenario.ts'
import * as format from '../../src/text/format.ts'
import { roughly } from '../../src/text/pace.ts'
import { formatValue, optionLabel, PARAMETER_TEXT } from '../../src/text/parameters.ts'
import { spokenBytes, spokenDuration, spokenRate, spokenValue } from '../../src/text/spoken.ts'
import { parameterValue } from '../engine/scenario/arbitrary.ts'
import { runs } from '../properties.ts'

const PLAIN = { separator: ',' }
const GIB = 2 ** 30

describe('numbers', () => {
  it('are written as a person reads them', () => {
    expect(format.formatCount(251377)).toBe('251\u202f377')
    expect(format.formatCount(251377, PLAIN)).toBe('251,377')
    expect(format.formatPages(1)).toBe('1 page')
    expect(format.formatPages(2)).toBe('2 pages')
    expect(format.formatBytes(64 * GIB)).toBe('64 GiB')
    expect(format.formatBytes(9.5 * GIB)).toBe('9.5 GiB')
    expect(format.formatBytes(0.21 * GIB)).toBe('0.21 GiB')
    expect(format.formatBytes(96)).toBe('96 B')
    expect(format.formatBytes(32768)).toBe('32 KiB')
    expect(format.formatBytes(12.34 * 2 ** 20)).toBe('12.3 MiB')
    expect(format.formatBytes(24576 * GIB, PLAIN)).toBe('24,576 GiB')
    expect(format.formatBytes(2 ** 20, { unit: 'GiB', steady: true })).toBe('0.00 GiB')
    expect(format.formatRateWithGigabits(1237500000)).toBe('1.15 GiB/s (9.9 Gb/s)')
    expect(format.formatRate(123750000)).toBe('0.115 GiB/s')
    expect(format.formatRate(0)).toBe('0 GiB/s')
    expect(format.formatDuration(0.24e9)).toBe('240 ms')
    expect(format.formatDuration(67.4e9)).toBe('67.4 s')
    expect(format.formatDuration(2213e9)).toBe('36 min 53 s')
    expect(format.formatDuration(7199.9e9)).toBe('120 min 0 s')
    expect(format.formatSeconds(7199.4e9, PLAIN)).toBe('7,199 s')
    expect(format.formatDuration(7200e9)).toBe('2 h 0 min')
    expect(format.formatDuration(15_140e9)).toBe('4 h 12 min')
    expect(format.formatSeconds(15_140e9)).toBe('4 h 12 min')
    expect(format.formatSeconds(15_140e9, { steady: true })).toBe('4 h 12 min 20 s')
    expect(format.formatDuration(172_799.9e9)).toBe('48 h 0 min')
    expect(format.formatDuration(2_350_223e9)).toBe('27 d 5 h')
    expect(format.formatSeconds(2_350_223e9, { steady: true })).toBe('27 d 4 h 50 min')
    expect(format.formatDuration(-15_140e9)).toBe('−4 h 12 min')
    expect(format.formatDuration(1e18, PLAIN)).toBe('11,574 d 2 h')
    expect(format.formatDuration(3500)).toBe('3.5 µs')
    expect(format.formatSeconds(0.24e9)).toBe('0.24 s')
    expect(format.formatSeconds(8.2e6)).toBe('0.0082 s')
    expect(format.formatSeconds(67e9, { steady: true })).toBe('67.0 s')
    expect(format.formatPercent(101088, PLAIN)).toBe('101,088 %')
    expect(format.formatShare(0.076)).toBe('7.6 %')
    expect(format.formatTimes(1.4)).toBe('1.4×')
    expect(format.formatTimesOver(0.994)).toBe('99 %')
    expect(format.formatTimesOver(0.996)).toBe('1×')
    expect(format.formatOverMemory(0.47)).toBe('47 % of non-zero memory')
    expect(format.formatOverMemory(1.4)).toBe('1.4× non-zero memory')
    expect(format.formatOver(0.47)).toBe('47 % of non-zero memory')
    expect(format.formatOver(1.4)).toBe('1.4× over')
    expect(format.formatPass(-1)).toBe('−1')
    expect(format.formatNumber(-0.004, 2)).toBe('0')
    expect(format.formatNumber(Number.NaN)).toBe('–')
  })

  it('are never NaN, -0 or scientific, whatever comes', () => {
    const formatters = [
      format.formatCount,
      format.formatQuantity,
      format.formatPages,
      format.formatBytes,
      format.formatGigabits,
      format.formatRate,
      format.formatRateWithGigabits,
      format.formatSeconds,
      format.formatDuration,
      format.formatPercent,
      format.formatShare,
      format.formatTimes,
      format.formatOverMemory,
      spokenDuration,
      spokenBytes,
      spokenRate,
    ]
    const number = fc.oneof(
      fc.double(),
      fc.double({ min: -1e12, max: 1e12 }),
      fc.integer(),
      fc.double({ min: -1, max: 1 }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...formatters), number, (formatter, value) => {
        const text = formatter(value)
        expect(text).not.toMatch(/NaN|Infinity|undefined|\de[+-]?\d|^[-−]0(?![.\d\u202f])/)
        expect(text.trim()).toBe(text)
        expect(text).not.toBe('')
      }),
      runs(2000),
    )
  })

  it('keep their order: a larger duration never reads smaller', () => {
    const seconds = (text: string) => {
      const sizes = { ns: 1e-9, µs: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: 86_400 }
      const parts = [...text.matchAll(/([\d.\u202f]+) (ns|µs|ms|s|min|h|d)(?: |$)/g)]
      expect(parts.map(([part]) => part).join('')).toBe(text)
      return parts.reduce(
        (sum, [, value, unit]) =>
          sum + Number(value!.replaceAll('\u202f', '')) * sizes[unit as keyof typeof sizes],
        0,
      )
    }
    const time = fc.oneof(
      fc.integer({ min: 0, max: 599e9 }),
      fc.integer({ min: 0, max: 8000e9 }),
      fc.integer({ min: 0, max: 31 * 86_400e9 }).filter(Number.isSafeInteger),
    )
    const formatters = [
      format.formatDuration,
      format.formatSeconds,
      (at: number) => format.formatSeconds(at, { steady: true }),
    ]
    fc.assert(
      fc.property(fc.constantFrom(...formatters), time, time, (formatter, a, b) => {
        const [less, more] = [Math.min(a, b), Math.max(a, b)]
        expect(seconds(formatter(less))).toBeLessThanOrEqual(seconds(formatter(more)) * 1.006)
      }),
      runs(1000),
    )
  })

  it('say a long duration to half of the smallest unit that is shown', () => {
    const sizes = { d: 86_400, h: 3600, min: 60, s: 1 }
    const formatters = [
      (time: number) => format.formatDuration(time, { separator: '' }),
      (time: number) => format.formatSeconds(time, { steady: true, separator: '' }),
    ]
    const seconds = fc.oneof(
      fc.double({ min: 600, max: 3 * 86_400, noNaN: true }),
      fc.integer({ min: 600, max: 40 * 86_400 }),
    )
    fc.assert(
      fc.property(fc.constantFrom(...formatters), seconds, (formatter, exact) => {
        const parts = formatter(exact * 1e9)
          .split(/(?<=[a-z]) /)
          .map((part) => part.split(' ') as [string, keyof typeof sizes])
        const said = parts.reduce((sum, [count, unit]) => sum + Number(count) * sizes[unit], 0)
        // Half a nanosecond more: what is said is of whole ones.
        const half = sizes[parts.at(-1)![1]] / 2 + 0.5e-9
        expect(Math.abs(said - exact)).toBeLessThanOrEqual(half)
        // Of a smaller unit there is never as much as one of the unit before it.
        for (const [index, [count, unit]] of parts.slice(1).entries())
          expect(Number(count) * sizes[unit]).toBeLessThan(sizes[parts[index]![1]])
      }),
      runs(1000),
    )
  })
})

describe('an estimate', () => {
  it.each([
    [0, 'less than 1 s'],
    [0.99, 'less than 1 s'],
    [1, 'about 1 s'],
    [8.4, 'about 8 s'],
    [43, 'about 45 s'],
    [100, 'about 100 s'],
    [119, 'about 120 s'],
    [130, 'about 2 min'],
    [7199, 'about 120 min'],
    [10_800, 'about 3 h'],
    [172_799, 'about 48 h'],
    [2_592_000, 'about 30 d'],
  ])('of %f s is %s', (seconds, words) => {
    expect(roughly(seconds)).toBe(words)
  })

  it('is within a third of what it is of, and never reads less for more', () => {
    const sizes = { s: 1, min: 60, h: 3600, d: 86_400 }
    const said = (seconds: number) => {
      const [, count, unit] = /^about (\d+) (s|min|h|d)$/.exec(roughly(seconds)) ?? []
      return Number(count) * sizes[unit as keyof typeof sizes]
    }
    const seconds = fc.double({ min: 0, max: 6, noNaN: true }).map((power) => 10 ** power)
    fc.assert(
      fc.property(seconds, seconds, (a, b) => {
        expect(said(Math.min(a, b))).toBeLessThanOrEqual(said(Math.max(a, b)))
        expect(Math.abs(said(a) - a)).toBeLessThanOrEqual(a / 3)
      }),
      runs(1000),
    )
  })
})

describe('parameters', () => {
  it('each have a label and a help of one to three sentences', () => {
    for (const id of PARAMETER_IDS) {
      const { label, help } = PARAMETER_TEXT[id]
      expect(label.length, id).toBeGreaterThan(2)
      expect(label.length, id).toBeLessThan(32)
      const sentences = help.split(/\.\s/)
      expect(sentences.length, id).toBeLessThanOrEqual(3)
      expect(help, id).toMatch(/^(vM|[A-Z]).*\.$/)
    }
  })

  it('have a label for each version of vSphere', () => {
    for (const option of GENERATION_IDS)
      expect(optionLabel('generation', option)).toMatch(/^(ESX|vSphere) .*\(20\d\d\)$/)
  })

  it('are shown and spoken with their unit', () => {
    expect(formatValue('vm.memory', 64)).toBe('64 GiB')
    expect(formatValue('workload.pattern', 'hotcold')).toBe('Hot and cold')
    expect(spokenValue('network.speed', '10')).toBe('10 gigabit per second')
    expect(spokenValue('vm.memory', 1)).toBe('1 gibibyte')
    expect(spokenValue('workload.writeRate', 350)).toBe('350 mebibytes per second')
    expect(spokenValue('vm.vcpus', 16)).toBe('16')
    expect(spokenDuration(0.24e9)).toBe('240 milliseconds')
    expect(spokenDuration(2213e9)).toBe('36 minutes 53 seconds')
    expect(spokenBytes(0.21 * GIB)).toBe('0.21 gibibytes')
  })

  it('speak every allowed value in words', () => {
    const any = fc
      .constantFrom(...PARAMETER_IDS)
      .chain((id) => fc.tuple(fc.constant<ParameterId>(id), parameterValue(id)))
    fc.assert(
      fc.property(any, ([id, value]) => {
        const text = spokenValue(id, value as Scenario[typeof id])
        expect(text).not.toMatch(/NaN|undefined|\de[+-]?\d|\/s|%/)
        expect(text).not.toBe('')
      }),
    )
  })
})

describe('numbers in words', () => {
  it.each([
    [0, '0 vCPUs'],
    [1, '1 vCPU'],
    [2, '2 vCPUs'],
  ])('%d: %s', (count, said) => {
    expect(format.counted(count, 'vCPU')).toBe(said)
  })

  it.each([
    [0, '0 Gb/s'],
    [0.0038, '3.8 Mb/s'],
    [0.0999, '99.9 Mb/s'],
    [0.108, '108 Mb/s'],
    [0.2499, '250 Mb/s'],
    [0.25, '0.25 Gb/s'],
    [9.9, '9.9 Gb/s'],
  ])('%d Gb/s is said as %s', (gigabits, said) => {
    expect(format.formatGigabits(gigabits * 125e6)).toBe(said)
  })

  it('begins a sentence without spoiling a name', () => {
    expect(['the end', 'vCenter', 'vMotion', 'a VM', ''].map(format.capital)).toEqual([
      'The end',
      'vCenter',
      'vMotion',
      'A VM',
      '',
    ])
  })
})
