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
import { binned } from '../validation/binned.ts'
import { isModelled, type GroupId, type ValidatedCase } from '../validation/case.ts'
import { GROUPS } from '../validation/groups.ts'
import type { ForeignRecord, RecordedGroup } from '../validation/recorded.ts'
import { reportGroup } from '../validation/report.ts'
import type { Entry, Source } from './validate-pool.ts'

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

function recordedGroup(source: Source, entries: readonly Entry[]): RecordedGroup {
  const cases = entries.filter(isModelled)
  const { result } = reportGroup(source.group, entries)
  const names = [...new Set(cases.map(({ part }) => part))]
  const ofPart = (part: string): readonly ValidatedCase[] =>
    cases.filter((one) => one.part === part)
  return {
    result,
    parts: names.map((part) => ({ part, binned: binned(ofPart(part)) })),
    data: dataHash(source),
  }
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, 'utf8')) as unknown
}

/** Only what was run is replaced: a record without the foreign data keeps theirs. Returns the files written. */
export function record(
  sources: readonly Source[],
  entries: ReadonlyMap<GroupId, readonly Entry[]>,
): readonly string[] {
  const ran = sources.map(({ group }) => group)
  const before = readJson(BENCHMARK_FILE) as Benchmark
  const parts: RecordedPart[] = GROUPS.flatMap(({ id }) =>
    ran.includes(id)
      ? recordedParts(reportGroup(id, sampled(entries.get(id)!)).result)
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
        : [recordedGroup(source, entries.get(id)!)]
    }),
  }
  writeFileSync(BENCHMARK_FILE, `${JSON.stringify(benchmark, undefined, 1)}\n`)
  writeFileSync(FOREIGN_FILE, `${JSON.stringify(foreign)}\n`)
  return [BENCHMARK_FILE, FOREIGN_FILE]
}
