/** Checks whole scenarios: `checkScenario` names what is wrong, `clampScenario` takes the nearest valid one and reports it. */
import { checkValue, isCount } from './check-value.ts'
import { suggestion } from './closest.ts'
import { settleConflicts, type Settled } from './conflicts.ts'
import type { Parameter } from './parameter.ts'
import { PARAMETERS, type ParameterId } from './parameters.ts'
import { type Problem, printable, quote } from './problem.ts'
import { DEFAULT_SCENARIO, PARAMETER_IDS, type Scenario } from './scenario.ts'

export { checkSeed, checkValue } from './check-value.ts'
export { parseSeed, parseValue, valueText } from './parse-value.ts'
export { type Checked, type Problem, problemLine } from './problem.ts'

const MAX_PROBLEMS = 20

export function isParameterId(id: string): id is ParameterId {
  return Object.hasOwn(PARAMETERS, id)
}

/** Ids of parameters and nothing else: `__proto__` and friends are unknown names like any other. */
export function unknownParameter(id: string, known: readonly string[] = PARAMETER_IDS): Problem {
  return {
    field: printable(id),
    message: `unknown parameter${suggestion(id, known)}`,
    allowed: 'the parameters of `simulate --list`',
  }
}

/**
 * A scenario from any JSON: the values of `partial` over those of `base`. Wrong values are left out and named, at most
 * twenty of them; the scenario is valid in any case.
 */
export function checkScenario(partial: unknown, base: Scenario = DEFAULT_SCENARIO): Settled {
  if (typeof partial !== 'object' || partial === null || Array.isArray(partial)) {
    const message = `${quote(partial)} isn't an object of parameters`
    const problem = { field: 'parameters', message, allowed: '{"vm.memory": 64, …}' }
    return { scenario: base, problems: [problem], notices: [] }
  }
  const problems: Problem[] = []
  const values = new Map<ParameterId, unknown>()
  for (const id of Object.keys(partial)) {
    if (problems.length >= MAX_PROBLEMS) break
    if (!isParameterId(id)) {
      problems.push(unknownParameter(id))
      continue
    }
    const result = checkValue(id, (partial as Record<string, unknown>)[id])
    if ('ok' in result) values.set(id, result.ok)
    else problems.push(result.problem)
  }
  const merged = { ...base, ...Object.fromEntries(values) }
  const settled = settleConflicts(merged, new Set(values.keys()))
  return { ...settled, problems: [...problems, ...settled.problems] }
}

/** The nearest allowed value; the default where none is near. */
function clampValue(id: ParameterId, value: unknown): unknown {
  const parameter: Parameter = PARAMETERS[id]
  if (parameter.kind !== 'number' || typeof value !== 'number' || Number.isNaN(value))
    return parameter.default
  const inside = Math.min(parameter.max, Math.max(parameter.min, value))
  return isCount(parameter) ? Math.round(inside) : inside
}

/** For dials and links: never refuses. What it had to change is in `notices`. */
export function clampScenario(scenario: Scenario): {
  scenario: Scenario
  notices: readonly Problem[]
} {
  const notices: Problem[] = []
  const values: [ParameterId, unknown][] = PARAMETER_IDS.map((id) => {
    const result = checkValue(id, scenario[id])
    if ('ok' in result) return [id, result.ok]
    notices.push(result.problem)
    return [id, clampValue(id, scenario[id])]
  })
  const settled = settleConflicts(Object.fromEntries(values) as unknown as Scenario, new Set())
  return { scenario: settled.scenario, notices: [...notices, ...settled.notices] }
}
