/** `evacuate`: one host in, all its VMs out, and a report of who waited for what. */
import { UNITS_A_SECOND } from '../engine/foresight/whole-seconds.ts'
import {
  ADMISSION_LIMITS,
  MAX_LIMIT,
  type AdmissionLimit,
  type Limits,
} from '../engine/host/admission.ts'
import { INITIATORS, type EvacuationRequest } from '../engine/host/evacuation-plan.ts'
import { MAX_VMS } from '../engine/host/fleet.ts'
import { suggestion } from '../engine/scenario/closest.ts'
import { numberFrom } from '../engine/scenario/parse-value.ts'
import { PRESET_IDS, isPreset, presetScenario, unknownPreset } from '../catalogue/presets.ts'
import { printable } from '../engine/scenario/problem.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { startRun } from '../engine/run.ts'
import { oneAfterTheOther, type Progress } from '../engine/work.ts'
import {
  ALTERNATIVES,
  runAlternative,
  runEvacuation,
  SERIAL,
  withLimit,
  type Alternative,
  type EvacuationSummary,
} from '../report/evacuation.ts'
import { foreseeEvacuationCost, prepareEvacuation } from '../report/prepare-evacuation.ts'
import { PROGRESS_TEXT } from '../text/progress.ts'
import { type Arguments, onlySource, readArguments, seedOf, wrong } from './arguments.ts'
import { writeAll } from './command.ts'
import { evacuationJson, evacuationText } from './evacuate-output.ts'
import { checkInput, readSource, setValues, splitAssignment } from './input.ts'
import { InputError, type Io } from './io.ts'
import { inTurns, refuseTooLong } from './progress.ts'

const EVACUATE_HELP = `Empties a host: all its VMs leave by vMotion, queue by VMware's cost table and share the wire.

npm run --silent evacuate -- PRESET|FILE|- [flags]

  PRESET|FILE|-    the VM, and the network and hosts that all share; as in simulate
  --vms N          how many VMs the host has, 1 to 64; default 20
  --mix A,B,...    presets taken in turn for memory and workload, instead of the one named
  --spread P       by how many percent memory, working set and writes differ at most, 0 to 90; default 50
  --limit NAME=N   another limit than the table's: generation, network, host or datastore; may come several times
  --initiator WHO  maintenance-mode (default), drs, dpm or person: changes what is logged, not what happens
  --compare        also with 2, 4, 8 and 16 at a time; one after the other is always there
  --set, --seed, --model   as in simulate
  --json           one JSON document: times in seconds, the stun in milliseconds, sizes in bytes
  --long           allow more than 10 minutes; without it, a command expected to take longer is refused
  --help           this text

The first VM is the one named; the others differ from it by draws of the seed.
A command that takes more than 2 seconds reports its expected time and its progress on standard error.
Exit code: 0 when the simulation ran, whatever its outcome; 2 when the input is wrong; 130 after Ctrl-C.

Examples
  npm run --silent evacuate -- idle-web
  npm run --silent evacuate -- default --set vm.memory=16 --vms 12 --compare
  npm run --silent evacuate -- default --mix idle-web,file-server,oltp --set network.speed=1
  npm run --silent evacuate -- oltp --vms 30 --limit host=4 --json
`

const FLAGS = {
  '--vms': 'value',
  '--mix': 'value',
  '--spread': 'value',
  '--limit': 'list',
  '--initiator': 'value',
  '--compare': 'flag',
  '--set': 'list',
  '--seed': 'value',
  '--model': 'value',
  '--json': 'flag',
  '--long': 'flag',
  '--help': 'flag',
} as const

const USUAL_VMS = 20
const USUAL_SPREAD = 50

function numberOf(args: Arguments, flag: string, usual: number, least: number, most: number) {
  const text = args.value(flag)
  if (text === undefined) return usual
  return checkedNumber(flag, text, least, most)
}

