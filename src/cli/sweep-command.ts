/** `sweep`: one scenario, some parameters varied, a row for each combination. */
import { PRESET_IDS } from '../catalogue/presets.ts'
import type { RunInput } from '../engine/scenario/scenario.ts'
import type { Progress } from '../engine/work.ts'
import { problemLine } from '../engine/scenario/validate.ts'
import { PROGRESS_TEXT } from '../text/progress.ts'
import { counted } from '../text/format.ts'
import { PLAIN } from './columns.ts'
import { onlySource, readArguments, seedOf, wrong } from './arguments.ts'
import { writeAll } from './command.ts'
import { checkInput, inputWith, readSource, setValues, type Source } from './input.ts'
import type { Io } from './io.ts'
import { type Axis, gridPoints, type GridPoint, readAxes } from './sweep-grid.ts'
import { inTurns, refuseTooLong } from './progress.ts'
import { foreseeSweep } from './sweep-cost.ts'
import { runSweep, type SweepResult } from './sweep-row.ts'
import { rowsAsCsv, rowsAsJson, rowsAsTable, type SweepRow } from './sweep-output.ts'

const FLAGS = {
  '--vary': 'list',
  '--set': 'list',
  '--seed': 'value',
  '--model': 'value',
  '--csv': 'flag',
  '--json': 'flag',
  '--long': 'flag',
  '--help': 'flag',
} as const

const HELP = `Simulates every combination of varied parameters, on all processors.

npm run --silent sweep -- PRESET|FILE|- --vary id=from:to:steps[:log] [flags]

  --vary id=from:to:steps      evenly from one value to the other, both included; may come several times
  --vary id=from:to:steps:log  evenly in the logarithm
  --vary id=a,b,c              these values; for choices too, and for "seed"
  --set, --seed, --model       as in simulate
  --csv | --json               comma-separated values, or one JSON document; default: a table
  --long                       allow more than 10 minutes; without it, a command expected to take longer is refused

A combination that contradicts itself has the outcome "refused" and its reason. A sweep that takes more than 2
seconds reports its expected time and its progress on standard error. Exit codes as in simulate.

Example
  npm run --silent sweep -- oltp --vary workload.writeRate=50:5000:20:log --vary network.speed=10,25,100 --csv
`

type Prepared =
  { readonly input: RunInput; readonly followed: readonly string[] } | { readonly refused: string }

function prepare(source: Source, values: GridPoint, point: GridPoint, seed: number): Prepared {
  const { seed: variedSeed, ...varied } = point
  const chosenSeed = typeof variedSeed === 'number' ? variedSeed : seed
  const { input, problems, notices } = inputWith(source, { ...values, ...varied }, chosenSeed)
  const [problem] = problems
  if (problem) return { refused: problemLine(problem) }
  return { input, followed: notices.map(({ field }) => field) }
}

function* prepareAll(
  source: Source,
  values: GridPoint,
  points: readonly GridPoint[],
  seed: number,
): Generator<Progress, readonly Prepared[]> {
  const prepared: Prepared[] = []
  for (const point of points) {
    prepared.push(prepare(source, values, point, seed))
    yield { done: prepared.length, foreseen: points.length, at: 0 }
  }
  return prepared
}

/** Results come in the order of the points that were not refused. */
function rowsOf(
  axes: readonly Axis[],
  points: readonly GridPoint[],
  prepared: readonly Prepared[],
  results: readonly SweepResult[],
): SweepRow[] {
  let next = 0
  return points.map((point, index) => {
    const entry = prepared[index]!
    const values = axes.map(({ id }) => point[id] as string | number)
    if ('refused' in entry) return { values, result: { outcome: 'refused', reason: entry.refused } }
    return { values, result: results[next++]! }
  })
}

/** Inherited values that had to follow are named once, not for each point. */
function noteFollowed(prepared: readonly Prepared[], io: Io): void {
  const counts = new Map<string, number>()
  for (const entry of prepared)
    if ('input' in entry)
      for (const field of entry.followed) counts.set(field, (counts.get(field) ?? 0) + 1)
  for (const [field, count] of counts)
    io.err(
      `note: ${field} follows what it depends on in ${count} of ${counted(prepared.length, 'combination', PLAIN)}\n`,
    )
}

export async function sweep(argv: readonly string[], io: Io): Promise<void> {
  const args = readArguments(argv, FLAGS)
  if (args.has('--help')) return writeAll(io, [HELP])
  if (args.has('--csv') && args.has('--json'))
    throw wrong('--json', "can't be combined with --csv", 'one of --csv, --json')
  const source = await readSource(onlySource(args, PRESET_IDS), io)
  const axes = readAxes(args.list('--vary'))
  const values = setValues(args.list('--set'), args.value('--model'))
  const { seed } = checkInput(source, values, seedOf(args), { ...io, err: () => {} })
  const points = gridPoints(axes)
  const checking = prepareAll(source, values, points, seed)
  const prepared = await inTurns(io, PROGRESS_TEXT.checking(points.length), checking, undefined)
  noteFollowed(prepared, io)
  const inputs = prepared.flatMap((entry) => ('input' in entry ? [entry.input] : []))
  const what = PROGRESS_TEXT.sweep(inputs.length)
  const cost = await inTurns(io, PROGRESS_TEXT.estimate(what), foreseeSweep(inputs), undefined)
  refuseTooLong(args, what, cost.work, cost.threads)
  const results = await runSweep(io, inputs, cost)
  const rows = rowsOf(axes, points, prepared, results)
  const ids = axes.map(({ id }) => id)
  if (args.has('--json')) return writeAll(io, [rowsAsJson(ids, rows)])
  return writeAll(io, [args.has('--csv') ? rowsAsCsv(ids, rows) : rowsAsTable(ids, rows)])
}
