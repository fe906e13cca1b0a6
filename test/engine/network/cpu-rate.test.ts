// What a host's cores carry (facts 3.5: fits of the published chart, error ±0.05 core).
import { describe, expect, it } from 'vitest'
import {
  destinationCores,
  destinationCpuRate,
  sourceCores,
  sourceCpuRate,
} from '../../../src/engine/network/cpu-rate.ts'

describe('cores for a rate', () => {
  it.each([
    // The slope less its offset, and the floor for low rates: they cross near 10.7 and 14 Gb/s.
    ['source, plain, low', sourceCores(5, false), 0.185],
    ['source, plain, high', sourceCores(40, false), 2.27],
    ['source, encrypted, low', sourceCores(5, true), 0.565],
    ['source, encrypted, high', sourceCores(40, true), 5.9],
    ['destination, plain', destinationCores(10, false), 1.31],
    ['destination, encrypted', destinationCores(10, true), 1.67],
  ])('%s', (_, cores, expected) => {
    expect(cores).toBeCloseTo(expected, 9)
  })
})

describe('the rate at which they are used up', () => {
  it.each([
    // min((2 + 0.29) ÷ 0.064, 2 ÷ 0.037) = 35.78 Gb/s of 125 MB/s.
    ['source, plain', sourceCpuRate(2, false), (2.29 / 0.064) * 125e6],
    ['source, plain, few cores', sourceCpuRate(0.2, false), (0.2 / 0.037) * 125e6],
    ['source, encrypted', sourceCpuRate(4, true), (4.74 / 0.166) * 125e6],
    ['source, encrypted, few cores', sourceCpuRate(0.5, true), (0.5 / 0.113) * 125e6],
    ['destination, plain', destinationCpuRate(2, false), (2 / 0.131) * 125e6],
    ['destination, encrypted', destinationCpuRate(2, true), (2 / 0.167) * 125e6],
  ])('%s', (_, rate, expected) => {
    expect(rate).toBeCloseTo(expected, 3)
  })

  it.each([false, true])('is that for which they are needed (encrypted: %s)', (encrypted) => {
    for (const cores of [0.1, 1, 2, 8]) {
      expect(sourceCores(sourceCpuRate(cores, encrypted) / 125e6, encrypted)).toBeCloseTo(cores, 9)
      const gigabits = destinationCpuRate(cores, encrypted) / 125e6
      expect(destinationCores(gigabits, encrypted)).toBeCloseTo(cores, 9)
    }
  })
})
