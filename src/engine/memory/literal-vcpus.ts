/**
 * vCPUs of the `literal` model: each executes its writes one after the other. Its guest time goes on with wall time
 * except while it stands still for a page fire or a sleep. vCPUs take turns of at most half a millisecond.
 */
import type { VcpuGroup } from '../guest/write-class.ts'
import type { Workload } from '../guest/workload.ts'
import { EXPONENTIAL_MASK, EXPONENTIAL_STEPS } from '../random/exponential.ts'
import { STREAM, drawKey, streamKey } from '../random/hash.ts'
import type { Touch } from './literal-tracer.ts'
import type { WriteTargets } from './literal-writes.ts'
import type { PageCopies } from './page-copies.ts'
import { createWriteModes, type WriteMode } from './write-modes.ts'

/** Streams of the group's own draws stand beside those of the classes, which are numbered from 0. */
const PICK_CLASS = 300
const GAP_CLASS = 310

export interface LiteralVcpus {
  /** All writes before `wallSeconds`, on traced pages at their cost. */
  run(wallSeconds: number, touch: Touch): void
  /** The guest runs at a share of wall time and no write costs anything. */
  runFreely(fromSeconds: number, toSeconds: number, speed: number, touch: Touch): void
  /** Guest seconds of a vCPU of the group at a wall time to which all have run, on average. */
  meanGuestSeconds(wallSeconds: number): number
}

export function createVcpus(
  group: VcpuGroup,
  workload: Workload,
  targets: WriteTargets,
  copies: PageCopies,
  regionPages: number,
  seed: number,
  followed: () => boolean,
): LiteralVcpus {
  const vcpus = Math.max(1, group === 0 ? workload.writers : workload.others)
  const firstVcpu = group === 0 ? 0 : workload.writers
  const { modes, endOf } = createWriteModes(workload.classes.filter((writeClass) => writeClass.group === group), vcpus)
  const shift = 31 - Math.clz32(regionPages)
  const pickKey = streamKey(seed, STREAM.write, PICK_CLASS + group, 0)
  const gapKey = streamKey(seed, STREAM.write, GAP_CLASS + group, 0)
  /** By vCPU: guest time of its next write, wall time − guest time, guest time of its last stop, bursts so far. */
  const next = new Float64Array(vcpus)
  const lags = new Float64Array(vcpus)
  const stoppedAt = new Float64Array(vcpus)
  const changes = new Int32Array(vcpus)
  const counters = { picks: 0, gaps: 0, writes: 0 }
  let earliest = 0

  for (let vcpu = 0; vcpu < vcpus; vcpu++) next[vcpu] = firstGap(modes[0], vcpu)

  function firstGap({ gapSeconds, even }: WriteMode, vcpu: number): number {
    if (gapSeconds === Infinity) return Infinity
    const draw = drawKey(gapKey, counters.gaps++)
    return gapSeconds * (even ? (vcpu + 1) / vcpus : EXPONENTIAL_STEPS[draw & EXPONENTIAL_MASK]!)
  }

  function guestSeconds(vcpu: number, wallSeconds: number): number {
    return Math.max(stoppedAt[vcpu]!, wallSeconds - lags[vcpu]!)
  }

  /** One vCPU writes until `limit`, in wall time. Returns when it wants to write next. */
  function turn(vcpu: number, limit: number, touch: Touch): number {
    for (;;) {
      const end = endOf(changes[vcpu]!)
      writeUntil(vcpu, modes[changes[vcpu]! & 1]!, end, limit, touch)
      const lag = lags[vcpu]!
      if (next[vcpu]! < end || end + lag >= limit) return Math.min(next[vcpu]!, end) + lag
      changes[vcpu] = changes[vcpu]! + 1
      next[vcpu] = end + firstGap(modes[changes[vcpu]! & 1]!, vcpu)
    }
  }

  /** The loop over writes. Everything that it needs is at hand in a local, and it allocates nothing. */
  function writeUntil(vcpu: number, mode: WriteMode, end: number, limit: number, touch: Touch): void {
    const { classIds, thresholds, gapSeconds, even } = mode
    const { keys, counts, scales, sizes, placed, cursors, firstPages, bases } = targets
    const { last, traced } = copies
    const follow = followed()
    const several = classIds.length > 1
    const inRegion = (1 << shift) - 1
    let at = next[vcpu]!
    let lag = lags[vcpu]!
    let id = several ? 0 : classIds[0]!
    let draw = 0
    let { writes } = counters
    while (at < end && at + lag < limit) {
      if (several) {
        draw = drawKey(pickKey, counters.picks++)
        let choice = 0
        while (draw >= thresholds[choice]!) choice++
        id = classIds[choice]!
      }
      let place = cursors[id]!
      let gapDraw = draw
      if (place < 0) {
        const count = counts[id]!
        counts[id] = count + 1
        const placeDraw = drawKey(keys[id]!, count)
        place = Math.floor(placeDraw * scales[id]!)
        if (!several) gapDraw = placeDraw
      } else {
        cursors[id] = place + 1 === sizes[id]! ? 0 : place + 1
      }
      if (place < placed[id]!) {
        const page = firstPages[bases[id]! + (place >>> shift)]! + (place & inRegion)
        if (((traced[page >>> 5]! >>> (page & 31)) & 1) === 1) {
          lag += touch(firstVcpu + vcpu, page, at + lag)
          stoppedAt[vcpu] = at
        }
        writes = (writes + 1) | 0
        if (follow) last[page] = writes
      }
      at += even ? gapSeconds : gapSeconds * EXPONENTIAL_STEPS[gapDraw & EXPONENTIAL_MASK]!
    }
    counters.writes = writes
    next[vcpu] = at
    lags[vcpu] = lag
  }

  return {
    run(wallSeconds, touch) {
      if (earliest >= wallSeconds) return
      earliest = Infinity
      for (let vcpu = 0; vcpu < vcpus; vcpu++) {
        const wanted = Math.min(next[vcpu]!, endOf(changes[vcpu]!)) + lags[vcpu]!
        earliest = Math.min(earliest, wanted < wallSeconds ? turn(vcpu, wallSeconds, touch) : wanted)
      }
    },

    runFreely(fromSeconds, toSeconds, speed, touch) {
      for (let vcpu = 0; vcpu < vcpus; vcpu++) {
        const guest = guestSeconds(vcpu, fromSeconds) + speed * (toSeconds - fromSeconds)
        lags[vcpu] = 0
        turn(vcpu, guest, touch)
        lags[vcpu] = toSeconds - guest
        stoppedAt[vcpu] = guest
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
