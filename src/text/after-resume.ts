/** After the resume: what the guest's clock shows, whether a cluster fails over, how the network finds the VM. */
import {
  DATABASE_LIMIT,
  databaseVerdict,
  NTP_STEP,
  ntpSlew,
  type DatabaseVerdict,
} from '../report/guest-clock.ts'
import type { ClusterName, FailsOver, HeartbeatVerdict } from '../report/outside/heartbeat.ts'
import { formatDuration, formatShare, type NumberStyle } from './format.ts'
import { inferred, type Sentence } from './sentence.ts'

const DATABASE_TEXT: Readonly<Record<DatabaseVerdict, (limit: string) => string>> = {
  unharmed: (limit) => `A database that tolerates ${limit} (CockroachDB) is not affected.`,
  stops: (limit) =>
    `A database that tolerates ${limit} (CockroachDB) stops this node once it notices: its threshold is 80 % of that.`,
  stale: (limit) =>
    `That is more than the ${limit} that CockroachDB tolerates: until the jump this node may serve stale reads, and it stops once it notices.`,
}

export const CLOCK_TEXT = {
  title: 'The guest’s clock',
  right: 'It is right: the VM was not stunned.',
  gone: 'The VM no longer runs anywhere.',
  source:
    'Tools: docs.vmware.com, VMware Tools, time synchronisation, and KB 1189. ntpd: 128 ms and 0.5 ms a second, ntp.org. CockroachDB: its FAQ on clocks and vMotion. That the clock loses the stun and nothing else is inferred.',
} as const

/** "behind by 238 ms until corrected". */
export function behindText(behind: number, style?: NumberStyle): Sentence {
  return ['behind by ', inferred(formatDuration(behind, style)), ' until corrected']
}

/** By how much the clock is behind, who corrects it and how, and what a database does meanwhile. */
export function clockSentences(behind: number): readonly Sentence[] {
  const slew = ntpSlew(behind)
  return [
    [
      'It stands still with the VM, so from the resume on it is ',
      ...behindText(behind),
      '. Time lost to SDPS and page fires does not count: the host’s clock goes on.',
    ],
    [
      'VMware Tools sets it forward in one jump: after the vMotion, or within a minute where periodic synchronisation is on. ',
      slew === undefined
        ? `ntpd makes it jump as well: the offset is more than ${formatDuration(NTP_STEP)}.`
        : `ntpd makes it run faster instead, for ${formatDuration(slew)}: the offset is at most ${formatDuration(NTP_STEP)}.`,
    ],
    [DATABASE_TEXT[databaseVerdict(behind)](formatDuration(DATABASE_LIMIT))],
  ]
}

export const CLUSTER_NAMES: Readonly<Record<ClusterName, string>> = {
  'wsfc-2012': 'WSFC 2012',
  wsfc: 'WSFC, as VMware recommends',
  etcd: 'etcd',
  gemfire: 'GemFire',
  rac: 'Oracle RAC',
}

export const HEARTBEAT_TEXT = {
  title: 'Would a cluster fail over?',
  caption: 'The VM as a node: what the other nodes hear of it',
  columns: ['Cluster', 'Heartbeat', 'Gone after', 'Fails over'],
  own: 'Your own',
  interval: 'Seconds between heartbeats of your own cluster',
  limit: 'Seconds without one until your own cluster fails over',
  wrong: 'both from 0.01 to 3600 s',
  slowNetwork:
    'VMware does not support vMotion of WSFC nodes over 1 GbE: this run has nothing faster.',
  assumed:
    'Assumed: the last heartbeat goes out up to one interval before the stun, the next as the VM resumes. That one also teaches the switches the new port, so a lost RARP changes nothing. Sleeps of milliseconds delay heartbeats but silence none (inferred). The limits are each product’s defaults.',
} as const

const FAILS_OVER_TEXT: Readonly<Record<FailsOver, string>> = {
  no: 'no',
  'by-chance': 'perhaps',
  yes: 'yes',
}

/** "no, 3.8 s to spare", "perhaps (24 %), 0.24 s too long at worst", "yes, 96 s too long". */
export function failsOverSentence(verdict: HeartbeatVerdict, style?: NumberStyle): Sentence {
  const { failsOver, spare, chance } = verdict
  const word = FAILS_OVER_TEXT[failsOver]
  if (spare === -Infinity) return [`${word}: it is gone for good`]
  const time = inferred(formatDuration(Math.abs(spare), style))
  switch (failsOver) {
    case 'no':
      return [`${word}, `, time, ' to spare']
    case 'by-chance':
      return [`${word} (`, inferred(formatShare(chance)), '), ', time, ' too long at worst']
    case 'yes':
      return [`${word}, up to `, time, ' too long']
  }
}
