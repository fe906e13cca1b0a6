/** The fields of the migration spec, explained; and the levels on which it has names. */
import type { SpecFieldName, SpecLevel } from '../../engine/host/migration-spec.ts'

export const SPEC_LEVELS: Readonly<
  Record<SpecLevel, { readonly name: string; readonly source: string }>
> = {
  vcenter: { name: 'What vCenter writes down', source: 'NH19' },
  'vi-api': {
    name: 'HostVMotionManagerSpec (VI API)',
    source: 'VI20; values made up, priority inferred',
  },
  vmx: { name: 'What the VMX receives (7 and 8)', source: 'HAE' },
}

export const SPEC_FIELDS: Readonly<Record<SpecFieldName, string>> = {
  virtualMachine: 'The VM that moves.',
  memory: 'What the destination must reserve.',
  vcpus: 'Virtual hardware: as many at the destination.',
  deviceState: 'State of its devices, sent in the stun.',
  vgpu: 'Frame buffer of the vGPU.',
  sourceHost: 'Where it runs.',
  destinationHost: 'Where it goes.',
  vmotionNetwork: 'The vMotion vmknics of both hosts.',
  port: 'TCP port of the streams.',
  encryption: 'Whether the streams are encrypted.',
  migrationId: 'The word to search for in every log.',
  srcIp: 'vMotion address of the source.',
  dstIp: 'vMotion address of the destination.',
  srcUuid: 'The source host.',
  dstUuid: 'The destination host.',
  priority: 'High gets twice the CPU shares for its streams.',
  type: '1 is vMotion.',
  mid: 'The migration ID again, in hexadecimal.',
  uuid: 'The VM.',
  checksumMemory: 'Compare checksums of all pages: for testing.',
  maxDowntime: '0: no limit but the maximum switchover time.',
  latencyAware: 'Large buffers where the round trip is long.',
  diskOpFile: 'The file on shared storage; empty when not used.',
  srcLogIp: 'Only for Fault Tolerance, which builds on vMotion.',
  dstLogIp: 'Fault Tolerance only.',
  ftPrimaryIp: 'Fault Tolerance only.',
  ftSecondaryIp: 'Fault Tolerance only.',
}
