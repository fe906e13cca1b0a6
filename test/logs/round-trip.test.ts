/** The law of the grammar: what the writer writes, the parser reads back, in every version and for every outcome. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FieldTypes } from '../../src/logs/fields.ts'
import {
  LINE_KINDS,
  LINE_KIND_NAMES,
  templateOf,
  type LineKindName,
  type LogEvent,
} from '../../src/logs/kinds/all.ts'
import { readRecord } from '../../src/logs/records/record-reader.ts'
import { writeRecord } from '../../src/logs/records/record-writer.ts'
import { readEvent } from '../../src/logs/report/event-reader.ts'
import { parseLog } from '../../src/logs/report/parse.ts'
import { logScript, migrationIdOf, writeLogs } from '../../src/logs/write.ts'
import { runs } from '../properties.ts'
import { arbitraryChanges, arbitrarySeed, GENERATION_IDS, smallRun } from './runs.ts'

const textOf = (lines: readonly { readonly text: string }[], end = '\n') =>
  lines.map(({ text }) => `${text}${end}`).join('')

describe('what is written', () => {
  it('is read back: every event, its time, its migration', () => {
    fc.assert(
      fc.property(
        arbitraryChanges,
        arbitrarySeed,
        fc.constantFrom('\n', '\r\n'),
        (changes, seed, end) => {
          const run = smallRun(changes, seed)
          const { context, entries } = logScript(run)!
          const lines = writeLogs(run)
          const parsed = parseLog(textOf(lines, end))
          expect(parsed.problems).toEqual([])
          expect(parsed.unknownLines).toBe(0)
          expect(parsed.events.map(({ event }) => event)).toEqual(entries.map(({ event }) => event))
          for (const [index, { migrationId, side, time, file, line }] of parsed.events.entries()) {
            const { at, host } = entries[index]!
            expect(migrationId).toBe(context.identity.migrationId)
            expect([host, undefined]).toContain(side)
            expect(file).toBe(lines[index]!.file)
            expect(line).toBe(index + 1)
            const expected = {
              utc: context.start,
              local: context.start,
              uptime: context.identity.hosts[host].uptime,
              yearless: undefined,
            }
            if (time === undefined || expected[time.clock] === undefined) continue
            expect(time.milliseconds).toBe(expected[time.clock]! + Math.floor(at / 1e6))
          }
        },
      ),
      runs(150),
    )
  })

  it('is read back host by host and file by file, wherever the file names its migration', () => {
    fc.assert(
      fc.property(arbitraryChanges, arbitrarySeed, (changes, seed) => {
        const run = smallRun(changes, seed)
        const lines = writeLogs(run)
        for (const host of ['source', 'destination'] as const) {
          for (const file of ['vmkernel.log', 'vmware.log'] as const) {
            const own = lines.filter((line) => line.host === host && line.file === file)
            const parsed = parseLog(textOf(own))
            expect(parsed.events).toHaveLength(own.length)
            expect([...parsed.migrations.keys()]).toEqual(
              own.length > 0 ? [migrationIdOf(run)] : [],
            )
          }
        }
      }),
      runs(50),
    )
  })

  it('is ordered by time, within the run, and the same each time', () => {
    fc.assert(
      fc.property(arbitraryChanges, arbitrarySeed, (changes, seed) => {
        const run = smallRun(changes, seed)
        const lines = writeLogs(run)
        const times = lines.map(({ at }) => at)
        expect(times).toEqual(times.toSorted((a, b) => a - b))
        for (const at of times) expect(Number.isInteger(at) && at >= 0 && at <= run.end).toBe(true)
        expect(writeLogs(run)).toEqual(lines)
        expect(textOf(lines)).not.toMatch(/undefined|NaN|Infinity|null>|\[object/)
      }),
      runs(50),
    )
  })

  it('can start on any day', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1e9, max: 9e12 }),
        fc.constantFrom(...GENERATION_IDS),
        (start, generation) => {
          const lines = writeLogs(smallRun({ generation }), { start })
          const parsed = parseLog(textOf(lines))
          expect(parsed.events).toHaveLength(lines.length)
          for (const [index, { time }] of parsed.events.entries()) {
            if (time?.clock === 'utc')
              expect(time.milliseconds).toBe(start + Math.floor(lines[index]!.at / 1e6))
          }
        },
      ),
      runs(50),
    )
    const usual = writeLogs(smallRun())
    for (const start of [Number.NaN, Infinity])
      expect(writeLogs(smallRun(), { start })).toEqual(usual)
  })
})

/** Values that a field of each type may have. */
const VALUES: { readonly [Type in keyof FieldTypes]: fc.Arbitrary<FieldTypes[Type]> } = {
  int: fc.nat(),
  fixed2: fc.nat().map((value) => value / 100),
  fixed3: fc.nat().map((value) => value / 1000),
  id: fc.bigInt({ min: 10n ** 9n, max: 2n ** 63n - 1n }).map(String),
  hexid: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }).map(String),
  hex: fc.stringMatching(/^[0-9a-f]{1,16}$/),
  name: fc.stringMatching(/^[A-Za-z_]{1,20}$/),
  word: fc.stringMatching(/^[A-Za-z0-9_.:-]{1,20}$/),
  path: fc.stringMatching(/^\/[!-~]{1,40}$/),
  ip: fc.ipV4(),
  quoted: fc.ipV4(),
  key: fc.stringMatching(/^(?:msg|vob)\.[a-z.]{1,40}$/),
  code: fc.stringMatching(/^0xbad[0-9a-f]{4}$/),
  why: fc.stringMatching(/^[A-Za-z][A-Za-z, ]{0,30}[A-Za-z]$/),
  text: fc.stringMatching(/^[A-Z][A-Za-z0-9,. ]{0,60}$/),
  state: fc.oneof(
    fc.record({ number: fc.nat(12) }),
    fc.record({ number: fc.nat(12), name: fc.constant('MIGRATE_TO_VMX_READY') }),
  ),
  place: fc.stringMatching(/^(?:0x[0-9a-f]{12})?$/),
}

