/** `simulate`: one scenario in, one report out. */
import { PRESET_IDS } from '../catalogue/presets.ts'
import { foreseeCost, foreseePieces } from '../engine/foresight/foresee-cost.ts'
import { UNITS_A_SECOND } from '../engine/foresight/whole-seconds.ts'
import { startRun } from '../engine/run.ts'
import { createRecording } from '../recording/recording.ts'
import { guestPainWork } from '../report/guest-pain.ts'
import { runAndSummarize } from '../report/summarize.ts'
import { type Arguments, onlySource, readArguments, seedOf, wrong } from './arguments.ts'
import { writeAll } from './command.ts'
import { factLines, readPageRange } from './facts.ts'
import { heatText, readMoment } from './heat.ts'
import { baseOf } from '../saved/over-preset.ts'
import { checkInput, failAssignments, readSource, setValues } from './input.ts'
import type { Io } from './io.ts'
import { summaryJson } from './json.ts'
import { listText } from './list.ts'
import { logsText } from './logs.ts'
import { inTurns, refuseTooLong } from './progress.ts'
import { reportText } from './report.ts'
import { scenarioSchema } from './schema.ts'
import { PROGRESS_TEXT } from '../text/progress.ts'
import { SIMULATE_HELP } from './simulate-help.ts'

const FLAGS = {
  '--set': 'list',
  '--seed': 'value',
  '--model': 'value',
  '--fail': 'value',
  '--intervene': 'list',
  '--json': 'flag',
  '--facts': 'flag',
  '--pages': 'value',
  '--heat': 'flag',
  '--at': 'value',
  '--logs': 'flag',
  '--host': 'value',
  '--file': 'value',
  '--grep': 'value',
  '--list': 'flag',
  '--schema': 'flag',
  '--long': 'flag',
  '--help': 'flag',
} as const

const OUTPUTS = ['--json', '--facts', '--heat', '--logs'] as const
/** Flags that narrow `--logs` down. */
const LOG_FLAGS = ['--host', '--file', '--grep'] as const
type Output = (typeof OUTPUTS)[number] | 'report'

function outputOf(args: Arguments): Output {
  const [first, second] = OUTPUTS.filter((flag) => args.has(flag))
  if (second !== undefined)
    throw wrong(second, `can't be combined with ${first}`, `one of ${OUTPUTS.join(', ')}`)
  if (args.has('--pages') && first !== '--facts')
    throw wrong('--pages', 'belongs to --facts', '--facts --pages A-B')
  if (args.has('--at') && first !== '--heat')
    throw wrong('--at', 'belongs to --heat', '--heat --at SECONDS')
  const narrowed = LOG_FLAGS.find((flag) => args.has(flag))
  if (narrowed !== undefined && first !== '--logs')
    throw wrong(narrowed, 'belongs to --logs', `--logs ${narrowed} …`)
  return first ?? 'report'
}

/** Flags that need no scenario. */
function textWithoutRun(args: Arguments): string | undefined {
  if (args.has('--help')) return SIMULATE_HELP
  if (args.has('--list')) return listText()
  return args.has('--schema') ? `${JSON.stringify(scenarioSchema(), undefined, 2)}\n` : undefined
}

export async function simulate(argv: readonly string[], io: Io): Promise<void> {
  const args = readArguments(argv, FLAGS)
  const text = textWithoutRun(args)
  if (text !== undefined) return writeAll(io, [text])

  const output = outputOf(args)
  const source = await readSource(onlySource(args, PRESET_IDS), io)
  const values = setValues(
    [...args.list('--set'), ...failAssignments(args.value('--fail'))],
    args.value('--model'),
  )
  const input = checkInput(source, values, seedOf(args), io, args.list('--intervene'))
  const afterRun = guestPainWork(input, foreseePieces(input))
  refuseTooLong(args, PROGRESS_TEXT.run, foreseeCost(input) + afterRun)
  const work = runAndSummarize(startRun(input), () => afterRun)
  const { record, summary } = await inTurns(io, PROGRESS_TEXT.run, work, UNITS_A_SECOND)
  switch (output) {
    case 'report':
      return writeAll(io, [
        reportText(summary, { name: source.name, base: baseOf(source.parts.preset) }),
      ])
    case '--json':
      return writeAll(io, [`${JSON.stringify(summaryJson(summary), undefined, 2)}\n`])
    case '--facts': {
      const recording = createRecording(record)
      const pages = args.value('--pages')
      const range = pages === undefined ? undefined : readPageRange(pages, recording.pages)
      return writeAll(io, factLines(recording, range))
    }
    case '--heat': {
      const recording = createRecording(record)
      return writeAll(io, [heatText(recording, readMoment(args.value('--at'), recording))])
    }
    case '--logs': {
      const [host, file, grep] = LOG_FLAGS.map((flag) => args.value(flag))
      return writeAll(io, [
        logsText(record, { host, file, grep }, (text) => io.err(`note: ${text}\n`)),
      ])
    }
  }
}
