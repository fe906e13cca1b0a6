/**
 * vCPUs of the `literal` model: each executes its writes one after the other. Its guest time goes on with wall time
 * except while it stands still for a page fire or a sleep. vCPUs take turns, so that only their order within a turn is lost.
 */
import type { VcpuGroup, WriteClass } from '../guest/write-class.ts'
import { EXPONENTIAL_MASK, EXPONENTIAL_STEPS } from '../random/exponential.ts'
import { STREAM, drawKey, streamKey } from '../random/hash.ts'
import { holdUntil } from './fire-log.ts'
import { trap, type Tracer } from './literal-tracer.ts'
import type { WriteStream } from './write-stream.ts'

const GAP_CLASS = 310

export interface LiteralVcpus {
  /** All writes before `wallSeconds`, at their cost. */
  run(wallSeconds: number): void
  /** The guest runs at a share of wall time and no write costs anything. */
  runFreely(fromSeconds: number, toSeconds: number, speed: number): void
  /** Every vCPU of the group loses so much time. */
  sleep(seconds: number): void
  /** The group writes by another plan from `wallSeconds` on, to which all have run. */
  follow(plan: WritePlan, wallSeconds: number): void
  /** Turns that its vCPUs have taken in all. */
  readonly turns: () => number
  /** Guest seconds of a vCPU of the group at a wall time to which all have run, on average. */
  meanGuestSeconds(wallSeconds: number): number
}

/** What a group writes while its bursts are on and while they are off, and when the half period `change` ends. */
export interface WritePlan {
  readonly streams: readonly [on: WriteStream, off: WriteStream]
  readonly endOf: (change: number) => number
}

/** Half periods by guest time: even ones are on, odd ones off. All bursting classes of a workload share one rhythm. */
export function burstEnds(burst: WriteClass['burst']): WritePlan['endOf'] {
  if (burst === undefined || burst.off <= 0) return () => Infinity
  const period = burst.on + burst.off
  return (change) => (change >> 1) * period + ((change & 1) === 0 ? burst.on : period) - burst.start
}

export function createVcpus(
  group: VcpuGroup,
  firstVcpu: number,
  vcpus: number,
  { streams: firstStreams, endOf }: WritePlan,
  tracer: Tracer,
  seed: number,
): LiteralVcpus {
  const gapKey = streamKey(seed, STREAM.write, GAP_CLASS + group, 0)
  /** By vCPU: guest time of its next write, wall time − guest time, guest time of its last stop, bursts so far. */
  const next = new Float64Array(vcpus)
  const lags = new Float64Array(vcpus)
  const stoppedAt = new Float64Array(vcpus)
  let begun = 0
  while (endOf(begun) <= 0) begun++
  const changes = new Int32Array(vcpus).fill(begun)
  let streams = firstStreams
  let gaps = 0
  let earliest = 0
  let turns = 0

  for (let vcpu = 0; vcpu < vcpus; vcpu++) next[vcpu] = firstGap(streamOf(begun), vcpu)

  function firstGap({ gapSeconds, even }: WriteStream, vcpu: number): number {
    if (gapSeconds === Infinity) return Infinity
    if (even) return (gapSeconds * (vcpu + 1)) / vcpus
    return gapSeconds * EXPONENTIAL_STEPS[drawKey(gapKey, gaps++) & EXPONENTIAL_MASK]!
  }

  function guestSeconds(vcpu: number, wallSeconds: number): number {
    return Math.max(stoppedAt[vcpu]!, wallSeconds - lags[vcpu]!)
  }

  function streamOf(change: number): WriteStream {
    return (change & 1) === 0 ? streams[0] : streams[1]
  }

  /** One vCPU writes until `limit`, in wall time. Returns when it wants to write next. */
  function turn(vcpu: number, limit: number): number {
    for (;;) {
      const change = changes[vcpu]!
      const end = endOf(change)
      write(vcpu, streamOf(change), end, limit)
      const lag = lags[vcpu]!
      if (next[vcpu]! < end || end + lag >= limit) return Math.min(next[vcpu]!, end) + lag
      changes[vcpu] = change + 1
      next[vcpu] = end + firstGap(streamOf(change + 1), vcpu)
    }
  }

  /** The loop over writes. Everything that it needs is in a local, and it allocates nothing. */
  function write(vcpu: number, stream: WriteStream, end: number, limit: number): void {
    const { pages, gaps } = stream
    const { traced, stale } = tracer.copies
    const { following } = tracer
    let i = stream.next
    let at = next[vcpu]!
    let lag = lags[vcpu]!
    while (at < end && at + lag < limit) {
      if (i === pages.length) {
        stream.refill()
        i = 0
      }
      const page = pages[i]!
      if (page >= 0) {
        const index = page >>> 5
        const bit = 1 << (page & 31)
        if ((traced[index]! & bit) !== 0) {
          lag += trap(tracer, firstVcpu + vcpu, page, at + lag)
          stoppedAt[vcpu] = at
        }
        if (following) stale[index] = stale[index]! | bit
      }
      at += gaps[i]!
      i++
    }
    stream.next = i
    next[vcpu] = at
    lags[vcpu] = lag
  }

  return {
    run(wallSeconds) {
      if (earliest >= wallSeconds) return
      // Nothing fires later than that.
      holdUntil(tracer.log, (wallSeconds - tracer.passStart) * 1e6)
      earliest = Infinity
      turns += vcpus
      for (let vcpu = 0; vcpu < vcpus; vcpu++) {
        const wanted = Math.min(next[vcpu]!, endOf(changes[vcpu]!)) + lags[vcpu]!
        const wants = wanted < wallSeconds ? turn(vcpu, wallSeconds) : wanted
        if (wants < earliest) earliest = wants
      }
    },

    turns: () => turns,

    runFreely(fromSeconds, toSeconds, speed) {
      turns += vcpus
      for (let vcpu = 0; vcpu < vcpus; vcpu++) {
        const guest = guestSeconds(vcpu, fromSeconds) + speed * (toSeconds - fromSeconds)
        lags[vcpu] = 0
        turn(vcpu, guest)
        lags[vcpu] = toSeconds - guest
        stoppedAt[vcpu] = guest
      }
      earliest = 0
    },

    sleep(seconds) {
      for (let vcpu = 0; vcpu < vcpus; vcpu++) lags[vcpu] = lags[vcpu]! + seconds
      earliest = 0
    },

    follow(plan, wallSeconds) {
      const before = streams
      streams = plan.streams
      for (let vcpu = 0; vcpu < vcpus; vcpu++) {
        const on = changes[vcpu]! & 1
        const old = before[on]!.gapSeconds
        const { gapSeconds } = streams[on]!
        const guest = guestSeconds(vcpu, wallSeconds)
        // What is left of a gap shrinks or grows with the gaps: of a Poisson process as of an even one.
        if (gapSeconds === Infinity) next[vcpu] = Infinity
        else if (old === Infinity) next[vcpu] = guest + firstGap(streams[on]!, vcpu)
        else next[vcpu] = guest + (Math.max(0, next[vcpu]! - guest) * gapSeconds) / old
      }
      earliest = 0
    },

    meanGuestSeconds(wallSeconds) {
      let sum = 0
      for (let vcpu = 0; vcpu < vcpus; vcpu++) sum += guestSeconds(vcpu, wallSeconds)
      return sum / vcpus
    },
  }
}
