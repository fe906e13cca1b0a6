/**
 * Versions of the envelopes, and the way from each old version to the next. A default or a preset that changes would change
 * what old links and files mean, because they leave it out: raise the version and write the old value into old ones here.
 */
export interface Format<Data> {
  /** The newest version. */
  readonly version: number
  /** From version `n` to `n + 1`; none where nothing that a version `n` can say has changed. */
  readonly upgraders: ReadonlyMap<number, (data: Data) => Data>
}

/** A link, split and unescaped. */
export type Fields = ReadonlyMap<string, string>
export type JsonFile = ReadonlyMap<string, unknown>

/**
 * 2: interventions in mid-run (`do`, packed `deeds`) and `futures`. 3: `interventions` for both, another way of packing,
 * `heat` is always there where the tab is.
 */
export const LINK_FORMAT: Format<Fields> = { version: 3, upgraders: new Map([[2, linkFrom2]]) }

/** 2: `rates`. */
export const RUN_FILE_FORMAT: Format<JsonFile> = { version: 2, upgraders: new Map() }

/** 2: `rates`. */
export const SCENARIO_FILE_FORMAT: Format<JsonFile> = { version: 2, upgraders: new Map() }

/** Keys of links that have another name now. */
export const OLD_LINK_KEYS: readonly string[] = ['do', 'deeds']

function linkFrom2(old: Fields): Fields {
  const fields = new Map(old)
  for (const key of OLD_LINK_KEYS) fields.delete(key)
  const plain = old.get('do')
  const packed = old.get('deeds')
  const futures = old.get('futures')
  if (plain !== undefined) fields.set('interventions', plain)
  if (packed !== undefined) fields.set('interventions', `${PACKED.lzss}${packed}`)
  if (futures !== undefined) fields.set('futures', `${PACKED.lzss}${futures}`)
  // Before the maps of the stage had modes, the tab opened with this one.
  if (old.get('drawer') === 'heat' && !old.has('heat')) fields.set('heat', 'sent')
  return fields
}

/** What stands before a packed text, by how it is packed: see `packed-text.ts`. */
export const PACKED = { deflate: '~d', lzss: '~l' } as const

/** Data of any older version as the newest has it. */
export function upgrade<Data>(
  data: Data,
  from: number,
  { version, upgraders }: Format<Data>,
): Data {
  let upgraded = data
  for (let step = from; step < version; step++)
    upgraded = upgraders.get(step)?.(upgraded) ?? upgraded
  return upgraded
}
