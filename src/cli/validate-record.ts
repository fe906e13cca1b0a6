/** `validate --record`: what the tests hold the errors against, and others' records in binned form for the page. */
import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { MODEL_VERSION } from '../engine/run-hash.ts'
import {
  MARGIN,
  recordedParts,
  sampled,
  type Benchmark,
  type RecordedPart,
} from '../validation/benchmark.ts'
import { besideResult, type BesideResult } from '../validation/beside.ts'
import { binned } from '../validation/binned.ts'
import { isModelled, type GroupId, type ValidatedCase } from '../validation/case.ts'
import { GROUPS } from '../validation/groups.ts'
import type { ForeignRecord, RecordedGroup } from '../validation/recorded.ts'
import { reportGroup } from '../validation/report.ts'
import { readRows } from './validate-data.ts'
import type { Entry, Source } from './validate-predict.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
export const BENCHMARK_FILE = join(ROOT, 'test', 'validation', 'recorded.json')
export const FOREIGN_FILE = join(ROOT, 'src', 'validation', 'recorded', 'foreign.json')
const COMMAND = 'npm run validate -- --record'

/** The first twelve digits of the SHA-256 of all files together: which version of the data it was. */
function dataHash({ found }: Source): string {
  const hash = createHash('sha256')
  for (const path of found.paths) hash.update(readFileSync(path))
  return hash.digest('hex').slice(0, 12)
}

/** What a longer command found before stays until it is run again: it says by itself how it was made. */
function recordedGroup(
  source: Source,
  entries: readonly Entry[],
  beside: readonly BesideResult[],
  old: RecordedGroup | undefined,
): RecordedGroup {
  const cases = entries.filter(isModelled)
  const kept = (old?.result.beside ?? []).filter(
    ({ id, command }) => command !== undefined && !beside.some((one) => one.id === id),
  )
  const { result } = reportGroup(source.group, entries, [...beside, ...kept])
  const names = [...new Set(cases.map(({ part }) => part))]
  const ofPart = (part: string): readonly ValidatedCase[] =>
    cases.filter((one) => one.part === part)
  return {
    result,
    parts: names.map((part) => ({ part, binned: binned(ofPart(part)) })),
    data: dataHash(source),
  }
}

/** The other settings on the rows that the tests run. */
function sampledBeside(id: GroupId, sources: readonly Source[]): readonly BesideResult[] {
  const group = GROUPS.find((one) => one.id === id)!
  if (group.beside === undefined) return []
  const rows = sampled(readRows(group, sources.find((source) => source.group === id)!.found))
  return group.beside.map(({ id: setting, part, judge }) =>
    besideResult(setting, part, rows.map(judge)),
  )
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8')) as unknown
}

/** Only what was run is replaced: a record without the foreign data keeps theirs. Returns the files written. */
export function record(
  sources: readonly Source[],
  entries: ReadonlyMap<GroupId, readonly Entry[]>,
  besideOf: (group: GroupId) => readonly BesideResult[],
): readonly string[] {
  const ran = sources.map(({ group }) => group)
  const before = readJson(BENCHMARK_FILE) as Benchmark
  const parts: RecordedPart[] = GROUPS.flatMap(({ id }) =>
    ran.includes(id)
      ? recordedParts(reportGroup(id, sampled(entries.get(id)!), sampledBeside(id, sources)).result)
      : before.parts.filter(({ group }) => group === id),
  )
  const benchmark: Benchmark = {
    command: COMMAND,
    modelVersion: MODEL_VERSION,
    margin: MARGIN,
    parts,
  }
  const old = readJson(FOREIGN_FILE) as ForeignRecord
  const foreign: ForeignRecord = {
    command: COMMAND,
    modelVersion: MODEL_VERSION,
    groups: GROUPS.filter(({ data }) => data === 'foreign').flatMap(({ id }) => {
      const source = sources.find(({ group }) => group === id)
      return source === undefined
        ? old.groups.filter(({ result }) => result.group === id)
        : [
            recordedGroup(
              source,
              entries.get(id)!,
              besideOf(id),
              old.groups.find(({ result }) => result.group === id),
            ),
          ]
    }),
  }
  writeFileSync(BENCHMARK_FILE, `${JSON.stringify(benchmark, undefined, 1)}\n`)
  writeFileSync(FOREIGN_FILE, `${JSON.stringify(foreign)}\n`)
  return [BENCHMARK_FILE, FOREIGN_FILE]
}
