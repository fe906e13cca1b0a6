/** The outer form of every file: JSON of a known format and version, at most 1 MiB. */
import { type Problem, printable, quote } from '../engine/scenario/problem.ts'
import { type Format, type JsonFile, upgrade } from './versions.ts'

/** Bytes that a reader should take at most before it even looks. */
export const MAX_FILE_BYTES = 1024 * 1024

/** The members of a JSON object; undefined for any other value. `__proto__` is a name like any other. */
export function entriesOf(value: unknown): JsonFile | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? new Map<string, unknown>(Object.entries(value))
    : undefined
}

export type OpenedFile = { readonly file: JsonFile } | { readonly message: string }

/** Text of any origin to a JSON object, or why it is none. */
export function openFile(text: string): OpenedFile {
  if (text.length > MAX_FILE_BYTES) return { message: 'is larger than 1 MiB' }
  let value: unknown
  try {
    value = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (error) {
    const why = error instanceof Error ? ` (${printable(error.message, 100)})` : ''
    return { message: `isn't valid JSON${why}` }
  }
  const file = entriesOf(value)
  return file ? { file } : { message: `holds ${quote(value)}, not an object` }
}

/** A file of a known version as the newest has it, or what is wrong with its version. Without one it is of today. */
export function upgradeFile(
  file: JsonFile,
  format: Format<JsonFile>,
): { readonly file: JsonFile; readonly problems: readonly Problem[] } {
  const version = file.get('version') ?? format.version
  if (
    typeof version === 'number' &&
    Number.isInteger(version) &&
    version >= 1 &&
    version <= format.version
  )
    return { file: upgrade(file, version, format), problems: [] }
  const message =
    typeof version === 'number' && version > format.version
      ? `${quote(version)} is newer than this program`
      : `${quote(version)} isn't a version`
  return { file, problems: [{ field: 'version', message, allowed: `1 to ${format.version}` }] }
}
