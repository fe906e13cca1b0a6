/**
 * The options of ESXi that rule a migration, by their real names, with their ranges and the defaults of each version: read from dumps of
 * running hosts, 6.0 U3 to 9.0.1 (LAM). What older versions had is not published.
 */
import type { Scenario } from '../scenario/scenario.ts'
import { GENERATION_IDS } from './difference.ts'

type GenerationId = Scenario['generation']

interface Entry<Name extends string> {
  readonly name: Name
  readonly unit: string
  /** What the host accepts, in the newest version that has the option; `VMotionStreamHelpers` ended at 32 before 7.0 U2. */
  readonly range: readonly [least: number, most: number]
  /** The default from a version on, in order of time; undefined: the option is gone. */
  readonly defaults: readonly (readonly [since: GenerationId, value: string | undefined])[]
}

/** The first version whose hosts were read. */
const FIRST = '6.0'

function option<Name extends string>(
  name: Name,
  unit: string,
  range: Entry<Name>['range'],
  first: string | undefined,
  ...later: Entry<Name>['defaults']
): Entry<Name> {
  return { name, unit, range, defaults: [[FIRST, first], ...later] }
}

const LIST = [
  option('Migrate.PreCopySwitchoverTimeGoal', 'ms', [100, 100000], '500'),
  option('Migrate.PreCopyMinProgressPerc', '%', [1, 1000], '130'),
  option('Migrate.PreCopyPagesPerSend', 'pages', [1, 1024], '32'),
  option('Migrate.PreCopyCountDelay', 'posts', [0, 1000], '10'),
  option('Migrate.SdpsEnabled', '', [0, 2], '2'),
  option('Migrate.SdpsTargetRate', '%', [1, 10000], '500'),
  option('Migrate.SdpsDynamicDelaySec', 's', [0, 10000], '30'),
  option('Migrate.DetectZeroPages', '', [0, 1], '1'),
  option('Migrate.PreallocLPages', '', [0, 1], '0', ['6.5', '1']),
  option('Migrate.CptCacheMaxSizeMB', 'MB', [8, 1024], '544'),
  option('Migrate.NetTimeout', 's', [1, 3600], '20'),
  option('Migrate.SndBufSize', 'B', [65536, 1000000], '562140', ['6.5', '562540']),
  option('Migrate.NetExpectedLineRateMBps', 'MB/s', [1, 2000], '133'),
  option('Migrate.NetLatencyModeThreshold', 'ms', [1, 1000], '4'),
  option('Migrate.VMotionStreamHelpers', '', [0, 112], '0'),
  option('Migrate.MigrateStreamHelperBwUtilMax', 'Mb/s', [1, 15000], undefined, ['8.0', '15000']),
  option('Migrate.MigrateBitmapEncodingType', '', [0, 2], undefined, ['7.0U2', '2']),
  option('Migrate.MigrateCpuPctPerGb', '% a Gb/s', [0, 100], '10'),
  option('Migrate.DisableResumeDuringPageIn', '', [0, 1], '0', ['7.0U1', undefined]),
  option('Migrate.RemotePageFaultPages', 'pages', [1, 1000], '1', ['6.5', undefined]),
  option('Migrate.DiskOpsEnabled', '', [0, 1], '0', ['8.0', undefined]),
  option('Net.AdvertisementDuration', 's', [0, 255], '60'),
  option('Net.TcpipRxDispatchQueues', '', [0, 8], '1', ['7.0U1', '2'], ['9.0', '0']),
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
