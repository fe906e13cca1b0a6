/** Words of what a migration costs: the guest's pain by cause, and the hosts. */
import type { HostCosts } from '../report/host-cost.ts'
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatRateWithGigabits,
  formatShare,
} from './format.ts'

export const COST_TEXT = {
  pain: 'The guest’s pain',
  painCaption:
    'CPU time that the migration took from all vCPUs together, and what one that writes lost in its worst second',
  painColumns: ['', 'all vCPUs', 'worst second'],
  all: 'all',
  budget: (lost: number, of: number) =>
    `${formatDuration(lost * 1e9)}${of > 0 ? `, ${formatShare(lost / of)}` : ''}`,
  worstOf: (seconds: number) => formatDuration(seconds * 1e9),
  compare: 'Compare all versions',
  comparing: 'Running every version …',
  compared: 'The same VM in every version: CPU time lost, worst second, stun',
  compareColumns: ['Version', 'CPU time lost', 'worst second', 'stun', 'outcome'],
  outcomes: {
    completed: 'moved',
    failed: 'failed',
    cancelled: 'cancelled',
    'never-ends': 'never ends',
    unfinished: 'still copying',
  },
  notComputed: (problem: string) =>
    problem === '' ? 'could not be computed' : `could not be computed: ${problem}`,
  now: 'shown now',
  hosts: 'The hosts',
  picture:
    'CPU of the stream helpers at the source and at the destination, share of the link, memory that both hosts hold, over the run. A table follows.',
  rows: {
    sourceCores: 'CPU at the source (dashed: reserved)',
    destinationCores: 'CPU at the destination (dashed: reserved)',
    linkShare: 'link that other traffic cannot have',
    heldTwice: 'memory held twice',
  },
  caption: 'What it cost the hosts',
  columns: ['', 'at most', 'in all'],
  cores: (cores: number) => {
    const count = formatNumber(cores, 2)
    return `${count} ${count === '1' ? 'core' : 'cores'}`
  },
  coreSeconds: (seconds: number) => `${formatNumber(seconds, 1)} core s`,
  share: (share: number) => formatShare(share),
  reserved: 'reserved at each host',
  heldFor: (seconds: number) => `for ${formatDuration(seconds * 1e9)}`,
  source: ({ encrypted, totals }: HostCosts) =>
    `CPU: fits of the published chart for ${encrypted ? 'encrypted' : 'plain'} vMotion at up to 40 Gb/s (ENC, ±0.05 core; inferred below 10 Gb/s). Reservation: 30 % of a core, 10 % a Gb/s (FD-cpu, LAM), for ${formatRateWithGigabits(totals.linkBytesPerSecond)} of links.`,
  bytes: (bytes: number) => formatBytes(bytes),
  waiting: 'The run is on its way.',
} as const
