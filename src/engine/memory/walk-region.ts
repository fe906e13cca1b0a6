/** What of a region is through, and what waits, where a walk stands. */
import type { Walk } from './pass-table.ts'
import { slotsOf, type Ordered } from './walk-order.ts'
import type { WalkPosition } from './walk-position.ts'

/** The first slot of a region. */
export function slotOfRegion({ origin, toSend }: Ordered, region: number): number {
  if (origin === undefined) return region
  const distance = region - origin.region
  return distance < 0 ? distance + toSend.length : distance
}

/** How many data and zero pages of a region are through. */
export function sentOfRegion(
  walk: Walk,
  position: WalkPosition,
  region: number,
): { send: number; zero: number } {
  if (region === position.region)
    return { send: position.sentInRegion, zero: position.zeroInRegion }
  const slot = slotOfRegion(walk, region)
  if (slot >= position.slot) return { send: 0, zero: 0 }
  const { origin } = walk
  if (origin !== undefined && slot === 0 && position.slot < slotsOf(walk))
    return { send: origin.tail, zero: origin.zeroTail }
  return { send: walk.toSend[region]!, zero: walk.zero?.[region] ?? 0 }
}

/** Data pages passed by so far: all of a region at the moment at which the walk comes to it. */
export function passedBySoFar({ passedBy, toSend }: Walk, { region }: WalkPosition): number {
  return passedBy === undefined ? 0 : passedBy.before[Math.min(region + 1, toSend.length)]!
}

/** Data pages of a region that are due and have not gone: before the walk comes by, also those that it will pass by. */
export function waitingInRegion(walk: Walk, position: WalkPosition, region: number): number {
  const { passedBy, toSend } = walk
  if (passedBy !== undefined && region > position.region) return passedBy.due[region]!
  return toSend[region]! - sentOfRegion(walk, position, region).send
}
