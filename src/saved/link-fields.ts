/** The outer form of a link: `key=value&key=value&flag`, its version, and the way from old versions to this one. */
import { type Problem, printable } from '../engine/scenario/problem.ts'

/** 2: `do`, `deeds` and `futures`. A link that needs none of them is written as version 1, for older pages. */
export const LINK_VERSION = 2
export type Fields = ReadonlyMap<string, string>

/** Far more than every parameter at its longest. */
const LONGEST_LINK = 32768
const MOST_FIELDS = 256

/** Readable in an address bar: `:` `,` and `/` need no escape in a fragment. */
function escaped(text: string): string {
  return encodeURIComponent(text).replaceAll('%3A', ':').replaceAll('%2C', ',')
}

export function joinFields(fields: readonly (readonly [string, string])[]): string {
  return fields
    .map(([key, value]) => (value === '' ? escaped(key) : `${escaped(key)}=${escaped(value)}`))
    .join('&')
}

function unescaped(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

const linkProblem = (message: string): Problem => ({
  field: 'link',
  message,
  allowed: `at most ${LONGEST_LINK} characters in ${MOST_FIELDS} fields`,
})

/** The last of two equal keys counts, as in every form. */
export function splitFields(hash: string): { fields: Fields; problems: readonly Problem[] } {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  if (text.length > LONGEST_LINK)
    return { fields: new Map(), problems: [linkProblem('it is too long')] }
  const parts = text.split('&').filter((part) => part !== '')
  if (parts.length > MOST_FIELDS)
    return { fields: new Map(), problems: [linkProblem('it has too many fields')] }
  const fields = new Map<string, string>()
  const problems: Problem[] = []
  for (const part of parts) {
    const equals = part.indexOf('=')
    const key = unescaped(equals < 0 ? part : part.slice(0, equals))
    const value = unescaped(equals < 0 ? '' : part.slice(equals + 1))
    if (key === undefined || value === undefined)
      problems.push({
        field: 'link',
        message: `"${printable(part)}" is no valid text`,
        allowed: 'key=value',
      })
    else fields.set(key, value)
  }
  return { fields, problems }
}

/** From version `n` to `n + 1`, for every old `n`. A default that changes is written into old links here. */
type Upgraders = ReadonlyMap<number, (fields: Fields) => Fields>
const UPGRADERS: Upgraders = new Map()

/** Any version to this one. A link without a version, typed by hand, is read as of today. */
export function upgradeFields(
  fields: Fields,
  upgraders: Upgraders = UPGRADERS,
  current: number = LINK_VERSION,
): { fields: Fields; problems: readonly Problem[] } {
  const text = fields.get('v') ?? String(current)
  const version = /^\d{1,4}$/.test(text) ? Number(text) : undefined
  const allowed = `1 to ${current}`
  if (version === undefined || version < 1)
    return {
      fields,
      problems: [{ field: 'v', message: `"${printable(text)}" is no version`, allowed }],
    }
  if (version > current) {
    const message = `the link is of version ${version}, newer than this page; what it knows was read`
    return { fields, problems: [{ field: 'v', message, allowed }] }
  }
  let upgraded = fields
  for (let from = version; from < current; from++)
    upgraded = upgraders.get(from)?.(upgraded) ?? upgraded
  return { fields: upgraded, problems: [] }
}
