/** Logs come from strangers: whatever they hold, reading them is linear, bounded, and never throws. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  MAX_CHARACTERS,
  MAX_EVENTS,
  MAX_PROBLEMS,
  parseLog,
} from '../../../src/logs/report/parse.ts'
import { runs } from '../../properties.ts'

const STOP =
  '2015-02-20T11:05:06.449Z cpu3:427570)VMotion: 3878: 1424430291970314 S: Stopping pre-copy: only 3491 pages left to send, which can be sent within the switchover time goal of 0.500 seconds (network bandwidth ~931.354 MB/s, 1049920% t2d)'
const OTHER =
  '2015-02-20T11:05:06.449Z cpu3:427570)ScsiDeviceIO: 2613: Cmd(0x412e803db2c0) 0x1a, CmdSN 0x1 failed'

describe('reading', () => {
  it('takes nothing to be nothing', () => {
    for (const text of ['', '\n', '\r\n', '\ufeff', ' ', '-->', '--> }', '[', '<181>', '|']) {
      expect(parseLog(text).events).toEqual([])
    }
  })

  it('never throws, and counts every line', () => {
    const piece = fc.constantFrom(
      STOP,
      OTHER,
      STOP.slice(0, 60),
      '\n',
      '\r\n',
      '| vmx| ',
      ' In(05) vmx - ',
      'MigrateSetState: Transitioning from state ',
      '[msg.',
      '--> key = "',
      '<181>',
      'vmkernel: 1:02:03:04.567 cpu0:1)Migrate: 1: ',
      'Failed: ',
      '(0xbad',
      '\u0000',
      '\u2028',
      "'",
      ' opID=',
      '[Originator@6876 sub=',
      '] ',
      '9'.repeat(30),
      'x'.repeat(300),
    )
    fc.assert(
      fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 40 }), (pieces) => {
        const text = pieces.join('')
        const { lines, events, unknownLines } = parseLog(text)
        expect(events.length + unknownLines).toBe(lines)
        expect(lines).toBe(
          text.replace(/^\ufeff/, '').split('\n').length - (/(?:^\ufeff?|\n)$/.test(text) ? 1 : 0),
        )
      }),
      runs(500),
    )
  })

  it('refuses what is larger than 64 MiB', () => {
    const parsed = parseLog('x'.repeat(MAX_CHARACTERS + 1))
    expect(parsed.problems).toEqual([{ kind: 'too-large', line: 0, excerpt: '' }])
    expect(parsed.lines).toBe(0)
  })

  it('passes over a line without an end, and says so once each', () => {
    const { events, problems } = parseLog(`${'x'.repeat(100000)}\n${STOP}\n`)
    expect(events).toHaveLength(1)
    expect(problems).toMatchObject([{ kind: 'line-too-long', line: 1 }])
    expect(problems[0]!.excerpt.length).toBeLessThan(200)
  })

  it('keeps few problems and many events', () => {
    const torn = STOP.slice(0, 140)
    expect(parseLog(`${torn}\n`.repeat(5000)).problems).toHaveLength(MAX_PROBLEMS)
    const short = '2015-02-20T11:05:06.449Z| vmx| Checkpoint_Unstun: vm stopped for 1 us\n'
    const { events, problems } = parseLog(short.repeat(MAX_EVENTS + 2))
    expect(events).toHaveLength(MAX_EVENTS)
    expect(problems.at(-1)!.kind).toBe('too-many-events')
  })

  it('is no prototype of anything', () => {
    const line = STOP.replace('1424430291970314', '__proto__')
    expect(parseLog(line).migrations.size).toBe(0)
  })
})

/** The least processor time of two runs, in microseconds: what else the machine does is not counted. */
function processorTime(work: () => unknown): number {
  let least = Infinity
  for (let run = 0; run < 2; run++) {
    const start = process.cpuUsage()
    work()
    least = Math.min(least, process.cpuUsage(start).user)
  }
  return least
}

it('passes over empty lines for an eighth of what others take, at most', () => {
  const breaks = '\n'.repeat(400000)
  const others = `${OTHER}\n`.repeat(400000)
  const ofOthers = processorTime(() => parseLog(others))
  expect(processorTime(() => parseLog(breaks)) / ofOthers).toBeLessThan(1 / 8)
})

describe('the time it takes grows with the text, not faster', () => {
  const repeated = (line: string) => (count: number) => `${line}\n`.repeat(count)
  const inOneLine = (start: string, piece: string) => (count: number) =>
    `${start}${piece.repeat(40)}\n`.repeat(count / 5)
  const texts: readonly (readonly [string, (count: number) => string])[] = [
    ['lines of other subjects', repeated(OTHER)],
    ['events', repeated(STOP)],
    ['lines without a stamp', repeated('vmx| MigrateSetState: Transitioning from state 9 to 11.')],
    ['words without an end', inOneLine('vmx', ' In(05) vmx a.b')],
    [
      'indents',
      inOneLine('2015-02-20T11:05:06.449Z info hostd[1] [Originator@6876 sub=Libs] ', '   '),
    ],
    [
      'many migrations',
      (count) =>
        Array.from({ length: count }, (_, index) =>
          STOP.replace('1424430291970314', `${1424430291970314 + index}`),
        ).join('\n'),
    ],
    ['nothing but beginnings of lines', inOneLine('2015-02-20T11:05:06.449Z ', 'cpu3:427570)')],
    [
      'failures without an end',
      inOneLine(
        '2015-02-20T11:05:06.449Z cpu3:1)Migrate: 1: 1424430291970314 S: Failed: ',
        ' (0xbad',
      ),
    ],
    [
      'brackets without an end',
      inOneLine("2015-02-20T11:05:06.449Z [tid info 'a", " opID=a user=b ' ["),
    ],
    ['hosts without a program', inOneLine('2015-02-20T11:05:06.449Z ', 'In(1) a ')],
  ]
  it.each(texts)('%s', (_, text) => {
    // 40,000 lines at once, and the same in sixteen parts: equal where it is linear, 16 times where it is quadratic.
    const [part, whole] = [text(2500), text(40000)]
    const inParts = () => {
      for (let count = 0; count < 16; count++) parseLog(part)
    }
    inParts()
    expect(processorTime(() => parseLog(whole)) / processorTime(inParts)).toBeLessThan(5)
  })
})
