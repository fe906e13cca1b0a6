/** Where the streams run: a lane each, in a bundle a NIC, that leaves the source and arrives at the address of the walk. */
import { GENERATIONS } from '../../../engine/generations/list.ts'
import { nicLoads } from '../../../engine/network/nics.ts'
import type { Scenario } from '../../../engine/scenario/scenario.ts'

/** More lanes than this cannot be distinguished. */
export const MAX_LANES = 8
/** Room between the bundles of two NICs, in lanes. */
const NIC_GAP = 0.7
/** Share of the wire on which streams fan out from the address, and come together again. */
const FAN = 0.24

export interface WireLanes {
  readonly count: number
  /** Middle of each lane, in lanes, from the middle of the bundle. */
  readonly offsets: readonly number[]
  /** Height of the bundle in lanes. */
  readonly breadth: number
}

/** One lane a stream; of more than eight streams each lane stands for as many, NIC by NIC. */
export function wireLanes(scenario: Scenario): WireLanes {
  const streams = nicLoads(scenario, GENERATIONS[scenario.generation].network).map(
    (nic) => nic.streams,
  )
  const all = streams.reduce((sum, count) => sum + count, 0)
  const share = Math.min(1, MAX_LANES / Math.max(1, all))
  const places: number[] = []
  let next = 0
  let before = 0
  let seen = 0
  for (const count of streams) {
    seen += count
    // Rounded over the running sum, so that lanes are shared out and none is lost.
    const lanes = Math.max(share < 1 ? 0 : count, Math.round(seen * share) - before)
    for (let lane = 0; lane < lanes; lane++) places.push(next++)
    before += lanes
    if (lanes > 0) next += NIC_GAP
  }
  if (places.length === 0) places.push(0)
  const last = places.at(-1) ?? 0
  return {
    count: places.length,
    offsets: places.map((place) => place - last / 2),
    breadth: last + 1,
  }
}

/** How far the lanes have fanned out at a share of the way, 0 at both hosts and 1 in between. */
export function fanAt(share: number): number {
  return smooth(share / FAN) * smooth((1 - share) / FAN)
}

function smooth(share: number): number {
  const inside = Math.max(0, Math.min(1, share))
  return inside * inside * (3 - 2 * inside)
}
