/**
 * A line is verified only if a genuine one is known, from the same major version, with its words, and one with its record.
 * The samples prove it: whatever the writer marks as verified is compared with them.
 */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LINE_KINDS, LINE_KIND_NAMES, type LineKindName } from '../../src/logs/kinds/all.ts'
import type { Major } from '../../src/logs/kinds/version-ranges.ts'
import { readRecord } from '../../src/logs/records/record-reader.ts'
import { readEvent } from '../../src/logs/report/event-reader.ts'
import { writeLogs } from '../../src/logs/write.ts'
import type { RunRecord } from '../../src/engine/run-record.ts'
import { versionNumber } from '../../src/engine/host/versions.ts'
import { PARAMETERS } from '../../src/engine/scenario/parameters.ts'
import { runs } from '../properties.ts'
import { compare, GENUINE_LINES, type GenuineLine } from './genuine.ts'
import { arbitraryChanges, arbitrarySeed, GENERATION_IDS, smallRun } from './runs.ts'

const seenOf = (name: LineKindName): readonly Major[] => {
  const kind = LINE_KINDS[name]
  return 'seen' in kind ? kind.seen : []
}

/** Why a verified line is not proven by the samples; undefined where it is. */
function unproven(text: string, version: number): string | undefined {
  const compared = compare(text)
  if (compared === undefined) return 'no record'
  const { file, kind, words, record, thread, subsystem } = compared
  const own = GENUINE_LINES.filter(({ majors }) => majors.includes(Math.floor(version)))
  const proves = (part: string, proof: (line: GenuineLine) => boolean) =>
    own.some(proof) ? undefined : part
  return (
    proves(`words: ${words}`, (line) => line.kind === kind && line.words === words) ??
    proves(
      `thread: ${thread}`,
      (line) => line.kind === kind && line.words === words && line.thread === thread,
    ) ??
    proves(`record: ${record}`, (line) => line.file === file && line.record === record) ??
    proves(`subsystem: ${subsystem}`, (line) => line.subsystem === subsystem)
  )
}

function unprovenLines(run: RunRecord): string[] {
  const version = versionNumber(run.input.scenario.generation)!
  return writeLogs(run)
    .filter(({ verified }) => verified)
    .flatMap(({ text }) => {
      const why = unproven(text, version)
      return why === undefined ? [] : [`${version} ${why}\n  ${text}`]
    })
}

const FAILURES = PARAMETERS.failure.options

describe('a verified line', () => {
  it.each(GENERATION_IDS)('of %s has words and record of a genuine line', (generation) => {
    const cases = [
      {},
      { 'network.vmknics': 3, 'network.nics': 2 },
      { 'vmotion.maxSwitchoverSeconds': 1, 'vm.deviceState': 500 },
      // More than any version takes.
      { 'vm.deviceState': 1100 },
      ...FAILURES.map((failure) => ({ failure, 'failure.at': 2.3, 'network.speed': '1' as const })),
    ]
    const found = cases.flatMap((changes) => unprovenLines(smallRun({ generation, ...changes })))
    expect(found).toEqual([])
  })

  it('has them in any run', () => {
    fc.assert(
      fc.property(arbitraryChanges, arbitrarySeed, (changes, seed) => {
        expect(unprovenLines(smallRun(changes, seed))).toEqual([])
      }),
      runs(100),
    )
  })

  it('is read with the record and the kind that it was written with', () => {
    fc.assert(
      fc.property(arbitraryChanges, arbitrarySeed, (changes, seed) => {
        for (const { text, kind } of writeLogs(smallRun(changes, seed))) {
          const record = readRecord(text)!
          expect(readEvent(record.format, record.message)?.kind).toBe(kind)
        }
      }),
      runs(50),
    )
  })

  it('is found where it is not proven', () => {
    // hostd of 8.0 in the form of 7: the record was marked as verified once.
    const hostd =
      '2023-04-15T08:52:56.111Z info hostd[2706791] [Originator@6876 sub=Vmsvc.vm:/vmfs/volumes/a/vm/vm.vmx opID=57C757C9-5fd07331] State Transition (VM_STATE_EMIGRATING -> VM_STATE_ON)'
    expect(unproven(hostd, 8)).toContain('words: State Transition')
    expect(unproven(hostd, 6.7)).toBeUndefined()
    expect(unproven(hostd.replace('hostd[2706791]', 'Hostd[2706791]:'), 6.7)).toContain('record: ')
    expect(unproven(hostd.replace('Vmsvc.vm', 'vm'), 6.7)).toContain('subsystem: ')
    const failed =
      '2012-03-23T16:23:13.100Z cpu12:891914)WARNING: Migrate: 269: 1332519771814422 S: Failed: Timeout (0xbad0021) @0x4180affb775d'
    expect(unproven(failed, 5)).toContain('words: Failed: Timeout')
  })
})

describe('the table of kinds', () => {
  it.each(LINE_KIND_NAMES)(
    '%s is seen in the major versions that samples show, in no other',
    (name) => {
      const shown = GENUINE_LINES.filter(({ kind }) => kind === name).flatMap(
        ({ majors }) => majors,
      )
      expect(seenOf(name)).toEqual([...new Set(shown)].toSorted((a, b) => a - b))
    },
  )
})

describe('the samples', () => {
  it('name their source and version', () => {
    for (const { sample, majors } of GENUINE_LINES)
      expect([sample, majors]).not.toEqual([sample, []])
  })

  it.each([
    ['vmkernel.log', [4, 5, 6, 8, 9]],
    ['vmware.log', [5, 6, 7, 8, 9]],
    ['hostd.log', [4, 5, 6, 8, 9]],
    ['vpxa.log', [4, 5, 9]],
  ] as const)('show records of %s from the major versions %j', (file, expected) => {
    const shown = GENUINE_LINES.filter((line) => line.file === file && line.record.length > 5)
    const majors = new Set(shown.flatMap(({ majors }) => majors))
    expect([...majors].toSorted((a, b) => a - b)).toEqual(expected)
  })
})
