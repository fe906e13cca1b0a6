/**
 * A QEMU trace as a run of the engine. Beside the trace's own parameters it uses where the sweep or the burst stood at the
 * start, and for `busy` guests the write rate while memory is sent for the first time (README of the data).
 */
import { saturation } from '../engine/random/elementary.ts'
import { DEFAULT_SCENARIO, type RunInput, type Scenario } from '../engine/scenario/scenario.ts'
import {
  GIB,
  MIB,
  PAGES_PER_MIB,
  PAGE_BYTES,
  nanosecondsFromSeconds,
  type Nanoseconds,
} from '../engine/units.ts'
import type { Intervention } from '../engine/scenario/intervention.ts'
import type { QemuRow } from './qemu-rows.ts'
import { droppedPercent } from './relay-loss.ts'

/** The guest's program writes from here on; memory below holds the program. */
const REGION_START_MIB = 16
/** Over loopback pages go as fast as one core copies them: 550–970 MB/s in the stop-and-copy of the traces. */
const LOOPBACK_MEGABYTES = 700
/** IP and TCP headers with timestamps, and the Ethernet header that the shaper of the 512 Mbit/s link counts. */
const HEADER_BYTES = 52
const ETHERNET_BYTES = 14
/** Socket buffer of the hosts (README, rule 11). */
const SOCKET_BUFFER = 4194304
/** A timed guest writes and waits: at 99 % throttle, 0.9 % of its time, it still got 4.56 thousand writes a second done. */
const WRITE_SECONDS = 2e-6

/** How the program picks its pages; with "bursty-" before it, it does so in bursts. */
const PATTERNS = ['random', 'sweep', 'hotcold'] as const

/** No busy guest is slowed down before all of memory has been sent once. */
function firstPassSeconds(row: QemuRow): number {
  return (row.nonZeroPages * PAGE_BYTES) / Math.min(row.capBytesPerSecond || Infinity, wireOf(row))
}

/** Writes a second while the guest is writing. */
function writesPerSecond(row: QemuRow): number {
  // Measured over two or four seconds, which hold any share of bursts: what the guest was told counts.
  if (row.pattern.startsWith('burst') && row.askedPerSecond > 0) return row.askedPerSecond
  if (!row.busy) return row.writesPerSecond
  const first = row.counts[0]
  const last = row.counts.findLast(({ seconds }) => seconds <= firstPassSeconds(row))
  if (first === undefined || last === undefined || last.seconds <= first.seconds)
    return row.writesPerSecond
  return (last.writes - first.writes) / (last.seconds - first.seconds)
}

/** Whole percents, as the dial has them. */
function cpuPercent(writesASecond: number): number {
  return Math.min(100, Math.max(1, Math.round(100 * WRITE_SECONDS * writesASecond)))
}

function workloadOf(row: QemuRow): Partial<Scenario> {
  const rate = writesPerSecond(row)
  const shared = {
    'workload.writeRate': row.pattern === 'idle' ? 0 : rate / PAGES_PER_MIB,
    // An idle guest's region is memory like any other.
    'workload.workingSet': row.pattern === 'idle' ? 0 : row.regionBytes / GIB,
    'workload.start': REGION_START_MIB,
    'workload.background': 0,
    'workload.writers': 1,
    'workload.cpuShare': row.busy ? 100 : cpuPercent(rate),
  }
  const written = { ...shared, ...sweepStart(row, rate), ...hotSet(row) }
  const pattern = PATTERNS.find((each) => row.pattern.endsWith(each)) ?? 'random'
  if (!row.pattern.startsWith('burst')) return { ...written, 'workload.pattern': pattern }
  return {
    ...written,
    'workload.pattern': 'bursts',
    'workload.burstPattern': pattern,
    'workload.burstOn': row.onMs / 1000,
    'workload.burstOff': row.offMs / 1000,
    'workload.burstStart': burstStart(row, rate),
  }
}

