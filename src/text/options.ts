/** Words for the options of ESXi. */
import type { EsxiOptionName } from '../engine/generations/options.ts'
import { formatNumber } from './format.ts'

/** What each option is for, in a few words (facts 2.2). */
export const OPTION_TEXT: Readonly<Record<EsxiOptionName, string>> = {
  'Migrate.PreCopySwitchoverTimeGoal': 'switch over when the rest can be sent within this time',
  'Migrate.PreCopyMinProgressPerc': 'least ratio of pages sent to pages dirtied in a pass',
  'Migrate.PreCopyPagesPerSend': 'pages in one transmission',
  'Migrate.PreCopyCountDelay': 'posts before the next action of pre-copy',
  'Migrate.SdpsEnabled': '0 off, 1 always, 2 where it is needed',
  'Migrate.SdpsTargetRate': 'how far sending should exceed dirtying',
  'Migrate.SdpsDynamicDelaySec': 'how often pass −1 checks for SDPS',
  'Migrate.DetectZeroPages': 'pages of zeros are not sent as data',
  'Migrate.PreallocLPages': 'large pages are reserved at the destination',
  'Migrate.CptCacheMaxSizeMB': 'most device state that the checkpoint takes',
  'Migrate.NetTimeout': 'silence after which the connection is lost',
  'Migrate.SndBufSize': 'socket buffer of a stream',
  'Migrate.NetExpectedLineRateMBps': 'line rate that latency mode sizes its buffers for',
  'Migrate.NetLatencyModeThreshold': 'round trip from which latency mode starts',
  'Migrate.VMotionStreamHelpers': 'number of streams; 0 lets vMotion choose',
  'Migrate.MigrateStreamHelperBwUtilMax': 'what one stream is counted for',
  'Migrate.MigrateBitmapEncodingType': 'how the dirty bitmap is compacted',
  'Migrate.MigrateCpuPctPerGb': 'CPU that is reserved for the copy',
  'Migrate.DisableResumeDuringPageIn': '0: the VM resumes before its last pages have come',
  'Migrate.RemotePageFaultPages': 'pages fetched for a remote page fault',
  'Migrate.DiskOpsEnabled': 'the file on shared storage as a backup',
  'Net.AdvertisementDuration':
    'how long RARP frames may be sent; six within 8 s have been captured',
  'Net.TcpipRxDispatchQueues': 'receive queues; 0 lets the host choose',
}

export const OPTIONS_TEXT = {
  caption: 'Options of ESXi, their ranges and defaults',
  intro:
    'Read from running hosts, 6.0 U3 to 9.0.1 (LAM). What older versions had is not published.',
  option: 'Option',
  range: 'Range',
  rangeOf: (least: number, most: number) => `${formatNumber(least)}–${formatNumber(most)}`,
  unknown: '?',
  unknownHelp: 'not published',
  absent: '–',
  absentHelp: 'this version has no such option',
} as const
