/** What fires at least in a stretch of time, whenever it begins: by this it is known that pre-copy never ends. */
import type { ClockSegment } from '../guest/clock-segment.ts'
import { guestAfter } from '../guest/guest-clock.ts'
import { exposureAt, firedShare, type VcpuGroup, type WriteClass } from '../guest/write-class.ts'
import type { Piece } from './foresight.ts'

/** A class whose bursts begin to rest at guest time `guest`: any stretch from now on has as much activity at least. */
function restingAt(writeClass: WriteClass, guest: number): WriteClass {
  const { burst } = writeClass
  if (burst === undefined || burst.off <= 0) return writeClass
  const period = burst.on + burst.off
  const start = burst.on - (guest - Math.floor(guest / period) * period)
  return { ...writeClass, burst: { ...burst, start: start < 0 ? start + period : start } }
}

/** See `DirtyModel.firesAtLeast`. `segmentOf`: how a group runs from its guest time on, all pages traced then. */
export function firesAtLeast(
  classes: readonly WriteClass[],
  guest: readonly [number, number],
  seconds: number,
  segmentOf: (group: VcpuGroup, base: Piece) => ClockSegment,
): readonly number[] {
  const resting = classes.map((each) => restingAt(each, guest[each.group]))
  const after = ([0, 1] as const).map((group) => {
    const base = { start: 0, end: Infinity, guestStart: guest[group], classes: resting }
    return guestAfter(resting, group, segmentOf(group, base), seconds)
  })
  return resting.map((each) => {
    const exposure = exposureAt(each, after[each.group]!) - exposureAt(each, guest[each.group])
    return each.pages * firedShare(each, exposure)
  })
}
