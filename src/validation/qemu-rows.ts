/** The QEMU traces: a migration made for this project, as the full file or the slim one in `test/validation/data` has it. */
import type { DataFile } from './group.ts'
import { at, listAt, numberAt, parseJson, textAt, type Json } from './json.ts'

interface QemuAction {
  readonly seconds: number
  readonly what: string
  /** For `set`: a new downtime limit. */
  readonly downtimeLimitMs: number | undefined
}

/** How often the guest had written at each reading. */
interface WriteCount {
  readonly seconds: number
  readonly writes: number
}

export interface QemuRow {
  readonly id: string
  readonly memoryBytes: number
  /** RAM and the small blocks beside it (ROM, video). */
  readonly ramTotalBytes: number
  readonly nonZeroPages: number
  readonly vcpus: number
  readonly pattern: string
  readonly regionBytes: number
  readonly hotBytes: number
  readonly hotShare: number
  readonly busy: boolean
  /** All memory held something before the guest began to write. */
  readonly filled: boolean
  readonly writesPerSecond: number
  /** What the guest was told to write a second, while it writes; 0: as fast as it can. */
  readonly askedPerSecond: number
  /** Different pages written in about a second. */
  readonly dirtyPagesPerSecond: number
  readonly onMs: number
  readonly offMs: number
  readonly capBytesPerSecond: number
  readonly downtimeLimitMs: number
  readonly capabilities: readonly string[]
  readonly channels: number
  /** Percent: where auto-converge begins, by how much it goes on, and where it ends. */
  readonly throttle: { readonly initial: number; readonly increment: number; readonly most: number }
  readonly postcopyBytesPerSecond: number
  /** A link of 512 Mbit/s, or one with delay and loss; undefined: loopback. */
  readonly link:
    | {
        readonly bytesPerSecond: number
        readonly mtu: number
        readonly oneWayMs: number
        readonly lossPercent: number
        readonly congestionControl: 'reno' | 'cubic' | 'bbr'
      }
    | undefined
  readonly actions: readonly QemuAction[]
  readonly counts: readonly WriteCount[]
  /** When the throttle went a step further, seconds; only for busy guests. */
  readonly throttleSteps: readonly number[]
  readonly status: string
  readonly totalSeconds: number | undefined
  readonly downtimeSeconds: number | undefined
  readonly gapSeconds: number | undefined
  readonly bytes: number
  readonly syncs: number
  readonly zeroPages: number
  readonly rounds: readonly { readonly bytes: number; readonly seconds: number }[]
}

const ROM_BYTES = 532480

function need<T>(value: T | undefined, path: string, field: string): T {
  if (value === undefined) throw new Error(`${path} has no ${field}.`)
  return value
}

const inSeconds = (milliseconds: number | undefined) =>
  milliseconds === undefined ? undefined : milliseconds / 1000

function readLink(file: Json): QemuRow['link'] {
  const megabits = numberAt(file, 'migration.transport.rateMbit')
  const megabytes = numberAt(file, 'migration.transport.rateMBs')
  if (megabits === undefined && megabytes === undefined) return undefined
  const control = textAt(file, 'migration.transport.cc')
  return {
    bytesPerSecond: megabits === undefined ? megabytes! * 1e6 : megabits * 125000,
    mtu: numberAt(file, 'migration.transport.mtu') ?? 1500,
    oneWayMs: numberAt(file, 'migration.transport.oneWayMs') ?? 0,
    lossPercent: numberAt(file, 'migration.transport.lossPct') ?? 0,
    congestionControl: control === 'reno' || control === 'bbr' ? control : 'cubic',
  }
}

function readActions(file: Json): QemuAction[] {
  return listAt(file, 'actions').flatMap((action) => {
    const what = textAt(action, 'do')
    const seconds = inSeconds(numberAt(action, 'tMs'))
    if (what === undefined || seconds === undefined) return []
    return [{ seconds, what, downtimeLimitMs: numberAt(action, 'params.downtime-limit') }]
  })
}