/** Where a sweep stands at the request: the count of writes says it. */
function sweepStart(row: QemuRow, rate: number): Partial<Scenario> {
  if (!row.pattern.endsWith('sweep')) return {}
  const pages = row.regionBytes / PAGE_BYTES
  const first = row.counts[0]
  // In bursts the first count is as good: it is taken milliseconds after the request.
  const since = row.pattern.startsWith('burst') ? 0 : (first?.seconds ?? 0)
  const begun = first === undefined ? 0 : first.writes - rate * since
  const place = begun - Math.floor(begun / pages) * pages
  return { 'workload.sweepStart': (100 * place) / pages }
}

function hotSet(row: QemuRow): Partial<Scenario> {
  if (!row.pattern.endsWith('hotcold')) return {}
  return {
    'workload.hotSet': (100 * row.hotBytes) / row.regionBytes,
    'workload.hotWrites': 100 * row.hotShare,
  }
}

/** Seconds into a period of on and off at the request, from the first change of the write counter's pace. */
function burstStart({ counts, onMs, offMs }: QemuRow, rate: number): number {
  const on = onMs / 1000
  const period = on + offMs / 1000
  const within = (seconds: number) => seconds - Math.floor(seconds / period) * period
  for (let index = 2; index < counts.length; index++) {
    const [before, from, to] = [counts[index - 2]!, counts[index - 1]!, counts[index]!]
    const idle = from.writes === before.writes
    const written = to.writes - from.writes
    // It begins: what has been written by now says since when. Or it ends: what was still written says when.
    if (idle && written > 0) return within(written / rate - to.seconds)
    if (!idle && written === 0)
      return within(on - before.seconds - (from.writes - before.writes) / rate)
  }
  // It never changes: it writes all the time, or not at all.
  return counts.length > 1 && counts.at(-1)!.writes > counts[0]!.writes ? 0 : on
}

/** Payload of the wire in bytes a second. */
export function wireOf({ link }: QemuRow): number {
  if (link === undefined) return LOOPBACK_MEGABYTES * 1e6
  const frame = link.oneWayMs > 0 ? link.mtu : link.mtu + ETHERNET_BYTES
  return (link.bytesPerSecond * (link.mtu - HEADER_BYTES)) / frame
}

/** Per cent of its packets that the relay dropped while memory was copied for the first time, and of those after it. */
function lossesOf({ link, bytes, nonZeroPages: pages }: QemuRow): readonly [number, number] {
  if (link === undefined || link.lossPercent <= 0) return [0, 0]
  const { lossPercent, mtu } = link
  const packets = Math.ceil(bytes / (mtu - HEADER_BYTES))
  const copied = Math.min(packets, Math.ceil((pages * PAGE_BYTES) / (mtu - HEADER_BYTES)))
  return [droppedPercent(lossPercent, 0, copied), droppedPercent(lossPercent, copied, packets)]
}

/** The run again, with the loss that follows the first copy: `copied` is when the run without it was through with that. */
export function withLaterLoss(row: QemuRow, run: RunInput, copied: Nanoseconds): RunInput {
  const [first, later] = lossesOf(row)
  if (first === later) return run
  const then = { kind: 'set', at: copied, parameter: 'network.loss', value: later } as const
  return { ...run, interventions: [...(run.interventions ?? []), then] }
}

function networkOf(row: QemuRow): Partial<Scenario> {
  return {
    'network.speed': '100',
    'network.mtu': (row.link?.mtu ?? 9000) >= 9000 ? '9000' : '1500',
    'network.limit': wireOf(row) / 1e6,
    'network.rtt': 2 * (row.link?.oneWayMs ?? 0),
    'network.loss': lossesOf(row)[0],
    'network.congestionControl': row.link?.congestionControl ?? 'cubic',
    'qemu.socketBuffer': SOCKET_BUFFER,
    'Migrate.NetTimeout': MAX_TIMEOUT_SECONDS,
    'Migrate.VMotionStreamHelpers': row.capabilities.includes('multifd') ? row.channels : 0,
  }
}

/** First action of that name. */
export function actionOf(row: QemuRow, ...names: readonly string[]) {
  return row.actions.find(({ what }) => names.includes(what))
}