/** Any event of a kind, also of those that are only read. */
function arbitraryEvent(name: LineKindName): fc.Arbitrary<LogEvent> {
  const slots = LINE_KINDS[name].template.matchAll(/\{(\w+)(?::(\w+))?/g)
  const fields = [...slots].map(([, field = '', type]) => [
    field,
    type === undefined ? fc.boolean() : VALUES[type as keyof FieldTypes],
  ])
  const values = fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>)
  return values.map((value) => ({ kind: name, ...value }) as unknown as LogEvent)
}

describe('every kind', () => {
  it.each(LINE_KIND_NAMES)(
    '%s is read as it was written, in the records of all versions',
    (name) => {
      fc.assert(
        fc.property(
          arbitraryEvent(name),
          fc.constantFrom(...GENERATION_IDS),
          fc.constantFrom('source' as const, 'destination' as const),
          (event, generation, host) => {
            const { context } = logScript(smallRun({ generation }))!
            const line = writeRecord({ at: 0, host, event, inferred: false }, context)
            const record = readRecord(line)
            expect(record && readEvent(record.format, record.message), line).toEqual(event)
          },
        ),
        runs(30),
      )
    },
  )
})

describe('the table', () => {
  it('says which kinds no genuine line is known of', () => {
    const unverified = LINE_KIND_NAMES.filter((name) => !('seen' in LINE_KINDS[name]))
    expect(unverified).toEqual([
      'accepted',
      'bound',
      'stream-added',
      'stop-modified',
      'bandwidth',
      'paged-in',
      'keepalive',
      'transmit-timeout',
    ])
  })

  it('has kinds that can be distinguished', () => {
    const beginnings = LINE_KIND_NAMES.map(
      (name) => `${LINE_KINDS[name].file} ${templateOf(name).beginning}`,
    )
    for (const beginning of beginnings) expect(beginning).toMatch(/ .{1,}/)
  })

  it('is written whole: each kind that may be written is, in some run', () => {
    const seen = new Set<string>()
    for (const generation of GENERATION_IDS) {
      const runs = [
        {},
        { failure: 'link-cut', 'failure.at': 2.3, 'network.speed': '1' },
        { failure: 'destination-memory', 'failure.at': 2.3, 'network.speed': '1' },
        { 'vmotion.maxSwitchoverSeconds': 1, 'vm.deviceState': 500 },
      ] as const
      for (const changes of runs)
        for (const { kind } of writeLogs(smallRun({ generation, ...changes }))) seen.add(kind)
    }
    const written = LINE_KIND_NAMES.filter((name) => {
      const kind = LINE_KINDS[name]
      return !('written' in kind && kind.written === 'never')
    })
    expect([...seen].toSorted()).toEqual(written.toSorted())
  })
})
