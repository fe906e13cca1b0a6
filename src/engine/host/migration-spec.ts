/** The migration spec, as each level names it (facts 1.3): what vCenter sends to both hosts before anything moves. */
import type { RunInput } from '../scenario/scenario.ts'
import { VMOTION_PORT, hostAddresses, uuidOf } from './addresses.ts'
import { migrationId } from './migration-id.ts'
import { since } from './versions.ts'

/** `vcenter`: NH19. `vi-api`: HostVMotionManagerSpec of VI API 2.0. `vmx`: what the VMX of 7 and 8 prints (HAE). */
export type SpecLevel = 'vcenter' | 'vi-api' | 'vmx'

export type SpecFieldName =
  | 'virtualMachine'
  | 'memory'
  | 'vcpus'
  | 'deviceState'
  | 'vgpu'
  | 'sourceHost'
  | 'destinationHost'
  | 'vmotionNetwork'
  | 'port'
  | 'encryption'
  | 'migrationId'
  | 'srcIp'
  | 'dstIp'
  | 'srcUuid'
  | 'dstUuid'
  | 'priority'
  | 'type'
  | 'mid'
  | 'uuid'
  | 'checksumMemory'
  | 'maxDowntime'
  | 'latencyAware'
  | 'diskOpFile'
  | 'srcLogIp'
  | 'dstLogIp'
  | 'ftPrimaryIp'
  | 'ftSecondaryIp'

export interface SpecField {
  readonly level: SpecLevel
  readonly name: SpecFieldName
  readonly value: string | number
  readonly unit?: string
  /** Of the value: `log` as a genuine line shows it, `choice` from the scenario. */
  readonly confidence: 'choice' | 'log' | 'published' | 'inferred'
}

/** All levels that this generation is known to have, the outermost first. */
export function migrationSpec(input: RunInput): readonly SpecField[] {
  const { generation } = input.scenario
  return [
    ...vcenterLevel(input),
    // VI API 2.0 came with VI3; how VirtualCenter 1 passed the spec to ESX 2 is not known.
    ...(since(generation, '4.0') ? apiLevel(input) : []),
    ...(since(generation, '7.0U1') ? vmxLevel(input) : []),
  ]
}

type Row = Omit<SpecField, 'level'>
const at = (level: SpecLevel, rows: readonly Row[]): SpecField[] =>
  rows.map((row) => ({ level, ...row }))

function vcenterLevel({ scenario }: RunInput): SpecField[] {
  const { source, destination } = hostAddresses(scenario)
  const vgpu = scenario['vm.vgpuMemory']
  const encrypts = since(scenario.generation, '6.5')
  return at('vcenter', [
    { name: 'virtualMachine', value: 'vm-01', confidence: 'choice' },
    { name: 'memory', value: scenario['vm.memory'], unit: 'GiB', confidence: 'choice' },
    { name: 'vcpus', value: scenario['vm.vcpus'], confidence: 'choice' },
    { name: 'deviceState', value: scenario['vm.deviceState'], unit: 'MB', confidence: 'choice' },
    ...(vgpu > 0 ? [{ name: 'vgpu', value: vgpu, unit: 'GB', confidence: 'choice' } as const] : []),
    { name: 'sourceHost', value: source.name, confidence: 'choice' },
    { name: 'destinationHost', value: destination.name, confidence: 'choice' },
    {
      name: 'vmotionNetwork',
      value: `${source.vmotion.join(', ')} → ${destination.vmotion.join(', ')}`,
      confidence: 'choice',
    },
    { name: 'port', value: VMOTION_PORT, confidence: 'published' },
    ...(encrypts
      ? [
          {
            name: 'encryption',
            value: scenario['network.encryption'],
            confidence: 'choice',
          } as const,
        ]
      : []),
  ])
}

function apiLevel(input: RunInput): SpecField[] {
  const { source, destination } = hostAddresses(input.scenario)
  return at('vi-api', [
    { name: 'migrationId', value: migrationId(input).decimal, confidence: 'log' },
    { name: 'srcIp', value: source.vmotion[0]!, confidence: 'choice' },
    { name: 'dstIp', value: destination.vmotion[0]!, confidence: 'choice' },
    { name: 'srcUuid', value: uuidOf(input.seed, 'source uuid'), confidence: 'choice' },
    { name: 'dstUuid', value: uuidOf(input.seed, 'destination uuid'), confidence: 'choice' },
    // The client proposes high; a genuine line of 7 or 8 has it.
    { name: 'priority', value: 'highPriority', confidence: 'inferred' },
  ])
}

/** What the one published XDR line has and no scenario decides (HAE); the log writer prints the same. */
export const VMX_SPEC = {
  type: 1,
  priority: 'yes',
  checksumMemory: 'no',
  maxDowntime: 0,
  latencyAware: 'yes',
} as const

function vmxLevel(input: RunInput): SpecField[] {
  const { source, destination } = hostAddresses(input.scenario)
  const unknown = '<unknown>'
  return at('vmx', [
    { name: 'type', value: VMX_SPEC.type, confidence: 'log' },
    { name: 'srcIp', value: source.vmotion[0]!, confidence: 'choice' },
    { name: 'dstIp', value: destination.vmotion[0]!, confidence: 'choice' },
    { name: 'mid', value: migrationId(input).hex, confidence: 'log' },
    { name: 'uuid', value: uuidOf(input.seed, 'uuid'), confidence: 'choice' },
    { name: 'priority', value: VMX_SPEC.priority, confidence: 'log' },
    { name: 'checksumMemory', value: VMX_SPEC.checksumMemory, confidence: 'log' },
    { name: 'maxDowntime', value: VMX_SPEC.maxDowntime, confidence: 'log' },
    { name: 'latencyAware', value: VMX_SPEC.latencyAware, confidence: 'log' },
    { name: 'diskOpFile', value: '', confidence: 'log' },
    { name: 'srcLogIp', value: unknown, confidence: 'log' },
    { name: 'dstLogIp', value: unknown, confidence: 'log' },
    { name: 'ftPrimaryIp', value: unknown, confidence: 'log' },
    { name: 'ftSecondaryIp', value: unknown, confidence: 'log' },
  ])
}
