/** Which inferred defaults a run has used: those on which what it came to depends. */
import { GENERATIONS } from '../engine/generations/list.ts'
import { pagesInUse } from '../engine/guest/workload.ts'
import { lacksCpu, lacksMemory } from '../engine/host/capacity.ts'
import type { LimitName } from '../engine/facts.ts'
import { announcementsOf } from '../engine/network/announce.ts'
import { effectiveBandwidth } from '../engine/network/bandwidth.ts'
import { rampOf } from '../engine/network/slow-start.ts'
import type { Parameter } from '../engine/scenario/parameter.ts'
import { PARAMETERS, type ParameterId } from '../engine/scenario/parameters.ts'
import { PARAMETER_IDS, type Scenario } from '../engine/scenario/scenario.ts'
import { PAGES_PER_GIB } from '../engine/units.ts'
import { valueText } from '../engine/scenario/validate.ts'
import type { Summary } from './summary.ts'

const has = ({ facts }: Summary, kind: Summary['facts'][number]['kind']) =>
  facts.some((fact) => fact.kind === kind)

/** Whether a part of the host limited the wire at any time. */
const limits = ({ facts, bandwidth }: Summary, by: LimitName) =>
  bandwidth.limitedBy === by ||
  facts.some((fact) => fact.kind === 'bandwidth-limited' && fact.by === by)

/** Whether pages lie outside of the working set; a measured curve is of all memory, background included. */
function leavesBackground(scenario: Scenario): boolean {
  const pattern = scenario['workload.pattern']
  const isCurve = (pattern === 'bursts' ? scenario['workload.burstPattern'] : pattern) === 'curve'
  return isCurve || scenario['workload.workingSet'] * PAGES_PER_GIB < pagesInUse(scenario)
}

/** vMotion and SimGrid wait for the last batch of each pass to be acknowledged; others feel it only as a window, or as a slow start. */
function usesRoundTrip(summary: Summary): boolean {
  if (!has(summary, 'pass-began')) return false
  const { scenario } = summary.input
  const { copy, network } = GENERATIONS[scenario.generation]
  if (copy.barrier || limits(summary, 'window') || limits(summary, 'loss')) return true
  return rampOf(scenario, network, effectiveBandwidth(scenario, network)).length > 0
}

/** Whether a run used it, for each parameter whose default is inferred; what is not listed here is always used. */
const USED: { readonly [Id in ParameterId]?: (summary: Summary) => boolean } = {
  'vm.deviceState': (summary) => has(summary, 'stun-began'),
  'workload.background': ({ totals, input: { scenario } }) =>
    totals.pageFires > 0 && leavesBackground(scenario),
  'network.rtt': usesRoundTrip,
  // What teaches the switches without a frame decides only where no frame arrives.
  'network.relearnAfter': (summary) =>
    summary.vmRunsOn === 'destination' &&
    announcementsOf(summary.input.scenario).every(({ lost }) => lost),
  'hosts.sourceCores': (summary) => limits(summary, 'source-cpu'),
  'hosts.destinationCores': (summary) => limits(summary, 'destination-cpu'),
  'hosts.destinationMemory': ({ input }) => lacksMemory(input.scenario),
  'hosts.destinationUnreservedCores': ({ input }) => lacksCpu(input.scenario),
  'hosts.pageFireCost': ({ totals }) => totals.pageFires > 0,
}

/** Parameters whose default is inferred or unverified, still at that default, that the run used. */
export function inferredInputs(summary: Summary): ParameterId[] {
  const { scenario } = summary.input
  return PARAMETER_IDS.filter((id) => {
    const { confidence, default: own }: Parameter = PARAMETERS[id]
    if (confidence !== 'inferred' && confidence !== 'unverified') return false
    if (valueText(id, scenario[id]) !== valueText(id, own as (typeof scenario)[typeof id]))
      return false
    return USED[id]?.(summary) ?? true
  })
}
