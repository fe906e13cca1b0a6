/** The lines of the streams: each is bound to the address of its vmknic and to the world of its helper. */
import { GENERATIONS } from '../../engine/generations/list.ts'
import { nicLoads } from '../../engine/network/nics.ts'
import { MILLISECOND, type Nanoseconds } from '../../engine/units.ts'
import type { EntryWriter } from './entry-writer.ts'

/** How many vmknics the streams spread over: never more than there are. */
function vmknicsInUse({ scenario }: EntryWriter, streams: number): number {
  const { network } = GENERATIONS[scenario.generation]
  return network.streams === 'vmknic'
    ? Math.min(streams, scenario['network.vmknics'])
    : nicLoads(scenario, network).length
}

/** One helper world for each stream. */
export function writeStreams(writer: EntryWriter, at: Nanoseconds, streams: number): void {
  const { source, destination } = writer.identity.hosts
  const vmknics = vmknicsInUse(writer, streams)
  for (let stream = 0; stream < streams; stream++) {
    const vmknic = stream % vmknics
    for (const [host, direction] of [
      ['source', 'send'],
      ['destination', 'recv'],
    ] as const) {
      const { addresses, firstHelperWorld } = writer.identity.hosts[host]
      const address = addresses[vmknic]!
      const world = firstHelperWorld + stream
      const confidence = host === 'source' ? undefined : 'inferred'
      writer.add(host, at, { kind: 'affinity', address, world, status: 'Success' }, confidence)
      writer.add(host, at, { kind: 'stream-world', address, direction, world }, confidence)
    }
    const bound = (address: string) =>
      ({ kind: 'bound', vmknic: `vmk${vmknic + 1} - '${address}'` }) as const
    const [from, to] = [source.addresses[vmknic]!, destination.addresses[vmknic]!]
    writer.add('source', at + MILLISECOND, bound(from))
    writer.add('destination', at + 2 * MILLISECOND, { kind: 'accepted', address: from })
    writer.add('destination', at + 2 * MILLISECOND, bound(to))
    const added = { kind: 'stream-added', stream: stream + 1 } as const
    writer.add('destination', at + 3 * MILLISECOND, added)
  }
}