export function qemuInput(row: QemuRow): RunInput {
  const postcopy = actionOf(row, 'postcopy')
  const pages = Math.round(row.ramTotalBytes / PAGE_BYTES)
  const scenario: Scenario = {
    ...DEFAULT_SCENARIO,
    generation: 'QEMU7.2',
    'vm.memory': row.ramTotalBytes / GIB,
    'vm.inUse': 100,
    'vm.zeroPages': (100 * (pages - nonZeroPages(row) - nonZeroRom(row))) / pages,
    'vm.vcpus': row.vcpus,
    'vm.deviceState': 0,
    ...workloadOf(row),
    ...networkOf(row),
    'hosts.pageFireCost': 0,
    ...killed(row),
    'qemu.maxBandwidth': row.capBytesPerSecond / MIB,
    'qemu.downtimeLimit': row.downtimeLimitMs,
    'qemu.autoConverge': row.capabilities.includes('auto-converge') ? 'on' : 'off',
    'qemu.throttleInitial': row.throttle.initial,
    'qemu.throttleIncrement': row.throttle.increment,
    'qemu.throttleMost': row.throttle.most,
    'qemu.postcopyAfter': postcopy?.seconds ?? 0,
    'qemu.postcopyBandwidth': row.postcopyBytesPerSecond / MIB,
  }
  return { scenario, seed: 1, ...outage(row, wireOf(row)), ...interventionsOf(row) }
}

/** A connection that is broken in pre-copy and not made again: the migration fails at once. */
function killed(row: QemuRow): Partial<Scenario> {
  const kill = actionOf(row, 'killnet')
  if (kill === undefined || actionOf(row, 'recover') !== undefined) return {}
  return { failure: 'link-cut', 'failure.at': kill.seconds, 'Migrate.NetTimeout': 1 }
}

const CABLE: Readonly<Record<string, 'cut-cable' | 'restore-cable'>> = {
  linkdown: 'cut-cable',
  linkup: 'restore-cable',
}

/** What was done in mid-run: a downtime limit set, a link taken down and up again. */
function interventionsOf({ actions }: QemuRow): Pick<RunInput, 'interventions'> {
  const interventions = actions.flatMap(
    ({ seconds, what, downtimeLimitMs: value }): Intervention[] => {
      const at = nanosecondsFromSeconds(seconds)
      const kind = CABLE[what]
      if (kind !== undefined) return [{ kind, at }]
      if (value === undefined) return []
      return [{ kind: 'set', at, parameter: 'qemu.downtimeLimit', value }]
    },
  )
  return interventions.length > 0 ? { interventions } : {}
}

/** QEMU has no time-out of its own: while the link is down it waits for as long as TCP does, which is longer than this. */
const MAX_TIMEOUT_SECONDS = 600

/** RAM that holds something at the start. Where it was not filled, the writes since the count was taken add to it. */
function nonZeroPages(row: QemuRow): number {
  const begun = row.counts[0]?.writes ?? 0
  if (row.filled || begun <= 0) return row.nonZeroPages
  const region = row.regionBytes / PAGE_BYTES
  const written =
    row.pattern === 'sweep' ? Math.min(region, begun) : region * saturation(begun / region)
  return Math.max(row.nonZeroPages, Math.round(written))
}

/** Of the blocks beside RAM 54 pages hold something (ROM, in every trace). */
const ROM_PAGES = 54

function nonZeroRom({ ramTotalBytes, memoryBytes }: QemuRow): number {
  return ramTotalBytes > memoryBytes ? ROM_PAGES : 0
}

/** A wire that stands still until a new connection is made. */
function outage(row: QemuRow, wire: number): Pick<RunInput, 'rates'> {
  const killed = actionOf(row, 'killnet')
  const back = actionOf(row, 'recover')
  if (killed === undefined || back === undefined) return {}
  return {
    rates: [
      { from: 0, bytesPerSecond: wire },
      { from: nanosecondsFromSeconds(killed.seconds), bytesPerSecond: 0 },
      { from: nanosecondsFromSeconds(back.seconds), bytesPerSecond: wire },
    ],
  }
}
