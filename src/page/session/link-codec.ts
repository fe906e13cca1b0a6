/** The codec of interventions and futures in links, fetched when it is needed for the first time. */
import type { InterventionsCodec } from '../../saved/link-interventions.ts'

let codec: InterventionsCodec | undefined

/** Undefined until it is there. */
export function linkCodec(): InterventionsCodec | undefined {
  return codec
}

export async function fetchLinkCodec(): Promise<InterventionsCodec> {
  codec ??= (await import('../../saved/interventions-codec.ts')).INTERVENTIONS
  return codec
}
