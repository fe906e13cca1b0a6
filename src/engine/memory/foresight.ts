/** What the classes will have been exposed to at moments ahead, by the closed forms that the guest's clock will follow. */
import type { ClockSegment } from '../guest/clock-segment.ts'
import { guestAfter, type KnownMoment } from '../guest/guest-clock.ts'
import { createPaceQueue, type PaceChange } from '../guest/pace-change.ts'
import { exposureAt, withRate, type VcpuGroup, type WriteClass } from '../guest/write-class.ts'
import { secondsFromNanoseconds, type Nanoseconds } from '../units.ts'

export interface Piece {
  readonly start: Nanoseconds
  readonly end: Nanoseconds
  readonly guestStart: number
  readonly classes: readonly WriteClass[]
}

/** Found in another way than by the clock, a time may be later by a rounding: no page is foreseen that has not fired. */
const ROUNDING = 1 - 1e-11

/**
 * The exposure of a class at moments that must not fall from call to call, the first not before `now`. `segmentOf`: how the
 * guest runs from now on; what a person does to its pace later (`changes`) is minded at its time.
 */
export function foresight(
  classes: readonly WriteClass[],
  changes: readonly PaceChange[],
  now: Nanoseconds,
  guest: readonly [number, number],
  segmentOf: (group: VcpuGroup, base: Piece) => ClockSegment,
): (id: number, time: Nanoseconds) => number {
  const paces = createPaceQueue(changes)
  let start = now
  let at: readonly [number, number] = [guest[0], guest[1]]
  let written = classes
  let known: [KnownMoment | undefined, KnownMoment | undefined] = [undefined, undefined]

  const guestAt = (group: VcpuGroup, time: Nanoseconds) => {
    const base = { start, end: time, guestStart: at[group], classes: written }
    const elapsed = secondsFromNanoseconds(time - start)
    const guestSeconds = guestAfter(written, group, segmentOf(group, base), elapsed, known[group])
    known[group] = { elapsed, guest: guestSeconds - at[group] }
    return guestSeconds
  }
  const changePace = () => {
    for (const { writesPerSecond } of paces.due(start))
      written = written.map((each) => withRate(each, at[each.group], writesPerSecond[each.id]!))
  }
  changePace()
  return (id, time) => {
    while (paces.next <= time) {
      const next = paces.next
      at = [guestAt(0, next), guestAt(1, next)]
      known = [undefined, undefined]
      start = next
      changePace()
    }
    const { group } = written[id]!
    const since = guestAt(group, time) - guest[group]
    return exposureAt(written[id]!, guest[group] + since * ROUNDING)
  }
}