/** The measured window that comes next to a second. */
function readDirtyRate(file: Json): number {
  let best = { distance: Infinity, rate: 0 }
  for (const window of listAt(file, 'workload.distinctPagesByWindow')) {
    const milliseconds = numberAt(window, 'windowMs') ?? 0
    const pages = numberAt(window, 'distinctPages') ?? 0
    const distance = Math.abs(milliseconds - 1000)
    if (milliseconds > 0 && distance < best.distance)
      best = { distance, rate: (pages * 1000) / milliseconds }
  }
  return best.rate
}

function readRounds(file: Json): QemuRow['rounds'] {
  return listAt(file, 'iterations').flatMap((row) => {
    const bytes = numberAt(row, 'bytesSent')
    const seconds = inSeconds(numberAt(row, 'durationMs'))
    return bytes === undefined || seconds === undefined || seconds < 0 ? [] : [{ bytes, seconds }]
  })
}

function readQemuRow(data: DataFile): QemuRow {
  const file = parseJson(data)
  const numberOf = (field: string) => need(numberAt(file, field), data.path, field)
  const memoryBytes = numberOf('vm.memoryBytes')
  const list = (field: string) => listAt(file, field).filter((one) => typeof one === 'string')
  return {
    id: need(textAt(file, 'id'), data.path, 'id'),
    memoryBytes,
    ramTotalBytes: numberAt(file, 'vm.ramTotalBytes') ?? memoryBytes + ROM_BYTES,
    nonZeroPages: numberOf('vm.nonZeroPagesBefore'),
    vcpus: numberAt(file, 'vm.vcpus') ?? 1,
    pattern: need(textAt(file, 'workload.pattern'), data.path, 'workload.pattern'),
    regionBytes: numberOf('workload.regionBytes'),
    hotBytes: numberAt(file, 'workload.hotBytes') ?? 0,
    hotShare: numberAt(file, 'workload.hotShare') ?? 0,
    filled: at(file, 'workload.fill') !== false,
    busy: textAt(file, 'workload.pacing') === 'busy',
    writesPerSecond: numberAt(file, 'workload.writesPerSecondMeasured') ?? 0,
    askedPerSecond: numberAt(file, 'workload.rateAsked') ?? 0,
    dirtyPagesPerSecond: readDirtyRate(file),
    onMs: numberAt(file, 'workload.onMs') ?? 0,
    offMs: numberAt(file, 'workload.offMs') ?? 0,
    capBytesPerSecond: numberAt(file, 'migration.maxBandwidthBytesPerS') ?? 0,
    downtimeLimitMs: numberAt(file, 'migration.downtimeLimitMs') ?? 300,
    capabilities: list('migration.capabilities'),
    channels: numberAt(file, 'migration.params.multifd-channels') ?? 2,
    throttle: {
      initial: numberAt(file, 'migration.params.cpu-throttle-initial') ?? 20,
      increment: numberAt(file, 'migration.params.cpu-throttle-increment') ?? 10,
      most: numberAt(file, 'migration.params.max-cpu-throttle') ?? 99,
    },
    postcopyBytesPerSecond: numberAt(file, 'migration.params.max-postcopy-bandwidth') ?? 0,
    link: readLink(file),
    actions: readActions(file),
    counts: listAt(file, 'samples').flatMap((sample) => {
      const seconds = inSeconds(numberAt(sample, 'tMs'))
      const writes = numberAt(sample, 'srcWrites')
      return seconds === undefined || writes === undefined ? [] : [{ seconds, writes }]
    }),
    throttleSteps: listAt(file, 'throttleSteps').flatMap((step) => {
      const seconds = inSeconds(numberAt(step, 'tMs'))
      return seconds === undefined ? [] : [seconds]
    }),
    status: need(textAt(file, 'result.status'), data.path, 'result.status'),
    totalSeconds: inSeconds(numberAt(file, 'result.totalMs')),
    downtimeSeconds: inSeconds(numberAt(file, 'result.downtimeMs')),
    gapSeconds: inSeconds(numberAt(file, 'result.stopToResumeMs')),
    bytes: numberOf('result.bytesTransferred'),
    syncs: numberOf('result.dirtySyncCount'),
    zeroPages: numberAt(file, 'result.zeroPages') ?? 0,
    rounds: readRounds(file),
  }
}

/** The traces of a folder, a file each. */
export function readQemuRows(files: readonly DataFile[]): readonly QemuRow[] {
  return files.map(readQemuRow)
}
