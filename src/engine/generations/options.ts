/**
 * The options of ESXi that rule a migration, by their real names, with the defaults of each version: read from dumps of
 * running hosts, 6.0 U3 to 9.0.1 (LAM). What older versions had is not published.
 */
import type { Scenario } from '../scenario/scenario.ts'
import { GENERATION_IDS } from './difference.ts'

type GenerationId = Scenario['generation']

interface Entry<Name extends string> {
  readonly name: Name
  readonly unit: string
  /** The default from a version on, in order of time; undefined: the option is gone. */
  readonly defaults: readonly (readonly [since: GenerationId, value: string | undefined])[]
}

/** The first version whose hosts were read. */
const FIRST = '6.0'

function option<Name extends string>(
  name: Name,
  unit: string,
  first: string | undefined,
  ...later: Entry<Name>['defaults']
): Entry<Name> {
  return { name, unit, defaults: [[FIRST, first], ...later] }
}

const LIST = [
  option('Migrate.PreCopySwitchoverTimeGoal', 'ms', '500'),
  option('Migrate.PreCopyMinProgressPerc', '%', '130'),
  option('Migrate.PreCopyPagesPerSend', 'pages', '32'),
  option('Migrate.PreCopyCountDelay', 'posts', '10'),
  option('Migrate.SdpsEnabled', '', '2'),
  option('Migrate.SdpsTargetRate', '%', '500'),
  option('Migrate.SdpsDynamicDelaySec', 's', '30'),
  option('Migrate.DetectZeroPages', '', '1'),
  option('Migrate.PreallocLPages', '', '0', ['6.5', '1']),
  option('Migrate.NetTimeout', 's', '20'),
  option('Migrate.SndBufSize', 'B', '562140', ['6.5', '562540']),
  option('Migrate.NetExpectedLineRateMBps', 'MB/s', '133'),
  option('Migrate.NetLatencyModeThreshold', 'ms', '4'),
  option('Migrate.VMotionStreamHelpers', '', '0'),
  option('Migrate.MigrateStreamHelperBwUtilMax', 'Mb/s', undefined, ['8.0', '15000']),
  option('Migrate.MigrateBitmapEncodingType', '', undefined, ['7.0U2', '2']),
  option('Migrate.MigrateCpuPctPerGb', '% a Gb/s', '10'),
  option('Migrate.DisableResumeDuringPageIn', '', '0', ['7.0U1', undefined]),
  option('Migrate.RemotePageFaultPages', 'pages', '1', ['6.5', undefined]),
  option('Migrate.DiskOpsEnabled', '', '0', ['8.0', undefined]),
  option('Net.AdvertisementDuration', 's', '60'),
  option('Net.TcpipRxDispatchQueues', '', '1', ['7.0U1', '2'], ['9.0', '0']),
]

export type EsxiOptionName = (typeof LIST)[number]['name']

export type EsxiOption = Entry<EsxiOptionName>

export const ESXI_OPTIONS: readonly EsxiOption[] = LIST

/** The default in a version: `unknown` before the first host that was read, `absent` where the option is not there. */
export function optionDefault(
  { defaults }: EsxiOption,
  generation: GenerationId,
): { readonly kind: 'unknown' | 'absent' } | { readonly kind: 'value'; readonly value: string } {
  const index = GENERATION_IDS.indexOf(generation)
  const known = defaults.filter(([since]) => GENERATION_IDS.indexOf(since) <= index)
  const last = known.at(-1)
  if (!last) return { kind: 'unknown' }
  const [, value] = last
  return value === undefined ? { kind: 'absent' } : { kind: 'value', value }
}
