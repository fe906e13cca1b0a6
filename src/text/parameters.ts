/** Words of the parameters: a short label, help in plain English, labels of options, titles of groups. */
import type { Parameter, ParameterGroup, RangeOrigin } from '../engine/scenario/parameter.ts'
import { PARAMETERS, type ParameterId } from '../engine/scenario/parameters.ts'
import type { Scenario } from '../engine/scenario/scenario.ts'
import { counted, formatNumber, type NumberStyle } from './format.ts'
import { HOST_TEXT } from './parameters/hosts.ts'
import { MIGRATION_TEXT } from './parameters/migration.ts'
import { NETWORK_TEXT } from './parameters/network.ts'
import type { ParameterText } from './parameters/parameter-text.ts'
import { OTHERS_TEXT } from './parameters/others.ts'
import { VM_TEXT } from './parameters/vm.ts'
import { WORKLOAD_TEXT } from './parameters/workload.ts'

export type { ParameterText } from './parameters/parameter-text.ts'

export const GROUP_TITLES: Readonly<Record<ParameterGroup, string>> = {
  vm: 'Virtual machine',
  workload: 'Workload',
  network: 'vMotion network',
  hosts: 'Hosts',
  migration: 'Migration options',
  generation: 'Generation',
  failure: 'Make it fail',
  others: 'Other hypervisors',
  engine: 'Simulation',
}

export const PARAMETER_TEXT: Readonly<Record<ParameterId, ParameterText>> = {
  ...HOST_TEXT,
  ...VM_TEXT,
  ...WORKLOAD_TEXT,
  ...NETWORK_TEXT,
  ...MIGRATION_TEXT,
  ...OTHERS_TEXT,
}

const RANGE_HELP: Readonly<Record<RangeOrigin, string>> = {
  option: ' The range is that of the real option.',
  limit: '',
  meaning: '',
  ours: ' The range is ours.',
}

/** What a parameter is, and whose its range is. */
export function parameterHelp(id: ParameterId): string {
  const parameter: Parameter = PARAMETERS[id]
  const { help } = PARAMETER_TEXT[id]
  return parameter.kind === 'number' ? help + RANGE_HELP[parameter.range ?? 'ours'] : help
}

/** The label of an option, or the option itself where it needs no other words. */
export function optionLabel(id: ParameterId, option: string): string {
  const labels = PARAMETER_TEXT[id].options
  return labels !== undefined && Object.hasOwn(labels, option) ? (labels[option] ?? option) : option
}

/** A value with its unit, as dials and tables show it: "64 GiB", "Hot and cold". */
export function formatValue<Id extends ParameterId>(
  id: Id,
  value: Scenario[Id],
  style?: NumberStyle,
): string {
  const parameter: Parameter = PARAMETERS[id]
  if (parameter.kind === 'number') {
    const unit = parameter.unit === '' ? '' : ` ${parameter.unit}`
    return `${formatNumber(Number(value), 4, style)}${unit}`
  }
  if (parameter.kind === 'curve')
    return counted((value as Scenario['workload.curve']).length, 'point')
  return optionLabel(id, String(value))
}
