/** Interventions as text, for links, files and the command line: `12.5:network.speed=1`, `12.5:cut-cable`. */
import { suggestion } from './closest.ts'
import { checkDial, checkInterventions } from './check-interventions.ts'
import {
  ONE_OFF_KINDS,
  isMidRun,
  MID_RUN_IDS,
  MAX_INTERVENTION_TIME,
  MAX_INTERVENTIONS,
  type Intervention,
} from './intervention.ts'
import { PARAMETERS } from './parameters.ts'
import { parseValue, valueText } from './parse-value.ts'
import { type Checked, type Problem, printable, quote } from './problem.ts'
import type { Scenario } from './scenario.ts'
import { secondsFrom, secondsText } from './seconds.ts'
import { SECOND, type Nanoseconds } from '../units.ts'

const MAX_SECONDS = MAX_INTERVENTION_TIME / SECOND
const NAMES: readonly string[] = [...ONE_OFF_KINDS, ...MID_RUN_IDS]

/** Decimal seconds to nanoseconds, exactly; undefined where that is no time at which something can be done. */
export function secondsFromText(text: string): Nanoseconds | undefined {
  return secondsFrom(text, MAX_SECONDS)
}

export function interventionText(intervention: Intervention): string {
  const at = secondsText(intervention.at)
  if (intervention.kind !== 'set') return `${at}:${intervention.kind}`
  const { parameter, value } = intervention
  return `${at}:${parameter}=${valueText(parameter, value as never)}`
}

const MAX_LENGTH = 128
const FORM =
  'SECONDS:WHAT or SECONDS:PARAMETER=VALUE, such as 12.5:cut-cable or 12.5:network.speed=1'

/** One intervention from text of any origin. `field` names it in messages. */
export function parseIntervention(field: string, text: string): Checked<Intervention> {
  const refuse = (message: string, allowed: string): Checked<Intervention> => ({
    problem: { field, message, allowed },
  })
  const colon = text.indexOf(':')
  if (colon < 1 || text.length > MAX_LENGTH)
    return refuse(`${quote(text)} isn't an intervention`, FORM)
  const at = secondsFromText(text.slice(0, colon).trim())
  if (at === undefined)
    return refuse(`${quote(text.slice(0, colon))} isn't a time`, `0 to ${MAX_SECONDS} seconds`)
  const equals = text.indexOf('=', colon)
  const name = text.slice(colon + 1, equals < 0 ? undefined : equals).trim()
  const kind = ONE_OFF_KINDS.find((known) => known === name)
  if (kind !== undefined) {
    if (equals >= 0) return refuse(`${kind} takes no value`, `${secondsText(at)}:${kind}`)
    return { ok: { kind, at } }
  }
  if (!isMidRun(name)) {
    // A parameter that cannot change in mid-run: the message says why.
    if (Object.hasOwn(PARAMETERS, name)) return checkDial(field, at, name, undefined)
    return refuse(
      `unknown intervention "${printable(name)}"${suggestion(printable(name), NAMES)}`,
      NAMES.join(', '),
    )
  }
  if (equals < 0) return refuse(`${name} has no value`, `${secondsText(at)}:${name}=VALUE`)
  const value = parseValue(name, text.slice(equals + 1))
  if ('problem' in value) return { problem: { ...value.problem, field: `${field} ${name}` } }
  return { ok: { kind: 'set', at, parameter: name, value: value.ok } }
}

/** A list of texts of any origin; wrong ones are left out and named by their place. The scenario must be valid. */
export function readInterventions(
  given: unknown,
  scenario: Scenario,
): { readonly interventions: readonly Intervention[]; readonly problems: readonly Problem[] } {
  if (given === undefined) return { interventions: [], problems: [] }
  const list: readonly unknown[] = Array.isArray(given) ? given : []
  if (!Array.isArray(given) || list.length > MAX_INTERVENTIONS)
    return checkInterventions(given, scenario)
  const problems: Problem[] = []
  const parsed: Intervention[] = []
  for (const [index, text] of list.entries()) {
    if (problems.length >= 20) break
    const field = `intervention ${index + 1}`
    const one = parseIntervention(field, typeof text === 'string' ? text : quote(text))
    if ('problem' in one) problems.push(one.problem)
    else parsed.push(one.ok)
  }
  const checked = checkInterventions(parsed, scenario)
  return { interventions: checked.interventions, problems: [...problems, ...checked.problems] }
}
