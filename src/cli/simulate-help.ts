/** The words of `simulate --help`. */
import { ONE_OFF_KINDS, MID_RUN_IDS } from '../engine/scenario/intervention.ts'

const WIDTH = 80

/** The names, as many a line as fit. */
function wrapped(names: readonly string[]): string {
  const lines: string[] = ['']
  for (const [index, name] of names.entries()) {
    const word = index < names.length - 1 ? `${name}, ` : name
    if (lines.at(-1)!.length + word.length > WIDTH) lines.push('')
    lines[lines.length - 1] += word
  }
  return lines.map((line) => `                     ${line.trimEnd()}`).join('\n')
}

const INTERVENTIONS_AND_DIALS = wrapped([
  ...ONE_OFF_KINDS,
  ...MID_RUN_IDS.map((id) => `${id}=VALUE`),
])

export const SIMULATE_HELP = `Simulates one vMotion and prints what happened.

npm run --silent simulate -- PRESET|FILE|- [flags]

  PRESET|FILE|-    a preset of --list, a scenario file (see --schema), or one on standard input
  --set id=value   sets a parameter of --list; may come several times
  --seed N         a whole number, 0 to 4294967295; default 1
  --model NAME     sampled (default), literal (executes every write) or fluid (expected values)
  --fail NAME[@S]  a failure on demand, S seconds after the request (see failure in --list)
  --intervene T:WHAT[=VALUE]
                   does something T seconds after the request; may come several times. WHAT is one of
${INTERVENTIONS_AND_DIALS}

What to print, one of:
  (nothing)        a readable report
  --json           one JSON document: times in seconds, the stun in milliseconds, sizes in bytes
  --facts          what happened, one JSON object a line, "at" in nanoseconds
    --pages A-B      adds every page fire of pages A to B
  --heat           guest memory as digits: tenths that are missing or stale at the destination
    --at SECONDS     when; default: the end of pass -1
  --logs           log lines of both hosts, as the generation writes them; "?" marks unverified ones
    --host NAME      source or destination
    --file NAME      vmkernel.log, vmware.log, hostd.log or vpxa.log; with --host, the file as it stands
    --grep TEXT      lines with this text in any case, or /expression/

  --long           allow more than 10 minutes; without it, a command expected to take longer is refused
  --list           presets and parameters with unit, range, default and source
  --schema         JSON Schema of a scenario file
  --help           this text

Values that were given and contradict each other are refused. A value that was only inherited follows
(a working set shrinks with the memory), and a note on standard error says so.
A command that takes more than 2 seconds reports its expected time and its progress on standard error.
A migration that would copy for ever is recognised and has the outcome "never-ends". One that is still copying when the
simulation stops (after 30 days, or when it can record no more passes) is "unfinished".
Exit code: 0 when the simulation ran, whatever its outcome; 2 when the input is wrong; 130 after Ctrl-C.

Examples
  npm run --silent simulate -- default
  npm run --silent simulate -- oltp --set vm.memory=128 --set network.speed=25 --json
  npm run --silent simulate -- memtest --set Migrate.SdpsEnabled=0
  npm run --silent simulate -- default --heat --at 30
  npm run --silent simulate -- default --fail link-cut@12.5
  npm run --silent simulate -- default --intervene 12.5:network.speed=1 --intervene 30:switch-over --json
  npm run --silent simulate -- default --logs --host source --file vmkernel.log
  echo '{"vm.memory": 16}' | npm run --silent simulate -- - --facts --pages 0-1023
`
