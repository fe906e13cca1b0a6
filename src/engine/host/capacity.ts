/**
 * What the checks compare of both hosts: what the VM reserves with what the destination has left (admission, VIMAPI), and the
 * features that the VM sees with those of the destination's CPU (EVC).
 */
import { CPUS } from '../scenario/cpus.ts'
import type { Scenario } from '../scenario/scenario.ts'

/** Admission counts reservations, not what is in use; what the VM costs beside them is left out (inferred). */
export function lacksMemory(scenario: Scenario): boolean {
  const reserved = (scenario['vm.memory'] * scenario['vm.memoryReservation']) / 100
  return reserved > scenario['hosts.destinationMemory']
}

export function lacksCpu(scenario: Scenario): boolean {
  const reserved = (scenario['vm.vcpus'] * scenario['vm.cpuReservation']) / 100
  return reserved > scenario['hosts.destinationUnreservedCores']
}

/**
 * Whether the destination lacks features that the VM sees: those of the source's CPU, or of the EVC baseline where that is
 * older. The failure on demand is a destination that is a generation older than the source.
 */
export function lacksFeatures(scenario: Scenario, failure: Scenario['failure']): boolean {
  // Each has the features of all before it.
  const cpus: readonly string[] = CPUS
  const source = cpus.indexOf(scenario['hosts.sourceCpu'])
  const evc = cpus.indexOf(scenario['hosts.evc'])
  const seen = evc < 0 ? source : Math.min(source, evc)
  const own = cpus.indexOf(scenario['hosts.destinationCpu'])
  const destination = failure === 'evc-mismatch' ? Math.min(own, source - 1) : own
  return seen > destination
}
