/** The outer form of a link: `key=value&key=value&flag` and its version. */
import { type Problem, printable } from '../engine/scenario/problem.ts'
import { type Fields, type Format, LINK_FORMAT, OLD_LINK_KEYS, upgrade } from './versions.ts'

/** Far more than every parameter at its longest. */
const MAX_LINK_LENGTH = 32768
const MAX_FIELDS = 256

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
  allowed: `at most ${MAX_LINK_LENGTH} characters in ${MAX_FIELDS} fields`,
})

/** The last of two equal keys counts, as in every form. */
export function splitFields(hash: string): {
  readonly fields: Fields
  readonly problems: readonly Problem[]
} {
  const text = hash.startsWith('#') ? hash.slice(1) : hash
  if (text.length > MAX_LINK_LENGTH)
    return { fields: new Map(), problems: [linkProblem('it is too long')] }
  const parts = text.split('&').filter((part) => part !== '')
  if (parts.length > MAX_FIELDS)
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
        message: `"${printable(part)}" isn't valid percent-encoding`,
        allowed: 'key=value',
      })
    else fields.set(key, value)
  }
  return { fields, problems }
}

/** A link typed by hand without a version is read as of today, unless it uses words of an older one. */
function versionText(fields: Fields, current: number): string {
  const old = OLD_LINK_KEYS.some((key) => fields.has(key))
  return fields.get('v') ?? String(old ? Math.min(2, current) : current)
}

/** Any version to the newest one. What a link of a newer version says is read as far as it is known. */
export function upgradeFields(
  fields: Fields,
  format: Format<Fields> = LINK_FORMAT,
): { readonly fields: Fields; readonly problems: readonly Problem[] } {
  const { version: current } = format
  const text = versionText(fields, current)
  const version = /^\d{1,4}$/.test(text) ? Number(text) : 0
  if (version >= 1 && version <= current)
    return { fields: upgrade(fields, version, format), problems: [] }
  const message =
    version > current
      ? `version ${version} is newer than this page, which reads only what it knows`
      : `"${printable(text)}" isn't a version`
  return { fields, problems: [{ field: 'v', message, allowed: `1 to ${current}` }] }
}
