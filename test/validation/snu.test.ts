// The reader and the predictor of the SNU records, on made-up lines: the records themselves are not part of the project.
import { describe, expect, it } from 'vitest'
import { isModelled } from '../../src/validation/case.ts'
import { SNU } from '../../src/validation/snu.ts'
import { readSnuRows } from '../../src/validation/snu-rows.ts'

const HEAD = 'id,technique,workload,mbps,pages,MB,MB/s,total,downtime,KB'
const lineOf = (technique: string, dirty: number) =>
  `7,${technique},bzip,800,${dirty},1000,150,11000,200,1100000`
const read = (...lines: readonly string[]) =>
  readSnuRows([{ path: 'snu.csv', text: [HEAD, ...lines, ''].join('\n') }])

describe('SNU records', () => {
  it('are read line by line, in SI and bytes', () => {
    expect(read(lineOf('original', 1000))).toEqual([
      {
        id: '7-2',
        technique: 'original',
        workload: 'bzip',
        bytesPerSecond: 100e6,
        dirtyPagesPerSecond: 1000,
        memoryBytes: 1000 * 1048576,
        totalSeconds: 11,
        downtimeSeconds: 0.2,
        bytes: 1100000 * 1024,
      },
    ])
  })

  it('are refused by line where one is broken', () => {
    expect(() => read(lineOf('original', 1), '1,2,3')).toThrow('snu.csv, line 3')
    expect(() => read(lineOf('telepathy', 1))).toThrow('line 2')
  })

  it('send an idle guest once, a busy one more often, and never hang', () => {
    const times = [0, 5000, 15000, 60000].map((dirty) => {
      const made = SNU.predict(read(lineOf('original', dirty))[0]!)
      if (!isModelled(made)) throw new Error('not modelled')
      return made.predicted.totalSeconds ?? Infinity
    })
    expect(times[0]).toBeCloseTo(10.5, 1)
    expect(times[1]).toBeGreaterThan(times[0]!)
    expect(times[2]).toBeGreaterThan(times[1]!)
  })

  it('send each page once in post-copy', () => {
    const made = SNU.predict(read(lineOf('x-postcopy-ram', 15000))[0]!)
    if (!isModelled(made)) throw new Error('not modelled')
    expect(made.predicted.bytes! / (1000 * 1048576)).toBeCloseTo(1.01, 1)
  })

  it('say why a technique is not modelled', () => {
    expect(SNU.predict(read(lineOf('xbzrle', 1))[0]!)).toMatchObject({ part: 'XBZRLE' })
    expect(isModelled(SNU.predict(read(lineOf('compress', 1))[0]!))).toBe(false)
  })
})
