/** The lines of the streams: each is bound to the address of its vmknic and to the world of its helper. */
import { GENERATIONS } from '../../engine/generations/list.ts'
import { nicLoads } from '../../engine/network/nics.ts'
import { MILLISECOND, type Nanoseconds } from '../../engine/units.ts'
import type { Scribe } from './scribe.ts'

/** One stream a helper world, bound to the address of its vmknic. */
export function tellStreams(scribe: Scribe, at: Nanoseconds, streams: number): void {
  const { identity, scenario } = scribe
  const { network } = GENERATIONS[scenario.generation]
  const vmknics = network.streams === 'vmknic' ? streams : nicLoads(scenario, network).length
  const { source, destination } = identity.hosts
  for (let stream = 0; stream < streams; stream++) {
    const vmknic = stream % vmknics
    for (const [host, direction] of [
      ['source', 'send'],
      ['destination', 'recv'],
    ] as const) {
      const { address, firstHelperWorld } = identity.hosts[host]
      const world = firstHelperWorld + stream
      const sure = host === 'source' ? undefined : 'inferred'
      scribe.add(
        host,
        at,
        { kind: 'affinity', address: address(vmknic), world, status: 'Success' },
        sure,
      )
      scribe.add(
        host,
        at,
        { kind: 'stream-world', address: address(vmknic), direction, world },
        sure,
      )
    }
    scribe.add('source', at + MILLISECOND, {
      kind: 'bound',
      vmknic: `vmk${vmknic + 1} - '${source.address(vmknic)}'`,
    })
    scribe.add('destination', at + 2 * MILLISECOND, {
      kind: 'accepted',
      address: source.address(vmknic),
    })
    scribe.add('destination', at + 2 * MILLISECOND, {
      kind: 'bound',
      vmknic: `vmk${vmknic + 1} - '${destination.address(vmknic)}'`,
    })
    scribe.add('destination', at + 3 * MILLISECOND, { kind: 'stream-added', stream: stream + 1 })
  }
}
