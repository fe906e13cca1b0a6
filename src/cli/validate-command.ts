/** `validate`: the engine beside every migration that we have figures of. */
import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { GROUP_TEXT, VALIDATE_TEXT } from '../text/validation.ts'
import { GROUP_IDS, type GroupId } from '../validation/case.ts'
import { GROUPS } from '../validation/groups.ts'
import { reportGroup, REPORT_FORMAT, type ValidationReport } from '../validation/report.ts'
import { readArguments, wrong, type Arguments } from './arguments.ts'
import { writeAll } from './command.ts'
import type { Io } from './io.ts'
import { dataFolder, findData, FOREIGN_DATA, readRows } from './validate-data.ts'
import { record } from './validate-record.ts'
import { markdown, terminalGroup } from './validate-output.ts'
import { predictAll, type Source } from './validate-predict.ts'
import { MODEL_VERSION } from '../engine/run-hash.ts'
import { formatNumber } from '../text/format.ts'
import { besideResult, type BesideResult } from '../validation/beside.ts'
import { judgeByRule, SNU_GRID, type GridRow } from '../validation/snu-cross.ts'
import { SNU_WORKLOADS } from '../validation/snu-workloads.ts'
import { PLAIN, table } from './columns.ts'

interface CrossResults {
  readonly results: readonly BesideResult[]
  /** Which set and pattern the rule chose from all rows, beside the table's. */
  readonly table: string
}

function crossResults(grid: readonly GridRow[], command: string): CrossResults {
  if (grid.length === 0) return { results: [], table: '' }
  const { heldOut, chosen } = judgeByRule(grid)
  const rows = [...chosen]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([workload, candidate]) => {
      const { share, pattern } = SNU_GRID[candidate]!
      const given = SNU_WORKLOADS[workload]
      const said = (one: { share: number; pattern: string }) =>
        `${formatNumber(one.share, 3, PLAIN)} ${one.pattern}`
      return [workload, said({ share, pattern }), given === undefined ? '' : said(given)]
    })
  return {
    results: [
      { ...besideResult('held-out', 'pre-copy', heldOut), command, modelVersion: MODEL_VERSION },
    ],
    table: `\n${table([VALIDATE_TEXT.ruleColumns, ...rows], []).join('\n')}\n`,
  }
}

const FLAGS = {
  '--data': 'value',
  '--group': 'list',
  '--own': 'flag',
  '--cross': 'flag',
  '--rows': 'flag',
  '--json': 'flag',
  '--record': 'flag',
  '--out': 'value',
  '--help': 'flag',
} as const

/** More rows than this are only printed when they are asked for. */
const MAX_ROWS = 200

const HELP = `Holds the engine against real migrations and published predictions: every row, predicted beside measured.

npm run --silent validate -- [flags]

  --data FOLDER   rows laid out like test/validation/data; what it lacks is taken from where it lies by default
  --group NAME    only this data set; may come several times: ${GROUP_IDS.join(', ')}
  --own           only the project's own data and published figures
  --cross         the working sets of the SNU records by rule, on rows that the rule has not seen; takes several minutes
  --rows          print every row, however many they are
  --record        keep the errors as what the tests hold the engine against, and others' records binned for the page; of the
                  data where they lie by default only
  --json          one JSON document with every row instead of tables
  --out PATH      writes the report: a .json or .md file, or both as validation.json and .md into a folder; - writes nothing

A command that takes more than 2 seconds reports its expected time and its progress on standard error; Ctrl-C ends it with exit code 130.
With --data the report is written beside that data unless --out says otherwise; without either it is only printed. "Never" where the real run ended counts as an error of 100 %. Others' records are neither copied nor written: their
rows are printed, the files hold their statistics only.
`

function chosenGroups(args: Arguments): readonly GroupId[] {
  const names = args.list('--group')
  for (const name of names)
    if (!GROUP_IDS.some((id) => id === name))
      throw wrong('--group', `unknown data set "${name}"`, GROUP_IDS.join(', '))
  return GROUPS.filter(
    ({ id, data }) =>
      (names.length === 0 || names.includes(id)) && (data === 'own' || !args.has('--own')),
  ).map(({ id }) => id)
}

