/** Words for the real ESXi options and limits of a migration; meanings from facts 2.2 and 3. */
import type { ParameterText } from './parameter-text.ts'

export const MIGRATION_TEXT = {
  'Migrate.PreCopySwitchoverTimeGoal': {
    label: 'Switchover time goal',
    help: 'After each pass: if the pages left can be sent within this many milliseconds, the VM switches over. A larger goal never adds a pass, but leaves more pages at the switchover: they make the stun longer, or in 6.0 to 6.7 the page-in after it. Before 4.1 the rule is one megabyte, whatever the goal.',
  },
  'Migrate.PreCopyMinProgressPerc': {
    label: 'Least progress of a pass',
    help: 'The transmit-to-dirty ratio that a pass has to reach, in percent: pages sent, divided by pages dirtied meanwhile. Below it SDPS slows the guest, and in 4.1 Quick Resume takes over. A larger value lets them step in earlier; before 4.1 no rule uses it.',
  },
  'Migrate.PreCopyPagesPerSend': {
    label: 'Pages per send',
    help: 'How many pages travel in one transmission: 32 pages are 128 KiB. Larger batches mean coarser steps of the walk.',
  },
  'Migrate.SdpsEnabled': {
    label: 'SDPS',
    help: 'Stun During Page Send, also called Slowdown During Page Send, from 5.0 on: writing vCPUs sleep for moments at page fires, so that the copy gains on them. Dynamic engages it only where a pass makes too little progress. When it is off, such a migration can fail.',
    options: { '0': 'Off', '1': 'Always', '2': 'Dynamic' },
  },
  'Migrate.SdpsTargetRate': {
    label: 'SDPS target',
    help: 'How far sending should exceed dirtying once SDPS is at work, in percent; 500 is read here as five times. A larger value slows the guest more and ends the migration sooner.',
  },
  'Migrate.SdpsDynamicDelaySec': {
    label: 'SDPS check in pass −1',
    help: 'How often pass −1 checks whether SDPS is needed, in seconds. A longer interval spares the guest for longer, and more pages are dirty at the end of the pass.',
  },
  'Migrate.DetectZeroPages': {
    label: 'Detect zero pages',
    help: 'Whether pages of zeros are found and not sent as data. Off, they cost as much as any other page.',
    options: { '0': 'Off', '1': 'On' },
  },
  'Migrate.VMotionStreamHelpers': {
    label: 'Stream helpers',
    help: 'Number of streams; 0 lets vMotion choose: one for each vmknic from 5.0 to 7.0 U1, then as many as the NIC needs. More streams lift the limits of a single stream: 15 Gb/s (18 in 6.0), and one buffer for each round trip. Before 5.0 there is one stream.',
  },
  'Migrate.SndBufSize': {
    label: 'Send buffer',
    help: 'Socket buffer of each stream in bytes. A stream sends at most one buffer in each round trip, so a larger one helps over distance, unless latency mode uses an even larger one.',
  },
  'Migrate.CptCacheMaxSizeMB': {
    label: 'Checkpoint limit',
    help: 'The most device state that the checkpoint takes, in MB of 1,048,576 bytes; with more the migration fails in the switchover. Before 5.0 not published.',
  },
  'migrate.baseCptCacheSize': {
    label: 'Checkpoint base, 5.x',
    help: 'Room that a VM of 5.0 or 5.1 has for its checkpoint, in bytes. With another 8 MiB for its display (inferred), this is the limit.',
  },
  'Migrate.NetTimeout': {
    label: 'Network timeout',
    help: 'Seconds without any answer after which the migration gives up the connection.',
  },
  'Migrate.NetLatencyModeThreshold': {
    label: 'Latency mode from',
    help: 'Round trip in milliseconds from which vMotion sizes its buffers for the expected line rate, from 5.0 on. A larger threshold leaves more distances with the plain buffer.',
  },
  'Migrate.NetExpectedLineRateMBps': {
    label: 'Expected line rate',
    help: 'Line rate in MB/s for which latency mode sizes the buffers. A larger value allows each stream more over long distance, once its buffer exceeds the plain one.',
  },
  'vmotion.maxSwitchoverSeconds': {
    label: 'Maximum switchover time',
    help: 'The longest switchover in seconds. If it takes longer the migration fails and the VM runs on at the source.',
  },
} as const satisfies Record<string, ParameterText>
