/** Checks interventions of any origin. Wrong ones are left out and named by their place in the list. */
import type { OneOffKind } from '../facts.ts'
import { checkValue } from './check-value.ts'
import { suggestion } from './closest.ts'
import { settleConflicts } from './conflicts.ts'
import {
  ONE_OFF_KINDS,
  isMidRun,
  MAX_INTERVENTION_TIME,
  MID_RUN_IDS,
  MAX_INTERVENTIONS,
  type DialIntervention,
  type Intervention,
} from './intervention.ts'
import { PARAMETERS, type ParameterId } from './parameters.ts'
import { type Checked, type Problem, printable, quote } from './problem.ts'
import type { Scenario } from './scenario.ts'

const KINDS: readonly string[] = ['set', ...ONE_OFF_KINDS]
const MAX_PROBLEMS = 20

/** Why a dial of the scenario cannot change while the migration runs. Inferred where the reason is how vMotion reads it. */
function fixedBecause(id: ParameterId): string {
  switch (PARAMETERS[id].group) {
    case 'vm':
      return 'is part of the VM, which cannot change while it moves'
    case 'workload':
      return 'says which pages are written and when: they are laid out when the run starts'
    case 'network':
      return 'is agreed when the connection is made'
    case 'hosts':
      return 'is a property of the hardware'
    case 'migration':
      return 'is read when the migration starts'
    case 'others':
    case 'generation':
    case 'failure':
    case 'engine':
      return 'is chosen before the run'
  }
}

function checkTime(field: string, at: unknown): Checked<number> {
  if (typeof at === 'number' && Number.isInteger(at) && at >= 0 && at <= MAX_INTERVENTION_TIME)
    return { ok: at + 0 }
  return {
    problem: {
      field,
      message: `${quote(at)} isn't a time`,
      allowed: `whole nanoseconds, 0 to ${MAX_INTERVENTION_TIME}`,
    },
  }
}

/** A dial that may change in mid-run, with a right value. `field` names it in messages. */
export function checkDial(
  field: string,
  at: number,
  id: unknown,
  value: unknown,
): Checked<DialIntervention> {
  if (typeof id !== 'string' || !isMidRun(id)) {
    const known = typeof id === 'string' && Object.hasOwn(PARAMETERS, id)
    const message = known
      ? `${id} ${fixedBecause(id as ParameterId)}`
      : `unknown parameter ${quote(id)}${typeof id === 'string' ? suggestion(id, MID_RUN_IDS) : ''}`
    return { problem: { field, message, allowed: MID_RUN_IDS.join(', ') } }
  }
  const checked = checkValue(id, value)
  if ('problem' in checked)
    return { problem: { ...checked.problem, field: `${field} ${checked.problem.field}` } }
  return { ok: { kind: 'set', at, parameter: id, value: checked.ok } }
}

/** One intervention; `index` counts from 0 and is named from 1. */
function checkOne(index: number, given: unknown): Checked<Intervention> {
  const field = `intervention ${index + 1}`
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    const allowed = '{"at": 12500000000, "kind": "cut-cable"}'
    return { problem: { field, message: `${quote(given)} isn't an intervention`, allowed } }
  }
  const fields = new Map<string, unknown>(Object.entries(given))
  const at = checkTime(`${field} at`, fields.get('at'))
  if ('problem' in at) return at
  const kind = fields.get('kind')
  if (typeof kind !== 'string' || !KINDS.includes(kind)) {
    const hint = typeof kind === 'string' ? suggestion(printable(kind), KINDS) : ''
    const message = `unknown intervention ${quote(kind)}${hint}`
    return { problem: { field: `${field} kind`, message, allowed: KINDS.join(', ') } }
  }
  if (kind === 'set') return checkDial(field, at.ok, fields.get('parameter'), fields.get('value'))
  return { ok: { kind: kind as OneOffKind, at: at.ok } }
}

/** A value that is right on its own may not go with the rest of the scenario: more writes than `literal` takes. */
function conflictWith(scenario: Scenario, index: number, each: Intervention): Problem | undefined {
  if (each.kind !== 'set') return undefined
  const { problems, notices } = settleConflicts(
    { ...scenario, [each.parameter]: each.value },
    new Set(),
  )
  const [first] = [...problems, ...notices]
  if (first === undefined) return undefined
  const field = `intervention ${index + 1} ${each.parameter}`
  const message = `${String(each.value)} does not go with ${first.field}: ${first.message}`
  return { field, message, allowed: `${first.field}: ${first.allowed}` }
}

/** Interventions from any JSON, in the order given. The scenario must be valid. */
export function checkInterventions(
  given: unknown,
  scenario: Scenario,
): { readonly interventions: readonly Intervention[]; readonly problems: readonly Problem[] } {
  if (given === undefined) return { interventions: [], problems: [] }
  const list: readonly unknown[] | undefined = Array.isArray(given) ? given : undefined
  if (list === undefined || list.length > MAX_INTERVENTIONS) {
    const message =
      list === undefined ? `${quote(given)} isn't a list` : `has ${list.length} entries`
    const allowed = `a list of at most ${MAX_INTERVENTIONS}`
    return { interventions: [], problems: [{ field: 'interventions', message, allowed }] }
  }
  const interventions: Intervention[] = []
  const problems: Problem[] = []
  for (const [index, each] of list.entries()) {
    if (problems.length >= MAX_PROBLEMS) break
    const checked = checkOne(index, each)
    const problem = 'ok' in checked ? conflictWith(scenario, index, checked.ok) : checked.problem
    if (problem !== undefined) problems.push(problem)
    else if ('ok' in checked) interventions.push(checked.ok)
  }
  return { interventions, problems }
}