/** The command that makes the same report anywhere, without a folder of this machine. */
function commandOf(args: Arguments): string {
  const flags = [
    ...(args.has('--own') ? ['--own'] : []),
    ...(args.has('--cross') ? ['--cross'] : []),
    ...args.list('--group').flatMap((name) => ['--group', name]),
    ...(args.value('--data') === undefined ? [] : ['--data', 'FOLDER']),
  ]
  return ['npm run validate', ...(flags.length > 0 ? ['--', ...flags] : [])].join(' ')
}

/** Others' rows stay where they are. */
function publicPart(report: ValidationReport): ValidationReport {
  return {
    ...report,
    groups: report.groups.map((group) =>
      GROUPS.find(({ id }) => id === group.result.group)?.data === 'own'
        ? group
        : { ...group, cases: [] },
    ),
  }
}

/** Returns the files written: the one that `out` names, or both into the folder that it names. */
function write(report: ValidationReport, out: string): string[] {
  const open = publicPart(report)
  const isFile = /\.(json|md)$/.test(out)
  const files = isFile ? [out] : [join(out, 'validation.json'), join(out, 'validation.md')]
  mkdirSync(isFile ? dirname(out) : out, { recursive: true })
  for (const file of files)
    writeFileSync(
      file,
      file.endsWith('.md') ? [...markdown(open.groups)].join('') : `${JSON.stringify(open)}\n`,
    )
  return files
}

export async function validate(argv: readonly string[], io: Io): Promise<void> {
  const args = readArguments(argv, FLAGS)
  if (args.has('--help')) return writeAll(io, [HELP])
  const [stray] = args.positional
  if (stray !== undefined) throw wrong(stray, 'is not expected here', Object.keys(FLAGS).join(' '))
  const given = dataFolder(args.value('--data'))
  if (given !== undefined && args.has('--record'))
    throw wrong('--record', "can't be combined with --data", 'one of --data, --record')
  const wanted = chosenGroups(args)
  const sources: Source[] = []
  const missing: GroupId[] = []
  for (const group of GROUPS.filter(({ id }) => wanted.includes(id))) {
    const found = findData(group, given)
    if (found === undefined) missing.push(group.id)
    else sources.push({ group: group.id, found, rows: readRows(group, found).length })
  }
  const { entries, beside, grid, threads } = await predictAll(io, sources, args.has('--cross'))
  const crossed = crossResults(grid, commandOf(args))
  const besideOf = (group: GroupId) => [
    ...(beside.get(group) ?? []),
    ...(group === 'snu' ? crossed.results : []),
  ]
  const report: ValidationReport = {
    format: REPORT_FORMAT,
    command: commandOf(args),
    groups: sources.map(({ group }) => reportGroup(group, entries.get(group)!, besideOf(group))),
    missing,
  }
  for (const id of missing)
    io.err(`${VALIDATE_TEXT.missing(GROUP_TEXT[id].title, given ?? FOREIGN_DATA)}\n`)
  const recorded = args.has('--record') ? record(sources, entries, besideOf) : []
  const out = args.value('--out') ?? given ?? '-'
  const files = [...recorded, ...(out === '-' ? [] : write(report, resolve(out)))]
  if (args.has('--json')) return writeAll(io, [`${JSON.stringify(report)}\n`])
  for (const [index, group] of report.groups.entries()) {
    const { found, rows } = sources[index]!
    const withRows = args.has('--rows') || rows <= MAX_ROWS
    await writeAll(io, terminalGroup(group, relative(process.cwd(), found.folder) || '.', withRows))
  }
  if (grid.length > 0) await writeAll(io, [crossed.table])
  const rows = sources.reduce((sum, source) => sum + source.rows, 0)
  io.err(`\n${VALIDATE_TEXT.took(rows, threads)}\n`)
  if (files.length > 0)
    io.err(
      `${VALIDATE_TEXT.written(files.map((file) => relative(process.cwd(), file)).join(', '))}\n`,
    )
}
