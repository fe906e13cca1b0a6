/** The codec of interventions and futures in links, fetched when it is needed for the first time. */
import type { InterventionsCodec } from '../../saved/link-interventions.ts'
import { loadPart } from '../loading/load-part.ts'

let codec: InterventionsCodec | undefined

/** Undefined until it is there. */
export function linkCodec(): InterventionsCodec | undefined {
  return codec
}

/** Rejects with a `LostPart` where it cannot be fetched. */
export async function fetchLinkCodec(): Promise<InterventionsCodec> {
  const part = await loadPart(() => import('../../saved/interventions-codec.ts'))
  codec = part.INTERVENTIONS
  return codec
}