function checkedNumber(field: string, text: string, least: number, most: number): number {
  const number = numberFrom(text)
  const allowed = `a whole number, ${least} to ${most}`
  if (typeof number !== 'number') throw wrong(field, `"${printable(text)}" isn't a number`, allowed)
  if (!Number.isInteger(number)) throw wrong(field, `${number} isn't a whole number`, allowed)
  if (number < least || number > most) throw wrong(field, `${number} is out of range`, allowed)
  return number
}

function limitsFrom(args: Arguments): Partial<Limits> {
  const limits = args.list('--limit').map((text): [AdmissionLimit, number] => {
    const [name, most] = splitAssignment('--limit', text)
    const known = ADMISSION_LIMITS.find((limit) => limit === name)
    if (known === undefined)
      throw wrong(
        '--limit',
        `unknown limit "${printable(name)}"${suggestion(name, ADMISSION_LIMITS)}`,
        ADMISSION_LIMITS.join(', '),
      )
    return [known, checkedNumber(`--limit ${name}`, most, 1, MAX_LIMIT)]
  })
  return Object.fromEntries(limits)
}

/** The VMs: the scenario that is named, or those of a mix on its network. */
function guestsFrom(args: Arguments, host: Scenario): readonly Scenario[] {
  const mix = args.value('--mix')
  if (mix === undefined) return [host]
  return mix.split(',').map((id) => {
    if (!isPreset(id)) throw new InputError(unknownPreset('--mix', id))
    return presetScenario(id)
  })
}

function initiatorFrom(args: Arguments): EvacuationRequest['initiator'] {
  const name = args.value('--initiator')
  if (name === undefined) return INITIATORS[0]
  const known = INITIATORS.find((initiator) => initiator === name)
  if (known !== undefined) return known
  throw wrong(
    '--initiator',
    `unknown initiator "${printable(name)}"${suggestion(name, INITIATORS)}`,
    INITIATORS.join(', '),
  )
}

export async function evacuate(argv: readonly string[], io: Io): Promise<void> {
  const args = readArguments(argv, FLAGS)
  if (args.has('--help')) return writeAll(io, [EVACUATE_HELP])
  const vms = numberOf(args, '--vms', USUAL_VMS, 1, MAX_VMS)
  const spread = numberOf(args, '--spread', USUAL_SPREAD, 0, 90) / 100
  const limits = limitsFrom(args)
  const initiator = initiatorFrom(args)
  const source = await readSource(onlySource(args, PRESET_IDS), io)
  const values = setValues(args.list('--set'), args.value('--model'))
  const {
    scenario: host,
    seed,
    rates,
    interventions,
  } = checkInput(source, values, seedOf(args), io)
  if (host.failure !== 'none')
    throw wrong('failure', 'strikes one VM; an evacuation has none', 'none')
  if (interventions !== undefined)
    throw wrong('interventions', 'are those of one VM; an evacuation takes none', 'none')
  if (rates !== undefined)
    throw wrong('rates', 'follow from the evacuation; a host has none of its own', 'none')

  const guests = guestsFrom(args, host)
  const request = { host, guests, vms, spread, seed, limits, initiator }
  const compared = args.has('--compare') ? ALTERNATIVES : [SERIAL]
  const foreseen = [request, ...compared.map((atOnce) => withLimit(request, atOnce))].map((one) =>
    foreseeEvacuationCost(one),
  )
  const what = PROGRESS_TEXT.evacuation(vms)
  refuseTooLong(
    args,
    what,
    foreseen.reduce((sum, work) => sum + work, 0),
  )
  const parts: readonly Generator<Progress, EvacuationSummary | Alternative>[] = [
    runEvacuation(request, startRun, prepareEvacuation),
    ...compared.map((atOnce) => runAlternative(request, atOnce, startRun, prepareEvacuation)),
  ]
  const [summary, ...alternatives] = (await inTurns(
    io,
    what,
    oneAfterTheOther(parts, foreseen),
    UNITS_A_SECOND,
  )) as [EvacuationSummary, ...Alternative[]]
  const text = args.has('--json')
    ? `${JSON.stringify(evacuationJson(summary, alternatives), undefined, 2)}\n`
    : evacuationText(summary, alternatives, args.value('--mix') ?? source.name)
  return writeAll(io, [text])
}
