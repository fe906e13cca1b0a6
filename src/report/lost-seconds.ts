/** What a migration cost the guest, in CPU seconds by cause: a pain that can be added up and compared between generations. */
import { STOP_CAUSES, totalLost, type StopCause, type Stops } from '../recording/stop-causes.ts'
import type { Fact, FailureReason } from '../engine/facts.ts'
import type { Nanoseconds } from '../engine/units.ts'
import { stopsOf, vcpusOf, type GuestTimes } from '../recording/vcpu-times.ts'

/** Failures after which the VM runs nowhere. */
const LOSES_VM: readonly FailureReason[] = ['vm-lost', 'source-host-lost']

function fromCauses(seconds: (cause: StopCause) => number): Stops {
  return Object.fromEntries(STOP_CAUSES.map((cause) => [cause, seconds(cause)])) as unknown as Stops
}

/** What one vCPU lost between two moments. */
export function stopsBetween(
  times: GuestTimes,
  vcpu: number,
  from: Nanoseconds,
  to: Nanoseconds,
): Stops {
  const [before, after] = [stopsOf(times, vcpu, from), stopsOf(times, vcpu, to)]
  return fromCauses((cause) => Math.max(0, after[cause] - before[cause]))
}

/** What a writing vCPU lost on average: as its speed is given. Only the one that installs traces differs from the others. */
export function writerStopsBetween(times: GuestTimes, from: Nanoseconds, to: Nanoseconds): Stops {
  const { writers, trace } = times
  const plain = stopsBetween(times, 0, from, to)
  const installer = trace?.installer ?? -1
  if (installer < 0 || installer >= writers) return plain
  const installing = stopsBetween(times, installer, from, to)
  return fromCauses((cause) => plain[cause] + (installing[cause] - plain[cause]) / writers)
}

/** What all vCPUs lost together by the end of the run. All vCPUs of a group lose the same, but for the one that installs traces. */
export function lostSeconds(times: GuestTimes): Stops {
  const { writers, others, trace, end } = times
  const last = vcpusOf(times) - 1
  const shares = [
    { vcpu: 0, count: writers },
    { vcpu: writers, count: others },
  ].flatMap(({ vcpu, count }) => {
    const holdsLast =
      count > 0 && trace !== undefined && trace.installer === last && vcpu + count - 1 === last
    const alone = holdsLast ? [{ count: 1, stops: stopsOf(times, last, end) }] : []
    const alike = count - alone.length
    return alike > 0 ? [...alone, { count: alike, stops: stopsOf(times, vcpu, end) }] : alone
  })
  return fromCauses((cause) =>
    shares.reduce((sum, { count, stops }) => sum + count * stops[cause], 0),
  )
}

/** Until when what its guest misses counts: to the end, or until the VM was lost. */
export function livedUntil({
  facts,
  end,
}: {
  readonly facts: readonly Fact[]
  readonly end: Nanoseconds
}): Nanoseconds {
  const failed = facts.find((fact) => fact.kind === 'migration-failed')
  return failed && LOSES_VM.includes(failed.reason) ? failed.at : end
}

/** Seconds that vCPUs fell behind wall time by the end of the run. What came after the VM was lost does not count. */
export interface FellBehind {
  /** The one that fell behind the most. */
  readonly most: number
  /** The one that fell behind the least. */
  readonly least: number
}

/** How far the vCPUs fell behind. All of a group fell behind alike, but for the one that installs traces. */
export function fellBehind(times: GuestTimes): FellBehind {
  const last = vcpusOf(times) - 1
  const seconds = [0, times.writers - 1, times.writers, last]
    .filter((vcpu) => vcpu >= 0 && vcpu <= last)
    .map((vcpu) => totalLost(stopsOf(times, vcpu, times.end)))
  return { most: Math.max(...seconds), least: Math.min(...seconds) }
}
