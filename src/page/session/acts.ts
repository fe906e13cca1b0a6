/** The codec of deeds and futures in links, fetched when it is needed for the first time. */
import type { ActsCodec } from '../../saved/link-acts.ts'

let codec: ActsCodec | undefined

/** Undefined until it is there. */
export function actsCodec(): ActsCodec | undefined {
  return codec
}

export async function fetchActs(): Promise<ActsCodec> {
  codec ??= (await import('../../saved/link-futures.ts')).ACTS
  return codec
}
